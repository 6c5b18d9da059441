//! What the generator is tried on: schemas, and instances with the verdicts they should get.
//!
//! Plain data. Never knows where it came from or what becomes of it.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Cases that share the documents they may refer to, and a row of the table.
#[derive(Debug)]
pub(super) struct Section {
    /// Names the row and the scratch crates: letters, digits, `.` and `-`.
    pub(super) name: String,
    pub(super) cases: Vec<Case>,
    pub(super) references: Vec<Reference>,
    /// Whether formats are assertions.
    pub(super) formats: bool,
}

/// One schema and its instances.
#[derive(Debug)]
pub(super) struct Case {
    /// Where it stands in its corpus, for people and for `--filter`.
    pub(super) name: String,
    /// The file that failures are summed up by.
    pub(super) file: String,
    /// Its place in the whole section, whatever a filter left out: decides its crate.
    pub(super) index: usize,
    /// The Rust module, unique in the section.
    pub(super) module: String,
    pub(super) schema: Schema,
    pub(super) instances: Vec<Instance>,
}

/// A schema as the generator gets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Schema {
    Text { name: String, text: String },
    File(PathBuf),
}

/// One JSON text, and what its corpus says about it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Instance {
    pub(super) name: String,
    pub(super) text: String,
    /// The verdict that the corpus gives, where it gives one that is to be believed.
    pub(super) label: Option<bool>,
}

/// The file that stands for a URI.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Reference {
    pub(super) uri: String,
    pub(super) path: PathBuf,
}

/// A Rust module's name out of anything: lower-case letters, digits and `_`, told apart by a number.
pub(super) fn module_name(stem: &str, number: usize) -> String {
    let plain = |c: char| match c {
        c if c.is_ascii_alphanumeric() => c.to_ascii_lowercase(),
        _ => '_',
    };
    let stem: String = stem.chars().map(plain).collect();
    format!("m{number:03}_{}", stem.trim_matches('_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_identifiers_told_apart_by_number() {
        assert_eq!(module_name("if-then-else", 7), "m007_if_then_else");
        assert_eq!(module_name("2017.3 HOST", 12), "m012_2017_3_host");
        assert_eq!(module_name("", 0), "m000_");
    }
}
