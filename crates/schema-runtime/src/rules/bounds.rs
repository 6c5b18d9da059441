//! The keywords `minimum`, `maximum`, `exclusiveMinimum` and `exclusiveMaximum` ([JSON Schema
//! validation, draft 2020-12, section
//! 6.2](https://json-schema.org/draft/2020-12/json-schema-validation#section-6.2)). Numbers are
//! compared by value, without rounding.

use std::cmp::Ordering;

use crate::{Integer, Number, PlainInteger, Violation};

/// A bound of the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit(Option<Number>);

impl Limit {
    pub(super) fn number(self) -> Option<Number> {
        self.0
    }
}

/// A number of any type.
pub trait ToNumber {
    /// Converts to [`Number`].
    fn to_number(&self) -> Number;
}

/// Keyword `minimum`.
///
/// # Errors
///
/// When `value` is below `limit`.
pub fn minimum(value: &impl ToNumber, limit: impl Into<Limit>) -> Result<(), Violation> {
    check(
        value.to_number(),
        limit.into(),
        Ordering::is_ge,
        "minimum",
        "at least",
    )
}

/// Keyword `maximum`.
///
/// # Errors
///
/// When `value` is above `limit`.
pub fn maximum(value: &impl ToNumber, limit: impl Into<Limit>) -> Result<(), Violation> {
    check(
        value.to_number(),
        limit.into(),
        Ordering::is_le,
        "maximum",
        "at most",
    )
}

/// Keyword `exclusiveMinimum`.
///
/// # Errors
///
/// When `value` is not above `limit`.
pub fn exclusive_minimum(value: &impl ToNumber, limit: impl Into<Limit>) -> Result<(), Violation> {
    check(
        value.to_number(),
        limit.into(),
        Ordering::is_gt,
        "exclusiveMinimum",
        "more than",
    )
}

/// Keyword `exclusiveMaximum`.
///
/// # Errors
///
/// When `value` is not below `limit`.
pub fn exclusive_maximum(value: &impl ToNumber, limit: impl Into<Limit>) -> Result<(), Violation> {
    check(
        value.to_number(),
        limit.into(),
        Ordering::is_lt,
        "exclusiveMaximum",
        "less than",
    )
}

fn check(
    value: Number,
    Limit(limit): Limit,
    holds: fn(Ordering) -> bool,
    keyword: &'static str,
    bound: &str,
) -> Result<(), Violation> {
    match limit {
        Some(limit) if holds(value.cmp(&limit)) => Ok(()),
        Some(limit) => Err(Violation::rule(keyword, format!("be {bound} {limit}"))),
        // A bound that is not a number cannot be met. The generator never writes one.
        None => Err(Violation::rule(
            keyword,
            "meet a bound that is not a number",
        )),
    }
}

macro_rules! limit_from {
    ($($int:ty)*) => {$(
        impl From<$int> for Limit {
            fn from(limit: $int) -> Self {
                Self(Some(limit.into()))
            }
        }
    )*};
}

// Also `i32`, because a literal without suffix falls back to it.
limit_from!(i32 i64 u64);

/// NaN and the infinities become a bound that no number meets.
impl From<f64> for Limit {
    fn from(limit: f64) -> Self {
        Self(Number::from_f64(limit))
    }
}

macro_rules! to_number {
    ($($number:ty)*) => {$(
        impl ToNumber for $number {
            fn to_number(&self) -> Number {
                (*self).into()
            }
        }
    )*};
}

to_number!(i8 i16 i32 i64 u8 u16 u32 u64 Integer Number);

impl ToNumber for PlainInteger {
    fn to_number(&self) -> Number {
        Integer::from(*self).into()
    }
}
