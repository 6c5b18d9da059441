//! Generates the types that the bench `pieces` reads, and with the feature `growth` those of series
//! of growing schemas.

mod growing;

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
};

use schema_codegen::{Builder, Formats};

/// The schema of each type of the bench `pieces`.
const SCHEMAS: [&str; 6] = ["keys", "dates", "strings", "extras", "tagged", "kinds"];

fn main() -> Result<(), Box<dyn Error>> {
    let file = |name| format!("benches/pieces/schemas/{name}.json");
    let builder = Builder::new().formats(Formats::Assert);
    let builder = SCHEMAS
        .iter()
        .fold(builder, |builder, name| builder.schema(file(name)));
    builder.write_to_out_dir("pieces.rs")?;
    println!("cargo::rerun-if-changed=growing.rs");
    if env::var_os("CARGO_FEATURE_GROWTH").is_some() {
        let folder = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
        growing(Path::new(&folder))?.write_to_out_dir("growing.rs")?;
    }
    Ok(())
}

/// Writes the growing schemas into a folder and generates from there.
fn growing(folder: &Path) -> Result<Builder, Box<dyn Error>> {
    let mut builder = Builder::new();
    for (name, schema) in growing::schemas() {
        let file: PathBuf = folder.join(format!("{name}.json"));
        fs::write(&file, schema)?;
        builder = builder.schema(file);
    }
    Ok(builder)
}
