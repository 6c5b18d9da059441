//! The keyword `multipleOf` ([JSON Schema validation, draft 2020-12, section
//! 6.2.1](https://json-schema.org/draft/2020-12/json-schema-validation#section-6.2.1)), by value
//! and without rounding.

use super::{Limit, ToNumber};
use crate::Violation;

/// Keyword `multipleOf`.
///
/// # Errors
///
/// When dividing `value` by `divisor` leaves a remainder.
pub fn multiple_of(value: &impl ToNumber, divisor: impl Into<Limit>) -> Result<(), Violation> {
    match divisor.into().number() {
        Some(divisor) if value.to_number().is_multiple_of(&divisor) => Ok(()),
        Some(divisor) => Err(Violation::rule(
            "multipleOf",
            format!("be a multiple of {divisor}"),
        )),
        // The generator never writes a divisor that is not a number.
        None => Err(Violation::rule(
            "multipleOf",
            "be a multiple of what is not a number",
        )),
    }
}
