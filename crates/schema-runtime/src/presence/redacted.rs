//! Removes the payload's values from error messages of foreign types: serde's "invalid value:
//! string "…", expected a date" quotes the value.
//!
//! It depends on serde's phrases only.

use serde::de;

/// Serde's phrases that a quoted value follows (`serde::de::Error::invalid_type` and its
/// neighbours), each with what ends the quote. The expectation comes from the type and is kept. It
/// comes last, so its beginning is searched from the end, where no value can forge it.
const QUOTING: &[(&str, &[&str])] = &[
    ("invalid type: ", &[", expected "]),
    ("invalid value: ", &[", expected "]),
    (
        "unknown variant `",
        &["`, expected ", "`, there are no variants"],
    ),
];

/// The same error if it quotes no value; otherwise a new one without the value.
///
/// Custom messages (`serde::de::Error::custom`) are kept: only the type's author knows what they
/// quote.
#[cold]
pub(super) fn redacted<E: de::Error>(error: E) -> E {
    match without_value(&error.to_string()) {
        Some(message) => E::custom(message),
        None => error,
    }
}

fn without_value(message: &str) -> Option<String> {
    let (start, phrase, ends) = QUOTING
        .iter()
        .filter_map(|(phrase, ends)| Some((message.find(phrase)?, *phrase, *ends)))
        .min_by_key(|(start, ..)| *start)?;
    let (before, quoted) = message.split_at_checked(start + phrase.len())?;
    let end = ends.iter().filter_map(|end| quoted.rfind(end)).max();
    let after = end.and_then(|end| quoted.get(end..)).unwrap_or_default();
    let found = end.map_or("", |end| kind_of(quoted.get(..end).unwrap_or_default()));
    let before = before.trim_end_matches([' ', '`', ':']);
    let colon = if found.is_empty() { "" } else { ": " };
    Some(format!(
        "{before}{colon}{found}{}",
        after.trim_start_matches('`')
    ))
}

/// Serde's word for the kind of value, which precedes the quoted value (`serde::de::Unexpected`).
fn kind_of(quoted: &str) -> &'static str {
    const KINDS: &[&str] = &[
        "boolean",
        "integer",
        "floating point",
        "character",
        "string",
        "byte array",
        "unit value",
        "null",
        "Option value",
        "newtype struct",
        "sequence",
        "map",
        "enum",
        "unit variant",
        "newtype variant",
        "tuple variant",
        "struct variant",
    ];
    let known = KINDS.iter().find(|kind| quoted.starts_with(**kind));
    known.copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, de::DeserializeOwned};

    use crate::Presence;

    #[derive(Debug, Deserialize)]
    enum Colour {
        #[allow(dead_code, reason = "only its name is wanted")]
        Red,
    }

    #[derive(Debug, Deserialize)]
    enum Never {}

    fn message<T: DeserializeOwned>(text: &str) -> String {
        match serde_json::from_str::<Presence<T>>(text) {
            Ok(_) => panic!("{text} was read"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_value_of_a_foreign_type_is_not_quoted() {
        for (found, expected) in [
            (
                message::<u8>("300"),
                "invalid value: integer, expected u8 at line 1 column 3",
            ),
            (
                message::<i8>("-129"),
                "invalid value: integer, expected i8 at line 1 column 4",
            ),
            (
                message::<u8>("\"4711\""),
                "invalid type: string, expected u8 at line 1 column 6",
            ),
            (
                message::<u8>("47.11"),
                "invalid type: floating point, expected u8 at line 1 column 5",
            ),
            (
                message::<char>("\"4711\""),
                "invalid value: string, expected a character at line 1 column 6",
            ),
            (
                message::<bool>("4711"),
                "invalid type: integer, expected a boolean at line 1 column 4",
            ),
            (
                message::<Vec<bool>>("[4711]"),
                "invalid type: integer, expected a boolean at line 1 column 5",
            ),
            (
                message::<Colour>("\"4711\""),
                "unknown variant, expected `Red` at line 1 column 6",
            ),
            (
                message::<Never>("\"4711\""),
                "unknown variant, there are no variants at line 1 column 6",
            ),
        ] {
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_value_that_looks_like_the_end_of_the_message_is_not_quoted_either() {
        for value in [
            "4711, expected 4711",
            "4711`, expected `4711`",
            "invalid value: 4711, expected 4711",
            "4711`, there are no variants",
            "4711 at line 4711 column 4711",
        ] {
            let text = serde_json::to_string(value).unwrap();
            for message in [
                message::<u8>(&text),
                message::<char>(&text),
                message::<Colour>(&text),
                message::<Never>(&text),
            ] {
                assert!(!message.contains("4711"), "{message}");
            }
        }
    }

    #[test]
    fn errors_of_the_text_and_of_our_own_types_are_left_alone() {
        assert_eq!(
            message::<u8>(""),
            "EOF while parsing a value at line 1 column 0"
        );
        let own = message::<crate::Integer>("\"4711\"");
        assert_eq!(
            own,
            "expected an integer, found a string at line 1 column 6"
        );
    }
}
