//! Evaluates tests on scalar values.

use serde_json::Value;

use super::test::{Test, Type};
use crate::rules::{max_length, min_length};
use crate::{DateTime, JsonKind, Number};

/// A scalar value.
#[derive(Clone, Copy)]
pub(super) enum Scalar<'a> {
    Null,
    Boolean(bool),
    Number(Number),
    Text(&'a str),
}

impl Scalar<'_> {
    /// Whether the value passes the test. A test for another JSON type always passes.
    pub(super) fn passes(self, test: &Test) -> bool {
        match (test, self) {
            (Test::Never, _) => false,
            (Test::Type(types), _) => types.iter().any(|ty| self.is(*ty)),
            (Test::Listed(values), _) => values.iter().any(|value| self.equals(value)),
            (Test::Minimum(limit), Scalar::Number(number)) => number >= *limit,
            (Test::ExclusiveMinimum(limit), Scalar::Number(number)) => number > *limit,
            (Test::Maximum(limit), Scalar::Number(number)) => number <= *limit,
            (Test::ExclusiveMaximum(limit), Scalar::Number(number)) => number < *limit,
            (Test::MultipleOf(divisor), Scalar::Number(number)) => number.is_multiple_of(divisor),
            (Test::MinLength(limit), Scalar::Text(string)) => min_length(string, *limit).is_ok(),
            (Test::MaxLength(limit), Scalar::Text(string)) => max_length(string, *limit).is_ok(),
            (Test::Pattern(pattern), Scalar::Text(string)) => pattern.is_match(string),
            (Test::DateTime, Scalar::Text(string)) => DateTime::new(string).is_ok(),
            _ => true,
        }
    }

    fn is(self, ty: Type) -> bool {
        let kind = match self {
            Scalar::Null => JsonKind::Null,
            Scalar::Boolean(_) => JsonKind::Boolean,
            Scalar::Number(_) => JsonKind::Number,
            Scalar::Text(_) => JsonKind::String,
        };
        match (ty, self) {
            (Type::Integer, Scalar::Number(number)) => number.is_integer(),
            (Type::Integer, _) => false,
            (Type::Kind(expected), _) => kind == expected,
        }
    }

    fn equals(self, value: &Value) -> bool {
        match (self, value) {
            (Scalar::Null, Value::Null) => true,
            (Scalar::Boolean(a), Value::Bool(b)) => a == *b,
            (Scalar::Number(a), Value::Number(b)) => Number::from_json(b) == Some(a),
            (Scalar::Text(a), Value::String(b)) => a == b,
            _ => false,
        }
    }
}
