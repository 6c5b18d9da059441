//! The reader of constants that are not strings, compared by JSON Schema's equality.

use serde::Deserializer;
use serde_json::Value;

use super::{Context, Read};
use crate::{Violation, json_equal};

/// Reads a value that must equal the one written in `json`: numbers by value, objects without
/// order.
///
/// # Errors
///
/// Any other value (keyword `const`); a value that cannot be read. If `json` were invalid, every
/// value would be refused.
pub fn constant<'de, D: Deserializer<'de>>(
    deserializer: D,
    cx: &mut Context,
    json: &'static str,
) -> Result<(), D::Error> {
    let constant: Option<Value> = serde_json::from_str(json).ok();
    let check = |value: &Value| match &constant {
        Some(constant) if json_equal(value, constant) => Ok(()),
        _ => Err(Violation::rule("const", format!("be {json}"))),
    };
    Value::read_checked(deserializer, cx, &check).map(drop)
}
