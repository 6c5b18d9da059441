//! Validates documents against the metaschemas of their dialects, and reports invalid patterns and
//! misspelt keywords. It must not depend on what a schema accepts.

use std::sync::Arc;

use ecma_regex::Regex;
use jsonschema::error::ValidationErrorKind as Kind;
use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::schema::Document;
use crate::schema::Location;
use crate::schema::Schemas;
use crate::schema::dialect::Dialect;
use crate::schema::spelling::misspelt;
use crate::schema::subschemas::subschemas_in;
use crate::source::{Source, pointer_tokens};

/// Validates every document against the metaschema of its dialect. In valid documents, checks
/// patterns and the spelling of keywords.
pub(crate) fn check_dialects(schemas: &Schemas<'_>, problems: &mut Vec<Diagnostic>) {
    for (index, document) in schemas.documents().iter().enumerate() {
        let before = problems.len();
        check_document(document, problems);
        if problems.len() == before {
            for start in &document.starts {
                let start = Location {
                    document: index,
                    pointer: start.clone(),
                };
                check_keywords(schemas, document, &start, problems);
            }
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

/// Validates a document, and each subschema that is written in another draft, against its
/// metaschema.
fn check_document(document: &Document, problems: &mut Vec<Diagnostic>) {
    let mut whole = document.schema().clone();
    for (pointer, dialect) in &document.foreign {
        if let Some(part) = whole.pointer_mut(pointer) {
            let part = std::mem::replace(part, Value::Object(serde_json::Map::new()));
            check_part(document, pointer, &part, dialect, problems);
        }
    }
    for start in &document.starts {
        if let Some(part) = whole.pointer(start) {
            check_part(document, start, part, &document.dialect, problems);
        }
    }
}

fn check_part(
    document: &Document,
    at: &str,
    value: &Value,
    dialect: &Dialect,
    problems: &mut Vec<Diagnostic>,
) {
    let Some(metaschema) = dialect.metaschema() else {
        let message = "`$schema` names a dialect that is not known here";
        let place = document.place(&format!("{at}/$schema"));
        problems.push(Diagnostic::error(Code::UnknownDialect, place, message));
        return;
    };
    let errors = metaschema.iter_errors(value);
    for error in errors.filter(|error| !is_about_pattern(error.kind())) {
        let pointer = error.instance_path().as_str();
        let message = match value.pointer(pointer) {
            Some(Value::String(name)) if pointer.ends_with("/type") => {
                format!("`{name}` is no type")
            }
            _ => error.to_string(),
        };
        let place = document.place(&format!("{at}{pointer}"));
        let problem = Diagnostic::error(Code::InvalidSchema, place, message);
        problems.push(match help_for(pointer) {
            Some(help) => problem.help(help),
            None => problem,
        });
    }
}

fn help_for(pointer: &str) -> Option<&'static str> {
    match pointer_tokens(pointer).last()?.as_str() {
        "type" => Some(
            "a type is one of array, boolean, integer, null, number, object and string, or an array of them",
        ),
        "required" => Some("`required` is an array of distinct property names"),
        "enum" => Some("`enum` is an array of values"),
        "properties" => Some("`properties` is an object that has a schema for each property name"),
        _ => None,
    }
}

/// Warns about misspelt keywords and reports invalid patterns, in a schema and its subschemas. By
/// the specification an unknown keyword is an annotation; one that resembles a known keyword is
/// more likely a typo that would switch off an assertion.
fn check_keywords(
    schemas: &Schemas<'_>,
    document: &Document,
    location: &Location,
    problems: &mut Vec<Diagnostic>,
) {
    let Some(Value::Object(schema)) = document.schema().pointer(&location.pointer) else {
        return;
    };
    for keyword in schema.keys() {
        if let Some(meant) = misspelt(&document.dialect, keyword) {
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
    for (tokens, _) in subschemas_in(&document.dialect, schema) {
        let at = location.at(tokens.iter().map(String::as_str));
        check_keywords(schemas, document, &at, problems);
    }
}

/// A pattern has to be a regular expression of ECMA-262 (core specification, section 6.4), in every
/// draft.
fn check_patterns(
    schemas: &Schemas<'_>,
    location: &Location,
    schema: &serde_json::Map<String, Value>,
    problems: &mut Vec<Diagnostic>,
) {
    let pattern = schema.get("pattern").and_then(Value::as_str);
    let pattern = pattern.map(|pattern| (pattern, location.at(["pattern"]), false));
    let keys = schema.get("patternProperties").and_then(Value::as_object);
    let keys = keys.into_iter().flat_map(|members| members.keys());
    let keys = keys.map(|key| {
        (
            key.as_str(),
            location.at(["patternProperties", key.as_str()]),
            true,
        )
    });
    for (pattern, at, is_name) in pattern.into_iter().chain(keys) {
        if let Err(error) = Regex::new(pattern) {
            let message = format!(
                "{}, at byte {} of the pattern `{}`",
                error.reason(),
                error.span().start,
                shortened(pattern)
            );
            let problem = schemas.error(Code::InvalidPattern, &at, message);
            let problem = problem.part(error.span(), is_name);
            problems.push(match error.suggestion() {
                Some(help) => problem.help(help),
                None => problem,
            });
        }
    }
}

/// The beginning of a pattern, enough to recognise it.
fn shortened(pattern: &str) -> String {
    const MOST: usize = 60;
    match pattern.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &pattern[..end]),
        None => pattern.to_owned(),
    }
}

/// Whether a metaschema only reports an invalid pattern, which `check_patterns` reports with a
/// reason.
fn is_about_pattern(kind: &Kind) -> bool {
    match kind {
        Kind::Format { format } => format == "regex",
        Kind::PropertyNames { error } => is_about_pattern(error.kind()),
        _ => false,
    }
}
