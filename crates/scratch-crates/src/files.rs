//! Writes files, with errors that name the file.

use std::fs;
use std::path::Path;

/// Writes a file, unless it has this text already: a new time stamp would make cargo rebuild it.
/// Makes the folders that are missing.
///
/// # Errors
///
/// The file or a folder cannot be written.
pub fn write(path: &Path, text: &str) -> Result<(), String> {
    if fs::read(path).is_ok_and(|found| found == text.as_bytes()) {
        return Ok(());
    }
    let failed = |error: std::io::Error| format!("cannot write `{}`: {error}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(path, text).map_err(failed)
}
