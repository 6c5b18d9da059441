//! Equality of JSON values as JSON Schema defines it.

use serde_json::Value;

use crate::Number;

/// Whether two values are equal as JSON Schema defines it ([draft 2020-12 core, section
/// 4.2.2](https://json-schema.org/draft/2020-12/json-schema-core#section-4.2.2)): numbers by value,
/// objects without order, everything else part by part.
///
/// `==` on [`Value`] differs in numbers: there `1.0` is not `1`.
///
/// ```
/// use schema_runtime::json_equal;
/// use serde_json::json;
///
/// assert!(json_equal(&json!({"a": 1, "b": [1e3]}), &json!({"b": [1000], "a": 1.0})));
/// assert!(!json_equal(&json!([1, 2]), &json!([2, 1])));
/// assert!(!json_equal(&json!(0), &json!(false)));
/// ```
#[must_use]
pub fn json_equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => numbers_equal(a, b),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| json_equal(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let in_b = |(name, value)| b.get(name).is_some_and(|other| json_equal(value, other));
            a.len() == b.len() && a.iter().all(in_b)
        }
        (a, b) => a == b,
    }
}

fn numbers_equal(a: &serde_json::Number, b: &serde_json::Number) -> bool {
    match (Number::from_json(a), Number::from_json(b)) {
        (Some(a), Some(b)) => a == b,
        // Both are beyond every double. Only `arbitrary_precision` has such numbers, and it
        // compares their text.
        (None, None) => a == b,
        _ => false,
    }
}
