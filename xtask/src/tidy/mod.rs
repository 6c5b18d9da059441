//! `cargo xtask tidy`: rules of the code base that neither rustc nor clippy checks.
//!
//! Each rule has a file of its own and gives a line for each breach.

mod code;
mod cycles;
mod functions;
mod headers;
mod stages;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A source file of the project that people wrote.
struct SourceFile {
    /// Its path from the root of the workspace, with `/`.
    path: String,
    text: String,
}

/// Checks every rule. Fails if one is broken.
pub(crate) fn run(root: &Path) -> Result<ExitCode, String> {
    let files = source_files(root)?;
    let breaches = breaches(&files);
    for breach in &breaches {
        eprintln!("{breach}");
    }
    if breaches.is_empty() {
        println!("{} source files are tidy", files.len());
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("error: breaches of the project's rules: {}", breaches.len());
    Ok(ExitCode::FAILURE)
}

/// Gives a line for each breach of a rule.
fn breaches(files: &[SourceFile]) -> Vec<String> {
    let mut breaches = headers::check(files);
    breaches.extend(stages::check(files));
    breaches.extend(cycles::check(files));
    breaches.extend(functions::check(files));
    breaches
}

/// All `.rs` files that are neither generated nor expected output, sorted by path.
fn source_files(root: &Path) -> Result<Vec<SourceFile>, String> {
    let mut files = Vec::new();
    for top in ["crates", "examples", "tests", "xtask"] {
        visit(root, &root.join(top), &mut files)?;
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

/// Names of folders whose files are generated or expected output.
const OUTPUT: [&str; 4] = ["borrowed", "cases", "generated", "target"];

fn visit(root: &Path, folder: &Path, files: &mut Vec<SourceFile>) -> Result<(), String> {
    let failed = |path: &Path, error: std::io::Error| format!("`{}`: {error}", path.display());
    for entry in std::fs::read_dir(folder).map_err(|error| failed(folder, error))? {
        let path: PathBuf = entry.map_err(|error| failed(folder, error))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            if !OUTPUT.contains(&&*name) {
                visit(root, &path, files)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).map_err(|error| failed(&path, error))?;
            let path = path.strip_prefix(root).unwrap_or(&path);
            let path = path.to_string_lossy().replace('\\', "/");
            files.push(SourceFile { path, text });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workspace_is_tidy() {
        let files = source_files(&crate::workspace_root()).unwrap();
        let breaches = breaches(&files);
        assert!(breaches.is_empty(), "{}", breaches.join("\n"));
        assert!(files.len() > 200);
    }
}
