//! The rule that every file begins with documentation of what it is for.

use super::SourceFile;

/// Gives a line for each file without `//!` documentation at its top.
pub(super) fn check(files: &[SourceFile]) -> Vec<String> {
    let without = files.iter().filter(|file| !has_header(&file.text));
    without
        .map(|file| {
            format!(
                "{}:1: the file does not begin with `//!` documentation",
                file.path
            )
        })
        .collect()
}

/// Whether a text begins with documentation. A crate may take it from its README.
fn has_header(text: &str) -> bool {
    // Generated files begin with a marker.
    let is_skipped = |line: &&str| line.trim().is_empty() || line.starts_with("// @generated");
    let first = text.lines().find(|line| !is_skipped(line));
    first.is_some_and(|line| line.starts_with("//!") || line.starts_with("#![doc = include_str!"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_documentation_is_named() {
        let file = |path: &str, text: &str| SourceFile {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let files = [
            file("a.rs", "//! What it is for.\n"),
            file("b.rs", "\n#![doc = include_str!(\"../README.md\")]\n"),
            file("c.rs", "// A remark.\nuse std::fs;\n"),
        ];
        let breaches = check(&files);
        assert_eq!(breaches.len(), 1);
        assert!(breaches[0].starts_with("c.rs:1:"));
    }
}
