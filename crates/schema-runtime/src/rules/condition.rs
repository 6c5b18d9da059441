//! Residual checks: run after reading, for assertions that a type does not encode, such as `oneOf`,
//! `if`, `contains`, `uniqueItems`, dependencies and counts. The typed value is traversed as if it
//! were serialized, so no `Value` is built.
//!
//! A condition is a schema of draft 2020-12 without references, written by the generator.

mod distinct;
mod evaluation;
mod scalar;
mod test;
mod walk;

use serde::{Serialize, de};
use serde_json::Value;

use crate::{ConstraintError, Violation, read::Context, undecided};
use evaluation::holds;
use test::Test;

/// A compiled residual check, meant to be kept in a `static` behind a `LazyLock`.
pub struct Condition {
    /// Each test with its keyword. `None` if the text is not a valid condition: then every value is
    /// refused. The generator ensures that this does not happen.
    tests: Option<Vec<(&'static str, Test)>>,
}

impl Condition {
    /// Compiles a condition.
    #[must_use]
    pub fn new(schema: &'static str) -> Self {
        let parsed: Option<Value> = serde_json::from_str(schema).ok();
        let tests = parsed.and_then(|schema| test::compile_with_keywords(&schema));
        Self { tests }
    }

    fn broken_keyword<T: Serialize>(&self, value: &T) -> Option<&'static str> {
        match &self.tests {
            None => Some("$schema"),
            Some(tests) => {
                let broken = tests.iter().find(|(_, test)| !holds(value, test));
                broken.map(|(keyword, _)| *keyword)
            }
        }
    }
}

/// Checks a condition on the value inside a newtype.
///
/// # Errors
///
/// The first keyword that the value violates.
pub fn condition<T: Serialize>(value: &T, condition: &Condition) -> Result<(), Violation> {
    undecided::decided(|| match condition.broken_keyword(value) {
        None => Ok(()),
        Some(keyword) => Err(broken(keyword)),
    })
}

/// Checks a condition on a typed value that has just been read.
///
/// # Errors
///
/// The first keyword that the value violates.
pub fn conditional<T: Serialize, E: de::Error>(
    value: T,
    cx: &mut Context,
    rules: &Condition,
) -> Result<T, E> {
    match condition(&value, rules) {
        Ok(()) => Ok(value),
        Err(violation) => Err(cx.fail(violation)),
    }
}

/// Checks a condition on a typed value that was constructed in code.
///
/// # Errors
///
/// The first keyword that the value violates.
pub fn check_condition<T: Serialize>(value: &T, rules: &Condition) -> Result<(), ConstraintError> {
    Ok(condition(value, rules)?)
}

#[cold]
fn broken(keyword: &'static str) -> Violation {
    Violation::rule(
        keyword,
        format!("satisfy the keyword `{keyword}` of its schema"),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    const CONDITIONS: &[&str] = &[
        r#"{"uniqueItems": true}"#,
        r#"{"minProperties": 1, "maxProperties": 2}"#,
        r#"{"oneOf": [{"required": ["a"]}, {"required": ["b"]}]}"#,
        r#"{"anyOf": [{"type": ["integer", "array"]}, {"maxLength": 1}]}"#,
        r#"{"if": {"properties": {"a": {"const": 1}}, "required": ["a"]}, "then": {"required": ["b"]}, "else": {"minProperties": 1}}"#,
        r#"{"not": {"enum": [null, [], {"a": 1.0}, "b"]}}"#,
        r#"{"contains": {"type": "number", "exclusiveMinimum": 0}, "minContains": 1, "maxContains": 2}"#,
        r#"{"dependentRequired": {"a": ["b"]}, "propertyNames": {"pattern": "^[ab]$"}}"#,
        r#"{"dependentSchemas": {"a": {"properties": {"b": false}}}, "additionalProperties": {"minimum": -1}}"#,
        r#"{"prefixItems": [{"type": "boolean"}], "items": {"type": ["string", "object"]}, "maxItems": 3}"#,
        r#"{"patternProperties": {"^a": {"type": "string"}}, "additionalProperties": {"type": "null"}}"#,
        r#"{"minContains": 0, "contains": false}"#,
        r#"{"multipleOf": 0.5, "not": {"multipleOf": 2}}"#,
        r#"{"allOf": [{"minItems": 1}, {"minLength": 1}, {"maximum": 1.5}]}"#,
    ];

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(json!(null)),
            any::<bool>().prop_map(Value::from),
            (-2_i64..3).prop_map(Value::from),
            prop_oneof![Just(1.0), Just(0.0), Just(-0.5), Just(2.5)].prop_map(Value::from),
            "[ab]{0,2}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 16, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map("[abc]{1,2}", inner, 0..4)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

        #[test]
        fn a_condition_agrees_with_the_validator(
            value in any_value(),
            index in 0..CONDITIONS.len(),
        ) {
            let schema: Value = serde_json::from_str(CONDITIONS[index]).unwrap();
            let expected = jsonschema::is_valid(&schema, &value);
            let found = condition(&value, &Condition::new(CONDITIONS[index])).is_ok();
            prop_assert_eq!(found, expected, "{}", CONDITIONS[index]);
        }
    }

    #[test]
    fn a_condition_names_the_keyword_that_is_broken() {
        let rules = Condition::new(r#"{"minItems": 1, "uniqueItems": true}"#);
        let refused = check_condition(&json!([1, 1.0]), &rules).unwrap_err();
        assert_eq!(refused.keyword(), Some("uniqueItems"));
        assert!(check_condition(&json!([1, 2]), &rules).is_ok());
    }

    #[test]
    fn what_is_no_condition_refuses() {
        for text in ["nonsense", "5", r##"{"$ref": "#"}"##, r#"{"pattern": "("}"#] {
            assert!(condition(&1, &Condition::new(text)).is_err(), "{text}");
        }
    }
}
