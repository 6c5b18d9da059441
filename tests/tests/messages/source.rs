//! Reads the source files in which messages are worded, to find what has no example.

use std::fs;
use std::path::{Path, PathBuf};

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// The text of a source file without its tests.
pub(crate) fn text(path: &str) -> String {
    let text = fs::read_to_string(root().join(path));
    let text = text.unwrap_or_else(|error| panic!("{path}: {error}"));
    let code = text.split("#[cfg(test)]\nmod ").next();
    code.unwrap_or_default().to_owned()
}

/// A variant of an enum and the first paragraph of its documentation.
pub(crate) struct Variant {
    pub(crate) name: String,
    pub(crate) about: String,
}

/// The variants of an enum in a source file.
pub(crate) fn variants(path: &str, name: &str) -> Vec<Variant> {
    let text = text(path);
    let body = text.split(&format!("pub enum {name} {{\n")).nth(1);
    let body = body.and_then(|body| body.split("\n}\n").next());
    let body = body.unwrap_or_else(|| panic!("{path} has no enum `{name}`"));
    let mut variants = Vec::new();
    let mut about = Vec::new();
    for line in body.lines().filter_map(|line| line.strip_prefix("    ")) {
        if let Some(sentence) = line.strip_prefix("///") {
            about.push(sentence.trim());
        } else if line.starts_with(|c: char| c.is_ascii_uppercase()) {
            let end = line.find(|c: char| !c.is_alphanumeric());
            variants.push(Variant {
                name: line[..end.unwrap_or(line.len())].to_owned(),
                about: first_paragraph(&about),
            });
            about.clear();
        }
    }
    variants
}

fn first_paragraph(lines: &[&str]) -> String {
    let lines = lines.iter().take_while(|line| !line.is_empty());
    lines.copied().collect::<Vec<_>>().join(" ")
}

/// The name of a variant as a code: `NotASchema` is `not-a-schema`.
pub(crate) fn code_of(variant: &str) -> String {
    let mut code = String::new();
    for c in variant.chars() {
        if c.is_uppercase() && !code.is_empty() {
            code.push('-');
        }
        code.extend(c.to_lowercase());
    }
    code
}

/// Asserts that a source file has a text, so that what the page says of it is true.
pub(crate) fn assert_contains(path: &str, wording: &str) {
    assert!(
        text(path).contains(wording),
        "{path} does not word a message so any more: {wording}"
    );
}
