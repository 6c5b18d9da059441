//! Replaces patterns inside JSON Schema documents of any draft.

use std::fmt::Write as _;

use jsonptr::Token;
use serde_json::{Map, Value};

/// Whether a pattern is a keyword value or a property-name key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The value of `pattern`.
    Value,
    /// A key of `patternProperties`.
    Name,
}

/// Replaces the patterns in a schema and its subschemas. References whose JSON Pointer passes
/// through a key of `patternProperties` are changed with the key.
///
/// `replace` returns the text that replaces a pattern. For keys it must return different texts for
/// different patterns, and plain words unchanged.
pub fn rewrite(schema: &mut Value, replace: &mut dyn FnMut(Place, &str) -> String) {
    match schema {
        Value::Object(members) => rewrite_object(members, replace),
        Value::Array(items) => items.iter_mut().for_each(|item| rewrite(item, replace)),
        _ => {}
    }
}

fn rewrite_object(
    members: &mut Map<String, Value>,
    replace: &mut dyn FnMut(Place, &str) -> String,
) {
    for (keyword, value) in members.iter_mut() {
        match (keyword.as_str(), value) {
            ("const" | "default" | "enum" | "example" | "examples", _) => {}
            ("pattern", Value::String(pattern)) => *pattern = replace(Place::Value, pattern),
            ("$ref" | "$dynamicRef" | "$recursiveRef", Value::String(reference)) => {
                *reference = rewrite_reference(reference, replace);
            }
            ("patternProperties", Value::Object(by_pattern)) => {
                let old = std::mem::take(by_pattern);
                for (pattern, mut inside) in old {
                    rewrite(&mut inside, replace);
                    by_pattern.insert(replace(Place::Name, &pattern), inside);
                }
            }
            // Keys of these objects are names of properties and definitions, not keywords.
            (
                "$defs" | "definitions" | "dependencies" | "dependentSchemas" | "properties",
                Value::Object(by_name),
            ) => by_name
                .values_mut()
                .for_each(|inside| rewrite(inside, replace)),
            (_, inside) => rewrite(inside, replace),
        }
    }
}

/// Replaces the keys of `patternProperties` in the JSON Pointer of a reference. Other references
/// are returned unchanged.
pub fn rewrite_reference(
    reference: &str,
    replace: &mut dyn FnMut(Place, &str) -> String,
) -> String {
    let through =
        |fragment: &&str| fragment.starts_with('/') && fragment.contains("/patternProperties/");
    let Some((document, fragment)) = reference.split_once('#') else {
        return reference.to_owned();
    };
    let decoded = percent_decoded(fragment);
    let Some(pointer) = decoded.as_deref().filter(through) else {
        return reference.to_owned();
    };
    let mut pointer = pointer.split('/').map(str::to_owned).collect::<Vec<_>>();
    for at in 1..pointer.len() {
        if pointer[at - 1] == "patternProperties" {
            let pattern = replace(Place::Name, &decoded_token(&pointer[at]));
            pointer[at] = Token::new(pattern).into_encoded().into_owned();
        }
    }
    format!("{document}#{}", percent_encoded(&pointer.join("/")))
}

/// The decoded reference token (RFC 6901, section 4). A `~` that begins no escape is kept, as
/// [`Value::pointer`] keeps it.
fn decoded_token(token: &str) -> String {
    let mut parts = token.split('~');
    let mut decoded = parts.next().unwrap_or_default().to_owned();
    // Each part is decoded alone: an invalid escape must not keep the others from being decoded.
    for part in parts {
        let part = format!("~{part}");
        match Token::from_encoded(&part) {
            Ok(token) => decoded.push_str(&token.decoded()),
            Err(_) => decoded.push_str(&part),
        }
    }
    decoded
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &rest[2..];
    }
    String::from_utf8(bytes).ok()
}

/// Percent-encodes a fragment, except for characters that need no encoding (RFC 3986, section 3.5).
fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b'$' => {
                out.push(char::from(byte));
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn patterns_are_replaced_where_they_are_keywords() {
        let mut schema = json!({
            "pattern": "a",
            "properties": {"pattern": {"const": {"pattern": "b"}}, "patternProperties": {"items": {"pattern": "c"}}},
            "patternProperties": {"d/~": {"allOf": [{"pattern": "e"}]}},
            "enum": [{"pattern": "f"}],
            "$ref": "x.json#/patternProperties/d~1~0/allOf/0",
            "other": {"pattern": "g"},
        });
        rewrite(&mut schema, &mut |_, pattern| format!("<{pattern}>"));
        let expected = json!({
            "pattern": "<a>",
            "properties": {"pattern": {"const": {"pattern": "b"}}, "patternProperties": {"items": {"pattern": "<c>"}}},
            "patternProperties": {"<d/~>": {"allOf": [{"pattern": "<e>"}]}},
            "enum": [{"pattern": "f"}],
            "$ref": "x.json#/patternProperties/%3Cd~1~0%3E/allOf/0",
            "other": {"pattern": "<g>"},
        });
        assert_eq!(schema, expected);
    }

    #[test]
    fn tokens_are_decoded_as_serde_json_decodes_them() {
        for token in ["", "~0~1", "~01", "~", "~~1", "~2~1~0", "a~\u{e9}~"] {
            let value = json!({ decoded_token(token): true });
            assert!(value.pointer(&format!("/{token}")).is_some(), "{token}");
        }
    }

    #[test]
    fn references_that_lead_elsewhere_stay_as_they_are() {
        for reference in [
            "",
            "#",
            "#/$defs/a%20b",
            "other.json",
            "#patternProperties/a",
            "#/%zz",
        ] {
            let replaced = rewrite_reference(reference, &mut |_, _| "no".to_owned());
            assert_eq!(replaced, reference);
        }
    }
}
