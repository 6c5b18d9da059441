//! The files of inputs that targets fail on.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use conversation_fuzz::Target;

/// Inputs of up to this many bytes are also printed.
const SHORT: usize = 400;

/// Writes an input to a file named after its hash and returns the path.
pub(crate) fn write(folder: &Path, target: &Target, input: &[u8]) -> Result<PathBuf, String> {
    let path = folder.join(format!("{}-{:016x}", target.name, hash(input)));
    write_to(&path, input)?;
    Ok(path)
}

/// Writes an input to a file; creates the folder if necessary.
pub(crate) fn write_to(path: &Path, input: &[u8]) -> Result<(), String> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, input))
        .map_err(|error| format!("cannot write `{}`: {error}", path.display()))
}

/// The file in which a worker keeps its current input, in case the process ends.
pub(crate) fn current(folder: &Path, target: &Target) -> PathBuf {
    folder.join(format!("{}.running", target.name))
}

/// The file in which a worker keeps the input that took longest.
pub(crate) fn slowest(folder: &Path, target: &Target) -> PathBuf {
    folder.join(format!("{}.slowest", target.name))
}

/// Prints a finding and the command that reproduces it.
pub(crate) fn show(target: &Target, path: &Path, input: &[u8], what: &str) {
    let shown = env::current_dir()
        .ok()
        .and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf));
    let path = shown.as_deref().unwrap_or(path).display();
    eprintln!("\n{}: FOUND: {what}", target.name);
    if input.len() <= SHORT {
        eprintln!("  input: {}", input.escape_ascii());
    }
    eprintln!("  input written to {path} ({} bytes)", input.len());
    eprintln!(
        "  run it again: cargo run -p conversation-fuzz -- --target {} {path}",
        target.name
    );
}

/// FNV-1a, so that the name is the same on every machine.
fn hash(input: &[u8]) -> u64 {
    input.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
