//! Series of schemas that differ only in size. The build script generates their types; the
//! measurement takes the sizes and the payloads' words from here, too.

use std::fmt::Write;

/// How many properties an object type declares.
pub(crate) const PROPERTIES: [usize; 4] = [10, 100, 500, 2000];

/// How many strings an enum lists.
pub(crate) const VALUES: [usize; 4] = [10, 100, 1000, 5000];

/// How many tags select a variant of a union.
pub(crate) const TAGS: [usize; 3] = [2, 20, 200];

/// All schemas, with the names of their files.
#[allow(dead_code, reason = "only the build script writes them")]
pub(crate) fn schemas() -> Vec<(String, String)> {
    let mut all = vec![("untagged".to_owned(), UNTAGGED.to_owned())];
    all.extend(PROPERTIES.map(|count| (format!("properties_{count}"), properties(count))));
    all.extend(VALUES.map(|count| (format!("values_{count}"), values(count))));
    all.extend(TAGS.map(|count| (format!("tags_{count}"), tags(count))));
    all
}

/// A property, a value or a tag.
pub(crate) fn word(number: usize) -> String {
    format!("word_{number:04}")
}

/// Unions that nest, with the deciding property after the nested union.
const UNTAGGED: &str = r##"{"$ref": "#/$defs/n", "$defs": {"n": {"title": "Untagged", "anyOf": [
    {"type": "object", "properties": {"next": {"$ref": "#/$defs/n"}, "v": {"type": "integer"}}},
    {"type": "object", "properties": {"next": {"$ref": "#/$defs/n"}, "v": {"type": "string"}}},
    {"type": "null"}]}}}"##;

fn properties(count: usize) -> String {
    let property = |number| format!(r#""{}": {{"type": "boolean"}}"#, word(number));
    format!(
        r#"{{"type": "object", "properties": {{{}}}}}"#,
        list(count, property)
    )
}

fn values(count: usize) -> String {
    let value = |number| format!(r#""{}""#, word(number));
    format!(
        r#"{{"type": "array", "items": {{"title": "Listed", "enum": [{}]}}}}"#,
        list(count, value)
    )
}

fn tags(count: usize) -> String {
    let branch = |number| {
        format!(
            r#"{{"type": "object", "required": ["t"], "properties": {{"t": {{"const": "{}"}}, "v": {{"type": "integer"}}}}}}"#,
            word(number)
        )
    };
    format!(
        r#"{{"type": "array", "items": {{"title": "Selected", "oneOf": [{}]}}}}"#,
        list(count, branch)
    )
}

fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for number in 0..count {
        let comma = if number == 0 { "" } else { "," };
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{comma}{}", item(number));
    }
    text
}
