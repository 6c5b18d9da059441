//! Generates the types; cargo runs it again when the schema changes.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    schema_codegen::Builder::new()
        .schema("schemas/ticket.json")
        .write_to_out_dir("ticket.rs")?;
    Ok(())
}
