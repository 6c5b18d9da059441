//! Reads typed values from any serde deserializer, in one pass, and reports the first violation
//! with its path.
//!
//! Serde's errors are opaque, so violation and path are recorded in a [`Context`] that is passed
//! along. Each kind of type has a reader in a file of its own; generated code adds a small trait
//! impl for each type. The readers must not depend on schemas.

mod borrowed;
mod choice;
mod constant;
mod containers;
mod context;
mod destination;
mod entry;
mod entry_points;
mod forwarders;
mod given;
mod ignored;
mod keyed;
mod kinds;
mod look_ahead;
mod member_name;
mod number_token;
mod object;
mod rest;
mod resumed;
mod scalars;
mod strings;
mod tagged;
mod text;
mod tuple;
mod union;
mod value;

use std::marker::PhantomData;

use serde::{Deserializer, de::DeserializeSeed};

use crate::Violation;
pub use choice::{Choice, FromBuffer, choice};
pub use constant::constant;

pub use context::Context;
pub use entry::Entry;
pub(crate) use entry_points::read_through;
pub use entry_points::{deserialize, from_buffer, from_slice, from_str};
pub(crate) use ignored::Ignored;
pub use keyed::{Keyed, keyed};
pub(crate) use number_token::is_in_use as arbitrary_precision;
pub use object::{Missing, Object, object, require, require_nullable};
pub use rest::{Closed, Rest};
pub use strings::{StringEnum, constant_string, string_enum, unknown};
pub use tagged::{Tagged, tagged};
pub use tuple::{Items, Tuple, tuple};
pub use union::{Union, union};

/// A type that is read from JSON. Violations are recorded in the [`Context`].
///
/// The counterpart of serde's `Deserialize`, whose errors have no path.
pub trait Read<'de>: Sized {
    /// Reads one value.
    ///
    /// # Errors
    ///
    /// The deserializer's own error for invalid text; for a violation an error without content,
    /// with the violation recorded in `cx`.
    fn read<D: Deserializer<'de>>(deserializer: D, cx: &mut Context) -> Result<Self, D::Error>;

    /// Reads one value and checks it. The types of this crate check before the deserializer
    /// advances, so that a failure has the position of the value and not of what follows it.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read), and the violation that `check` returns.
    fn read_checked<D: Deserializer<'de>>(
        deserializer: D,
        cx: &mut Context,
        check: Check<'_, Self>,
    ) -> Result<Self, D::Error> {
        let value = Self::read(deserializer, cx)?;
        match check(&value) {
            Ok(()) => Ok(value),
            Err(violation) => Err(cx.fail(violation)),
        }
    }
}

/// A check of a value. A trait object, so that a reader is compiled once for all checks.
pub type Check<'c, T> = &'c dyn Fn(&T) -> Result<(), Violation>;

/// The seed that reads the value of a property or an item as a `T`, one level deeper.
struct Inner<'c, T>(&'c mut Context, PhantomData<T>);

impl<'c, T> Inner<'c, T> {
    fn new(cx: &'c mut Context) -> Self {
        Self(cx, PhantomData)
    }
}

impl<'de, T: Read<'de>> DeserializeSeed<'de> for Inner<'_, T> {
    type Value = T;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        self.0.descend()?;
        let value = T::read(deserializer, self.0);
        self.0.ascend();
        value
    }
}
