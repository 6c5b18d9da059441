//! Messages about JSON types, such as "expected a string or null, found a number".

use jsonschema::{JsonType, error::TypeKind};
use schema_runtime::JsonKind;

use crate::locate::tape::Instance;

/// The JSON types that a `type` keyword allows.
pub(crate) fn allowed(kind: &TypeKind) -> Vec<JsonType> {
    match kind {
        TypeKind::Single(single) => vec![*single],
        TypeKind::Multiple(set) => set.iter().collect(),
    }
}

/// A message such as "expected an object or null, found a number".
pub(crate) fn mismatch(allowed: &[JsonType], found: Instance<'_>) -> String {
    let mut words = Vec::new();
    for word in allowed.iter().map(|expected| with_article(*expected)) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    // `null` reads best at the end.
    words.sort_by_key(|word| *word == "null");
    format!(
        "expected {}, found {}",
        alternatives(&words),
        found_type(allowed, found.kind())
    )
}

/// Joins words as in "a", "a or b", "a, b or c".
pub(crate) fn alternatives<S: AsRef<str>>(words: &[S]) -> String {
    let mut text = String::new();
    for (index, word) in words.iter().enumerate() {
        text.push_str(match index {
            0 => "",
            _ if index + 1 == words.len() => " or ",
            _ => ", ",
        });
        text.push_str(word.as_ref());
    }
    text
}

fn found_type(allowed: &[JsonType], found: JsonKind) -> String {
    match found {
        JsonKind::Number if allowed.contains(&JsonType::Integer) => {
            "a number with a fraction".to_owned()
        }
        kind => kind.to_string(),
    }
}

const fn with_article(expected: JsonType) -> &'static str {
    match expected {
        JsonType::Array => "an array",
        JsonType::Boolean => "a boolean",
        JsonType::Integer => "an integer",
        JsonType::Null => "null",
        JsonType::Number => "a number",
        JsonType::Object => "an object",
        JsonType::String => "a string",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locate::tape::Tape;

    fn mismatch(allowed: &[JsonType], found: &str) -> String {
        let tape = Tape::new(found).unwrap();
        super::mismatch(allowed, Instance::Value(tape.root()))
    }

    #[test]
    fn mismatches_read_like_sentences() {
        assert_eq!(
            mismatch(&[JsonType::Null, JsonType::Object, JsonType::Null], "5"),
            "expected an object or null, found a number"
        );
        assert_eq!(
            mismatch(&[JsonType::Integer], "1.5"),
            "expected an integer, found a number with a fraction"
        );
        assert_eq!(
            mismatch(&[JsonType::Integer], "\"1\""),
            "expected an integer, found a string"
        );
    }

    #[test]
    fn lists_end_with_or() {
        assert_eq!(alternatives(&["a"]), "a");
        assert_eq!(alternatives(&["a", "b", "c"]), "a, b or c");
    }
}
