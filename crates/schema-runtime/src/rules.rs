//! Assertions of the validation vocabulary on typed values, and the newtypes that carry them. They
//! return a violation and must not depend on texts or paths.

mod bounds;
#[cfg(feature = "condition")]
mod condition;
mod counts;
mod listed;
mod multiple_of;
#[cfg(feature = "pattern")]
mod name_groups;
mod names;
#[cfg(feature = "pattern")]
mod pattern;
#[cfg(feature = "validator")]
mod unique;
#[cfg(feature = "validator")]
mod validator;

use serde::Deserializer;

pub use bounds::{Limit, ToNumber, exclusive_maximum, exclusive_minimum, maximum, minimum};
#[cfg(feature = "condition")]
pub use condition::{Condition, check_condition, condition, conditional};
pub use counts::{max_items, max_length, max_properties, min_items, min_length, min_properties};
pub use listed::from_wire;
pub use multiple_of::multiple_of;
#[cfg(feature = "pattern")]
pub use name_groups::{NameGroups, Names};
pub use names::{each_name, one_of};
#[cfg(feature = "pattern")]
pub use pattern::{Pattern, pattern};
#[cfg(feature = "validator")]
pub use validator::{FullValidator, Validator, accepted, check, checked};

use crate::{
    ConstraintError, Violation,
    read::{Context, Read},
    undecided,
};

/// A newtype whose values satisfy assertions that its inner type does not encode.
pub trait Constrained: Sized {
    /// The inner type.
    type Inner;

    /// Checks the assertions.
    ///
    /// # Errors
    ///
    /// The first violation.
    fn check(inner: &Self::Inner) -> Result<(), Violation>;

    /// Wraps a value that has been checked.
    fn wrap(inner: Self::Inner) -> Self;
}

/// Reads a constrained value.
///
/// # Errors
///
/// Errors of reading the inner value, and its first violation.
pub fn constrained<'de, T: Constrained, D: Deserializer<'de>>(
    deserializer: D,
    cx: &mut Context,
) -> Result<T, D::Error>
where
    T::Inner: Read<'de>,
{
    T::Inner::read_checked(deserializer, cx, &T::check).map(T::wrap)
}

/// Constructs a constrained value. `TryFrom` of a generated newtype calls it.
///
/// # Errors
///
/// The first violation of `inner`.
pub fn constrain<T: Constrained>(inner: T::Inner) -> Result<T, ConstraintError> {
    undecided::decided(|| T::check(&inner))?;
    Ok(T::wrap(inner))
}
