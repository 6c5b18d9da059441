//! Generates the types that the bench `pieces` reads.

use std::error::Error;

use schema_codegen::{Builder, Formats};

/// The schema of each type.
const SCHEMAS: [&str; 6] = ["keys", "dates", "strings", "extras", "tagged", "kinds"];

fn main() -> Result<(), Box<dyn Error>> {
    let file = |name| format!("benches/pieces/schemas/{name}.json");
    let builder = Builder::new().formats(Formats::Assert);
    let builder = SCHEMAS
        .iter()
        .fold(builder, |builder, name| builder.schema(file(name)));
    builder.write_to_out_dir("pieces.rs")?;
    Ok(())
}
