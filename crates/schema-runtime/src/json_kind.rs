//! The six JSON types, as error messages name them.

use std::fmt;

use serde_json::Value;

/// The type of a JSON value ([RFC 8259, section
/// 3](https://www.rfc-editor.org/rfc/rfc8259#section-3)).
///
/// Errors carry it instead of the value itself, because payloads are personal data.
///
/// ```
/// use schema_runtime::JsonKind;
///
/// assert_eq!(JsonKind::of(&serde_json::json!([1])), JsonKind::Array);
/// assert_eq!(JsonKind::Array.to_string(), "an array");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JsonKind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// Any number; JSON Schema's "integer" is a number without a fraction.
    Number,
    /// A string
    String,
    /// An array
    Array,
    /// An object
    Object,
}

impl JsonKind {
    /// The JSON type of `value`.
    #[must_use]
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::String,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        }
    }
}

/// With its article, as used in a sentence: "an array", "null".
impl fmt::Display for JsonKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        })
    }
}
