//! What the types of scratch crates do with texts: the answers of their programs, and the code in
//! these programs that gives them.

use serde::Deserialize;

/// The module `answer` of the programs.
pub(super) const ANSWER: &str = include_str!("said/answer.rs");

/// What a type did with a text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) enum Said {
    /// It was read; holds the value written back.
    Accepted(String),
    /// It was rejected; holds the error.
    Refused(String),
    /// The typed read and `is_valid` disagree; holds what each says.
    Split(String),
    /// The text is not JSON, and the reported position is not the one where `serde_json` stops.
    Misplaced(String),
    /// Reading or writing panicked, failed, hung or ended the program.
    Broken(String),
}

/// The expression that asks a type, given by its path.
pub(super) fn check(root_type: &str) -> String {
    format!(
        "|text| {{
            let read = {root_type}::from_slice(text.as_bytes());
            let written = read.map(|read| serde_json::to_string(&read));
            answer::answer(text, written, {root_type}::is_valid(text.as_bytes()))
        }}"
    )
}
