//! Construction of closed enums from strings.

use crate::{ConstraintError, Violation, read::StringEnum};

/// The value of a closed enum for a string. `FromStr` of such a type calls it.
///
/// # Errors
///
/// If the string is not listed (keyword `enum`).
pub fn from_wire<T: StringEnum>(text: &str) -> Result<T, ConstraintError> {
    let refused = || Violation::rule("enum", format!("be {}", T::EXPECTING));
    T::from_wire(text).ok_or_else(|| refused().into())
}
