//! Full validation: validates a value against its whole schema with the `jsonschema` crate, for
//! types that do not encode it.
//!
//! It builds a `Value` and traverses it once more, so the generator uses it only where neither the
//! type nor a residual check is exact.

mod contains;
mod full;
mod multiple_of;

use jsonptr::Pointer;
use serde::{Serialize, de};
use serde_json::Value;

use crate::{ConstraintError, Violation, read::Context};
pub use full::FullValidator;

/// A compiled schema, meant to be kept in a `static` behind a `LazyLock`.
pub struct Validator {
    compiled: Result<FullValidator, String>,
}

impl Validator {
    /// Compiles a schema without external references.
    ///
    /// An invalid schema refuses every value; the generator has checked that it is valid.
    #[must_use]
    pub fn new(schema: &'static str, assert_formats: bool) -> Self {
        let compiled = serde_json::from_str(schema)
            .map_err(|error| error.to_string())
            .and_then(|schema: Value| FullValidator::new(&schema, assert_formats));
        Self { compiled }
    }
}

/// Validates the value inside a newtype against the whole schema.
///
/// # Errors
///
/// The first keyword that the value violates.
pub fn accepted<T: Serialize>(value: &T, validator: &Validator) -> Result<(), Violation> {
    let unwritable = |error: serde_json::Error| Violation::rule("type", error.to_string());
    let whole = serde_json::to_value(value).map_err(unwritable)?;
    first_failure(&whole, validator).map_or(Ok(()), |(violation, _)| Err(violation))
}

/// Validates a typed value that has just been read against the whole schema.
///
/// # Errors
///
/// The first keyword that the value violates, with the path to it.
pub fn checked<T: Serialize, E: de::Error>(
    value: T,
    cx: &mut Context,
    validator: &Validator,
) -> Result<T, E> {
    let whole = serde_json::to_value(&value).map_err(E::custom)?;
    match first_failure(&whole, validator) {
        None => Ok(value),
        Some((violation, path)) => {
            let error = cx.fail(violation);
            for segment in path.into_iter().rev() {
                cx.push_member(segment);
            }
            Err(error)
        }
    }
}

/// Validates a typed value that was constructed in code against the whole schema.
///
/// # Errors
///
/// The first keyword that the value violates.
pub fn check<T: Serialize>(value: &T, validator: &Validator) -> Result<(), ConstraintError> {
    Ok(accepted(value, validator)?)
}

/// The first violation and the path to it, outermost segment first.
fn first_failure(value: &Value, validator: &Validator) -> Option<(Violation, Vec<String>)> {
    let compiled = match &validator.compiled {
        Ok(compiled) => compiled,
        Err(reason) => {
            let expected = format!("satisfy a schema that cannot be compiled: {reason}");
            return Some((Violation::rule("$schema", expected), Vec::new()));
        }
    };
    let asked = compiled.ask(&value, |validator| validator.validate(value).err());
    let error = match asked {
        Ok(error) => error?,
        Err(undecided) => return Some((undecided, Vec::new())),
    };
    let keyword = known(error.kind().keyword());
    let path = Pointer::parse(error.instance_path().as_str()).unwrap_or_default();
    let path = path.tokens().map(|token| token.decoded().into_owned());
    let violation = Violation::rule(
        keyword,
        format!("satisfy the keyword `{keyword}` of its schema"),
    );
    Some((violation, path.collect()))
}

/// The keyword as a `'static` string.
fn known(keyword: &str) -> &'static str {
    KEYWORDS
        .iter()
        .find(|known| **known == keyword)
        .copied()
        .unwrap_or("$ref")
}

const KEYWORDS: &[&str] = &[
    "additionalItems",
    "additionalProperties",
    "anyOf",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "falseSchema",
    "format",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "oneOf",
    "pattern",
    "propertyNames",
    "required",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_value_is_validated_against_the_whole_schema() {
        let validator = Validator::new(r#"{"type": "array", "uniqueItems": true}"#, false);
        assert_eq!(accepted(&json!([1, 2]), &validator), Ok(()));
        let refused = ConstraintError::from(accepted(&json!([1, 1.0]), &validator).unwrap_err());
        assert_eq!(refused.keyword(), Some("uniqueItems"));
    }

    #[test]
    fn the_path_to_a_violation_holds_decoded_tokens() {
        let schema = r#"{"additionalProperties": {"items": {"type": "string"}}}"#;
        let value = json!({"a/b~c": ["x", 1]});
        let (_, path) = first_failure(&value, &Validator::new(schema, false)).unwrap();
        assert_eq!(path, ["a/b~c", "1"]);
    }

    #[test]
    fn items_are_compared_by_value_in_every_draft() {
        for draft in [
            "http://json-schema.org/draft-04/schema#",
            "https://json-schema.org/draft/2020-12/schema",
        ] {
            let schema = format!(
                r#"{{"$schema": "{draft}", "items": {{"uniqueItems": true}}, "uniqueItems": false}}"#
            );
            let validator = Validator::new(schema.leak(), false);
            for (value, is_valid) in [
                (json!([1, 1]), true),
                (json!([[1, 2, "1", true, null, [], {}]]), true),
                (json!([[1, 1.0]]), false),
                (
                    json!([[{"a": 1, "b": [0]}, {"b": [-0.0], "a": 1.0}]]),
                    false,
                ),
                (
                    json!([[{"a": 1, "b": 2}, {"a": 2, "b": 1}], [[1, 2], [2, 1]]]),
                    true,
                ),
                (json!("no array"), true),
            ] {
                assert_eq!(accepted(&value, &validator).is_ok(), is_valid, "{value}");
            }
            let refused =
                ConstraintError::from(accepted(&json!([[1, 1]]), &validator).unwrap_err());
            assert_eq!(refused.keyword(), Some("uniqueItems"));
        }
    }

    #[test]
    fn formats_are_rules_only_where_they_are_asserted() {
        let schema = r#"{"format": "date-time"}"#;
        assert!(accepted(&json!("soon"), &Validator::new(schema, false)).is_ok());
        assert!(accepted(&json!("soon"), &Validator::new(schema, true)).is_err());
        assert!(
            accepted(
                &json!("-126-11-20T09:00:00Z"),
                &Validator::new(schema, true)
            )
            .is_err()
        );
    }

    #[test]
    fn numbers_are_divided_by_value() {
        for (schema, accepted_text, refused_text) in [
            (
                r#"{"multipleOf": 9007199254740993}"#,
                "18014398509481986",
                "18014398509481984",
            ),
            (r#"{"multipleOf": 0.01}"#, "4.35", "4.355"),
            (r#"{"multipleOf": 1e-7}"#, "0.0000012", "0.00000012"),
        ] {
            let validator = Validator::new(schema, false);
            let value = |text| serde_json::from_str::<Value>(text).unwrap();
            assert_eq!(accepted(&value(accepted_text), &validator), Ok(()));
            let refused = accepted(&value(refused_text), &validator).unwrap_err();
            let refused = ConstraintError::from(refused);
            assert_eq!(refused.keyword(), Some("multipleOf"), "{schema}");
        }
        // `multipleOf` applies to numbers only.
        let validator = Validator::new(r#"{"multipleOf": 2}"#, false);
        assert!(accepted(&json!("1"), &validator).is_ok());
    }

    #[test]
    fn a_schema_that_cannot_be_compiled_refuses() {
        let validator = Validator::new(r#"{"type": 5}"#, false);
        assert!(check(&1, &validator).is_err());
    }
}
