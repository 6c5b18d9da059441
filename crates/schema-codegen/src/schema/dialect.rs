//! Which draft a document is written in, and whether it is valid there.
//!
//! Takes documents; gives diagnostics for what is no schema. Never looks at meaning.

use jsonschema::meta::MetaValidator;
use referencing::Draft;
use serde_json::Value;

use super::{Document, Location, Schemas, subschemas};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::source::{Source, pointer_tokens};
use std::sync::Arc;

/// Checks every document against the metaschema of its dialect and its keywords against the
/// dialect's, so that a misspelt one is noticed.
pub(crate) fn check_dialects(schemas: &Schemas<'_>, problems: &mut Vec<Diagnostic>) {
    for (index, document) in schemas.documents().iter().enumerate() {
        let before = problems.len();
        check_document(document, problems);
        if problems.len() == before {
            let root = Location::root(index);
            check_keywords(schemas, document, &root, document.source.value(), problems);
        }
    }
}

/// A schema is an object or a boolean (core specification, section 4.3).
pub(super) fn check_kind(source: &Source) -> Option<Diagnostic> {
    if source.value().is_object() || source.value().is_boolean() {
        return None;
    }
    let place = Place {
        source: Arc::new(source.clone()),
        pointer: String::new(),
    };
    let message = "a JSON Schema is an object or a boolean, and this is neither";
    Some(Diagnostic::error(Code::InvalidSchema, place, message))
}

/// A dialect has to be known before anything can be said about its keywords.
pub(super) fn check_known(source: &Source, draft: Draft) -> Option<Diagnostic> {
    if metaschema(draft).is_some() {
        return None;
    }
    let place = Place {
        source: Arc::new(source.clone()),
        pointer: "/$schema".to_owned(),
    };
    let message = "`$schema` names a dialect that is not known here";
    let problem = Diagnostic::error(Code::UnknownDialect, place, message);
    Some(problem.help("drafts 4, 6, 7, 2019-09 and 2020-12 of JSON Schema are known"))
}

/// The `$id` (draft 4: `id`) of a schema, when it names a document and not a mere anchor.
pub(super) fn id_of(draft: Draft, schema: &Value) -> Option<&str> {
    let schema = schema.as_object()?;
    if draft <= Draft::Draft7 && schema.contains_key("$ref") {
        return None;
    }
    let keyword = if draft == Draft::Draft4 { "id" } else { "$id" };
    let id = schema.get(keyword)?.as_str()?;
    (!id.starts_with('#')).then_some(id)
}

/// What `$schema` says in a draft.
pub(super) fn uri(draft: Draft) -> &'static str {
    match draft {
        Draft::Draft4 => "http://json-schema.org/draft-04/schema#",
        Draft::Draft6 => "http://json-schema.org/draft-06/schema#",
        Draft::Draft7 => "http://json-schema.org/draft-07/schema#",
        Draft::Draft201909 => "https://json-schema.org/draft/2019-09/schema",
        _ => "https://json-schema.org/draft/2020-12/schema",
    }
}

fn check_document(document: &Document, problems: &mut Vec<Diagnostic>) {
    let value = document.source.value();
    let place = |pointer: &str| Place {
        source: Arc::clone(&document.source),
        pointer: pointer.to_owned(),
    };
    let Some(metaschema) = metaschema(document.draft) else {
        return;
    };
    for error in metaschema.iter_errors(value) {
        let pointer = error.instance_path().as_str();
        let message = match value.pointer(pointer) {
            Some(Value::String(name)) if pointer.ends_with("/type") => {
                format!("`{name}` is no type")
            }
            _ => error.to_string(),
        };
        let problem = Diagnostic::error(Code::InvalidSchema, place(pointer), message);
        problems.push(match help_for(pointer) {
            Some(help) => problem.help(help),
            None => problem,
        });
    }
}

fn metaschema(draft: Draft) -> Option<MetaValidator<'static>> {
    match draft {
        Draft::Draft4 => Some(jsonschema::draft4::meta::validator()),
        Draft::Draft6 => Some(jsonschema::draft6::meta::validator()),
        Draft::Draft7 => Some(jsonschema::draft7::meta::validator()),
        Draft::Draft201909 => Some(jsonschema::draft201909::meta::validator()),
        Draft::Draft202012 => Some(jsonschema::draft202012::meta::validator()),
        _ => None,
    }
}

fn help_for(pointer: &str) -> Option<&'static str> {
    match pointer_tokens(pointer).last()?.as_str() {
        "type" => Some(
            "a type is one of array, boolean, integer, null, number, object and string, or an array of them",
        ),
        "required" => Some("`required` is an array of distinct member names"),
        "enum" => Some("`enum` is an array of values"),
        "properties" => Some("`properties` is an object that has a schema by each member name"),
        _ => None,
    }
}

/// Unknown keywords are annotations by the specification; one that nearly has the name of a known
/// keyword is more likely a slip that would switch off a rule.
fn check_keywords(
    schemas: &Schemas<'_>,
    document: &Document,
    location: &Location,
    value: &Value,
    problems: &mut Vec<Diagnostic>,
) {
    let Value::Object(schema) = value else {
        return;
    };
    for keyword in schema.keys() {
        if let Some(meant) = misspelt(document.draft, keyword) {
            let at = location.at([keyword.as_str()]);
            if let Some(place) = schemas.place(&at) {
                let message = format!("`{keyword}` is no keyword of this dialect");
                problems.push(
                    Diagnostic::warning(Code::UnknownKeyword, place, message)
                        .help(format!("did you mean `{meant}`?")),
                );
            }
        }
    }
    check_patterns(schemas, location, schema, problems);
    for (tokens, below) in subschemas(document.draft, schema) {
        let at = location.at(tokens.iter().map(String::as_str));
        check_keywords(schemas, document, &at, below, problems);
    }
}

/// A pattern has to be a regular expression that can be compiled.
fn check_patterns(
    schemas: &Schemas<'_>,
    location: &Location,
    schema: &serde_json::Map<String, Value>,
    problems: &mut Vec<Diagnostic>,
) {
    let pattern = schema.get("pattern").and_then(Value::as_str);
    let pattern = pattern.map(|pattern| (pattern, location.at(["pattern"])));
    let keys = schema.get("patternProperties").and_then(Value::as_object);
    let keys = keys.into_iter().flat_map(|members| members.keys());
    let keys = keys.map(|key| {
        (
            key.as_str(),
            location.at(["patternProperties", key.as_str()]),
        )
    });
    for (pattern, at) in pattern.into_iter().chain(keys) {
        let schema = serde_json::json!({ "pattern": pattern });
        if jsonschema::options().build(&schema).is_err() {
            let message = format!("`{pattern}` is not a usable regular expression");
            problems.push(schemas.error(Code::InvalidSchema, &at, message));
        }
    }
}

fn misspelt(draft: Draft, keyword: &str) -> Option<&'static str> {
    if keyword.starts_with("x-") || draft.is_known_keyword(keyword) {
        return None;
    }
    KEYWORDS
        .iter()
        .find(|known| draft.is_known_keyword(known) && nearly(keyword, known))
        .copied()
}

const KEYWORDS: &[&str] = &[
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contains",
    "dependentRequired",
    "dependentSchemas",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "items",
    "maximum",
    "maxItems",
    "maxLength",
    "maxProperties",
    "minimum",
    "minItems",
    "minLength",
    "minProperties",
    "multipleOf",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "required",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
];

/// Equal but for case, or one letter too many, too few, wrong, or swapped with its neighbour.
fn nearly(written: &str, known: &str) -> bool {
    if written.eq_ignore_ascii_case(known) {
        return true;
    }
    if known.len() < 5 || written.len().abs_diff(known.len()) > 1 {
        return false;
    }
    match differing(written.as_bytes(), known.as_bytes()) {
        ([first, second], [third, fourth]) => first == fourth && second == third,
        (left, right) => left.len().max(right.len()) <= 1,
    }
}

/// What is left of two words without their common beginning and end.
fn differing<'w>(left: &'w [u8], right: &'w [u8]) -> (&'w [u8], &'w [u8]) {
    let equal = |pair: &(&u8, &u8)| pair.0 == pair.1;
    let start = left.iter().zip(right).take_while(equal).count();
    let (left, right) = (&left[start..], &right[start..]);
    let end = left
        .iter()
        .rev()
        .zip(right.iter().rev())
        .take_while(equal)
        .count();
    (&left[..left.len() - end], &right[..right.len() - end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_near_and_other_words_are_not() {
        for slip in ["requird", "Required", "reqiured", "minLenght", "propertie"] {
            assert!(misspelt(Draft::Draft202012, slip).is_some(), "{slip}");
        }
        for word in [
            "nullable",
            "discriminator",
            "x-required",
            "example",
            "version",
            "tips",
        ] {
            assert_eq!(misspelt(Draft::Draft202012, word), None, "{word}");
        }
    }
}
