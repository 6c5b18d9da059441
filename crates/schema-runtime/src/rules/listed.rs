//! The rule of a closed list: a string that is not listed is no value of the type.

use crate::{ConstraintError, Violation, read::StringEnum};

/// The value of a closed enum for a string: what `FromStr` of such a type calls.
///
/// # Errors
///
/// When the string is not listed (keyword `enum`).
pub fn from_wire<T: StringEnum>(text: &str) -> Result<T, ConstraintError> {
    let refused = || Violation::rule("enum", format!("be {}", T::EXPECTING));
    T::from_wire(text).ok_or_else(|| refused().into())
}
