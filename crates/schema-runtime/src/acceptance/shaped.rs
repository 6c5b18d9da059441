//! The trait [`Shaped`]: types that describe as a [`Shape`] what they accept.

use std::borrow::Cow;

use super::{ObjectShape, Rule, Shape};
use crate::{
    DateTime, Integer, Map, Null, Number, PlainInteger, Presence, Value,
    acceptance::Decisions,
    borrowing::{Borrowing, read_over},
    read::{Object, Read, read_through},
    rules::Constrained,
    text::Scanner,
};

/// A type with a shape.
pub trait Shaped {
    /// What the type accepts.
    const SHAPE: Shape;
}

/// Fallback that reads a `T` at the scanner's position. A newtype, so that `Scanner` stays
/// private.
#[derive(Clone, Copy)]
pub struct ReadHere(fn(&mut Scanner<'_>, &mut Decisions) -> bool);

impl ReadHere {
    /// Reads a `T` that owns its data.
    #[must_use]
    pub const fn of<T: for<'de> Read<'de>>() -> Self {
        Self(read_through::<T>)
    }

    /// Reads a `T` that borrows from the scanner's input.
    #[must_use]
    pub const fn over<T: Borrowing>() -> Self {
        Self(read_over::<T>)
    }

    pub(super) fn here(self, scanner: &mut Scanner<'_>, decisions: &mut Decisions) -> bool {
        (self.0)(scanner, decisions)
    }
}

/// The shape of an object type.
#[must_use]
pub const fn object_shape<T: Object<'static>>() -> Shape {
    Shape::Named(|| const { &Shape::Object(&ObjectShape::of::<T>()) })
}

/// The shape of a constrained type.
#[must_use]
pub const fn constrained_shape<T>(rules: &'static [Rule]) -> Shape
where
    T: Constrained<Inner: Shaped> + for<'de> Read<'de>,
{
    Shape::Ruled {
        inner: &<T::Inner as Shaped>::SHAPE,
        rules,
        read: ReadHere::of::<T>(),
    }
}

/// The shape of a constrained type that borrows.
#[must_use]
pub const fn borrowing_shape<T>(rules: &'static [Rule]) -> Shape
where
    T: Constrained<Inner: Shaped> + Borrowing,
{
    Shape::Ruled {
        inner: &<T::Inner as Shaped>::SHAPE,
        rules,
        read: ReadHere::over::<T>(),
    }
}

macro_rules! shaped {
    ($($type:ty: $shape:ident)*) => {$(
        impl Shaped for $type {
            const SHAPE: Shape = Shape::$shape;
        }
    )*};
}

shaped! {
    Value: Any Null: Null bool: Boolean Integer: Integer PlainInteger: PlainInteger Number: Number String: String DateTime: DateTime
}

macro_rules! within {
    ($($int:ty: $least:expr, $most:expr;)*) => {$(
        impl Shaped for $int {
            const SHAPE: Shape = Shape::Within { least: $least, most: $most };
        }
    )*};
}

// `From` is not const yet, so the bounds are written out; a test compares them with the types.
within! {
    i8: -0x80, 0x7f;
    i16: -0x8000, 0x7fff;
    i32: -0x8000_0000, 0x7fff_ffff;
    i64: i64::MIN, 0x7fff_ffff_ffff_ffff;
    u8: 0, 0xff;
    u16: 0, 0xffff;
    u32: 0, 0xffff_ffff;
    u64: 0, u64::MAX;
}

impl Shaped for Cow<'_, str> {
    const SHAPE: Shape = Shape::String;
}

impl<T: Shaped> Shaped for Option<T> {
    const SHAPE: Shape = Shape::Nullable(&T::SHAPE);
}

impl<T: Shaped> Shaped for Presence<T> {
    const SHAPE: Shape = Shape::Nullable(&T::SHAPE);
}

impl<T: Shaped> Shaped for Box<T> {
    const SHAPE: Shape = T::SHAPE;
}

impl<T: Shaped> Shaped for Vec<T> {
    const SHAPE: Shape = Shape::Array(&T::SHAPE);
}

impl<T: Shaped> Shaped for Map<T> {
    const SHAPE: Shape = Shape::Map(&T::SHAPE);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acceptance::is_accepted;

    #[test]
    fn integers_end_where_their_types_do() {
        macro_rules! ends {
            ($($int:ty)*) => {$(
                let (least, most) = (i128::from(<$int>::MIN), i128::from(<$int>::MAX));
                for number in [least - 1, least, most, most + 1] {
                    let text = number.to_string();
                    // Beyond 64 bits a number is the nearest double, which may be a bound.
                    let read = crate::read::from_slice::<$int>(text.as_bytes()).is_ok();
                    assert_eq!(is_accepted(text.as_bytes(), &<$int>::SHAPE), read, "{text} as {}", stringify!($int));
                }
            )*};
        }
        ends!(i8 i16 i32 i64 u8 u16 u32 u64);
    }
}
