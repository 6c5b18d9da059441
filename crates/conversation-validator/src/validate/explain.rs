//! Message and help of a violation, from one error of the `jsonschema` crate.
//!
//! Messages name keywords, JSON types and counts, never values of the payload. An error that covers
//! several violations (a failed union, several unexpected properties) has been split before, in
//! `full`.

use std::borrow::Cow;

use jsonschema::{ValidationError, error::ValidationErrorKind as Kind};
use serde_json::Value;

use crate::locate::tape::{Instance, Place, Tape};
use crate::validate::detail::shortened;
use crate::validate::formats;
use crate::validate::json_types;

/// How many characters of a name a message quotes: names come from the payload, and a message is
/// one line.
const LONGEST_NAME: usize = 100;

/// How many values of an `enum` a message lists.
const LISTED: usize = 12;

/// Message and help of one violation.
pub(crate) struct Explanation {
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

impl Explanation {
    fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
        }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Explains one error about one instance.
pub(crate) fn explain(
    error: &ValidationError<'_>,
    found: Instance<'_>,
    tape: &Tape<'_>,
) -> Explanation {
    bounds(error.kind(), found)
        .or_else(|| values(error.kind(), found))
        .unwrap_or_else(|| structure(error.kind(), tape))
}

/// Assertions on sizes, counts and bounds.
fn bounds(kind: &Kind, found: Instance<'_>) -> Option<Explanation> {
    let message = match kind {
        Kind::MinItems { limit } => count("at least", *limit, "item", items(found)),
        Kind::MaxItems { limit } => count("at most", *limit, "item", items(found)),
        Kind::AdditionalItems { limit } => count("at most", *limit as u64, "item", items(found)),
        Kind::MinProperties { limit } => count("at least", *limit, "property", properties(found)),
        Kind::MaxProperties { limit } => count("at most", *limit, "property", properties(found)),
        Kind::MinLength { limit } => count("at least", *limit, "character", characters(found)),
        Kind::MaxLength { limit } => count("at most", *limit, "character", characters(found)),
        Kind::Minimum { limit } => format!("the number must be at least {limit}"),
        Kind::Maximum { limit } => format!("the number must be at most {limit}"),
        Kind::ExclusiveMinimum { limit } => format!("the number must be greater than {limit}"),
        Kind::ExclusiveMaximum { limit } => format!("the number must be less than {limit}"),
        Kind::MultipleOf { multiple_of } => {
            format!("the number must be a multiple of {multiple_of}")
        }
        // Our own keywords give their message themselves, without values of the payload.
        Kind::Custom { message, .. } => message.clone(),
        _ => return None,
    };
    Some(Explanation::new(message))
}

/// Assertions on the type, value or text.
fn values(kind: &Kind, found: Instance<'_>) -> Option<Explanation> {
    Some(match kind {
        Kind::Type { kind } => {
            Explanation::new(json_types::mismatch(&json_types::allowed(kind), found))
        }
        Kind::Constant { expected_value } => {
            Explanation::new(format!("must be {}", shortened(expected_value)))
        }
        Kind::Enum { options } => Explanation::new(format!("must be {}", listed(options))),
        Kind::Format { format } => not_in_format(format),
        Kind::Pattern { pattern } => {
            let pattern = name(pattern);
            Explanation::new(format!("the text does not match the pattern `{pattern}`"))
        }
        // Our own keyword `pattern`.
        Kind::Custom { message, .. } => Explanation::new(message.as_str()),
        Kind::ContentEncoding { content_encoding } => {
            Explanation::new(format!("the text is not encoded as {content_encoding}"))
        }
        Kind::ContentMediaType { content_media_type } => {
            Explanation::new(format!("the text is not of type {content_media_type}"))
        }
        Kind::FromUtf8 { .. } => Explanation::new("the decoded text is not UTF-8"),
        Kind::BacktrackLimitExceeded { .. } | Kind::RegexEngineFailure { .. } => {
            Explanation::new("the text could not be matched against its pattern")
                .help("the pattern ran out of steps on this text; treat the payload as rejected")
        }
        _ => return None,
    })
}

/// Keywords on properties and items, and applicators.
fn structure(kind: &Kind, tape: &Tape<'_>) -> Explanation {
    match kind {
        Kind::Required { property } => {
            Explanation::new(format!("missing property `{}`", name(text(property))))
        }
        Kind::AdditionalProperties { .. } | Kind::UnevaluatedProperties { .. } => {
            Explanation::new("has a property that is not allowed")
        }
        Kind::UnevaluatedItems { .. } => Explanation::new("has items that are not allowed"),
        Kind::UniqueItems => Explanation::new("the items must all differ")
            .help("`1` and `1.0` are equal here, and the order of members does not count"),
        Kind::Contains => {
            Explanation::new("does not contain the required number of matching items")
        }
        Kind::PropertyNames { error } => {
            let Some(found) = Instance::of(error, tape) else {
                return Explanation::new("a property name is invalid");
            };
            let Explanation { message, help } = explain(error, found, tape);
            let message = format!("a property name is invalid: {message}");
            Explanation { message, help }
        }
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
            let branches = context.len();
            Explanation::new(format!("matches none of the {branches} allowed schemas"))
        }
        Kind::OneOfMultipleValid { .. } => {
            Explanation::new("matches more than one of the allowed schemas")
                .help("`oneOf` requires exactly one match")
        }
        Kind::Not { .. } => Explanation::new("matches the schema that `not` forbids"),
        Kind::FalseSchema => Explanation::new("no value is allowed here"),
        Kind::Referencing(_) => {
            Explanation::new("the keyword refers to a schema that does not exist")
        }
        other => Explanation::new(format!("violates the keyword `{}`", other.keyword())),
    }
}

fn not_in_format(format: &str) -> Explanation {
    match formats::described(format) {
        Some((name, help)) => Explanation::new(format!("the text is not {name}")).help(help),
        None => Explanation::new(format!("the text is not of the format `{format}`")),
    }
}

/// A message such as "expected at least 1 item, found 0".
fn count(bound: &str, limit: u64, unit: &str, found: usize) -> String {
    let unit = match (limit, unit) {
        (1, unit) => unit.to_owned(),
        (_, "property") => "properties".to_owned(),
        (_, unit) => format!("{unit}s"),
    };
    format!("expected {bound} {limit} {unit}, found {found}")
}

fn items(found: Instance<'_>) -> usize {
    found.place().map_or(0, Place::len)
}

fn properties(found: Instance<'_>) -> usize {
    found.place().map_or(0, Place::len)
}

fn characters(found: Instance<'_>) -> usize {
    found.text().map_or(0, |text| text.chars().count())
}

/// The name of a property, which the `jsonschema` crate holds as a `Value`.
pub(crate) fn text(name: &Value) -> &str {
    name.as_str().unwrap_or_default()
}

/// A name, cut to the length that a message quotes.
pub(crate) fn name(name: &str) -> Cow<'_, str> {
    match name.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default()).into(),
        None => name.into(),
    }
}

/// The values of an `enum`, joined with "or". They come from the schema, so they may be quoted.
fn listed(options: &Value) -> String {
    let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
    let mut alternatives: Vec<_> = options.iter().take(LISTED).map(shortened).collect();
    match options.len().saturating_sub(LISTED) {
        0 => {}
        1 => alternatives.push("one other value".to_owned()),
        others => alternatives.push(format!("one of {others} other values")),
    }
    json_types::alternatives(&alternatives)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locate::tape::OnTape;
    use serde_json::json;

    fn message(schema: &Value, value: &Value) -> String {
        let validator = jsonschema::options_for::<OnTape>()
            .should_validate_formats(true)
            .build(schema)
            .unwrap();
        let text = value.to_string();
        let tape = Tape::new(&text).unwrap();
        let error = validator.validate(Instance::Value(tape.root()));
        let error = error.unwrap_err();
        explain(&error, Instance::of(&error, &tape).unwrap(), &tape).message
    }

    #[test]
    fn long_names_and_lists_are_cut() {
        let many: Vec<_> = (0..20_000).collect();
        let message_of_many = message(&json!({"enum": many}), &json!("x"));
        assert!(
            message_of_many.ends_with(", 11 or one of 19988 other values"),
            "{message_of_many}"
        );
        let long = "x".repeat(1000);
        assert!(message(&json!({"required": [long]}), &json!({})).len() < 200);
        assert!(message(&json!({"pattern": long}), &json!("")).len() < 200);
    }

    #[test]
    fn every_keyword_of_the_vendors_schemas_has_its_own_message() {
        for (schema, value, expected) in [
            (
                json!({"required": ["id"]}),
                json!({}),
                "missing property `id`",
            ),
            (
                json!({"type": "string"}),
                json!(5),
                "expected a string, found a number",
            ),
            (json!({"const": "chat"}), json!("x"), "must be \"chat\""),
            (
                json!({"enum": ["private", "public", null]}),
                json!("x"),
                "must be \"private\", \"public\" or null",
            ),
            (
                json!({"format": "date-time"}),
                json!("x"),
                "the text is not a date and time",
            ),
            (
                json!({"minItems": 1}),
                json!([]),
                "expected at least 1 item, found 0",
            ),
            (
                json!({"maxLength": 2}),
                json!("äöü"),
                "expected at most 2 characters, found 3",
            ),
            (
                json!({"minimum": -5}),
                json!(-6),
                "the number must be at least -5",
            ),
            (
                json!({"maximum": 5}),
                json!(6),
                "the number must be at most 5",
            ),
        ] {
            assert_eq!(message(&schema, &value), expected);
        }
    }

    #[test]
    fn no_message_quotes_the_payload() {
        let value = json!({"secret": "secret", "list": ["secret", "secret"]});
        for schema in [
            json!({"not": {}}),
            json!(false),
            json!({"maxProperties": 1}),
            json!({"minProperties": 9}),
            json!({"properties": {"list": {"uniqueItems": true}}}),
            json!({"properties": {"list": {"contains": {"const": 1}}}}),
            json!({"properties": {"list": {"prefixItems": [true], "items": false}}}),
            json!({"properties": {"secret": {"pattern": "^x"}}}),
            json!({"properties": {"secret": {"format": "email"}}}),
            json!({"properties": {"secret": {"format": "uuid"}}}),
            json!({"properties": {"secret": {"enum": [1]}}}),
            json!({"propertyNames": {"maxLength": 1}}),
            json!({"oneOf": [true, true]}),
            json!({"anyOf": [false, {"type": "null"}]}),
            json!({"unevaluatedProperties": false}),
            json!({"dependentRequired": {"secret": ["other"]}}),
        ] {
            let message = message(&schema, &value);
            assert!(!message.contains("secret"), "{schema}: {message}");
        }
    }
}
