//! Plain data of a corpus: schemas, and instances with their labels. Independent of the layout that
//! it was read from.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Cases that share the documents they may refer to, and are counted in one row of the table.
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
    /// Its name in reports and for `--filter`: where the corpus has it.
    pub(super) name: String,
    /// The file whose failures are summed up together.
    pub(super) file: String,
    /// Its index in the whole section, before a filter: decides which crate it is built in.
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

/// One JSON text and its label.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Instance {
    pub(super) name: String,
    pub(super) text: String,
    /// Whether the corpus says that it is valid; `None` if it does not say or is not to be trusted.
    pub(super) label: Option<bool>,
}

/// The file that holds the document of a URI.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Reference {
    pub(super) uri: String,
    pub(super) path: PathBuf,
}

/// Makes the name of a Rust module from any text: lower-case letters, digits and `_`, made unique
/// by the number.
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
    fn modules_are_identifiers_made_unique_by_number() {
        assert_eq!(module_name("if-then-else", 7), "m007_if_then_else");
        assert_eq!(module_name("2017.3 HOST", 12), "m012_2017_3_host");
        assert_eq!(module_name("", 0), "m000_");
    }
}
