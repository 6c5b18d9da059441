//! What a type accepts, as data. Small, so that a table of members is cheap to compile; recursion goes through functions.

use super::{ReadHere, Rule, Shaped};
use crate::JsonKind;

/// What a type accepts.
#[derive(Clone, Copy)]
pub enum Shape {
    /// Every value.
    Any,
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number without a fraction, however it is spelt.
    Integer,
    /// A number written without fraction and exponent.
    PlainInteger,
    /// A number without a fraction, in a range.
    Within {
        /// At least; from zero up nothing is asked.
        least: i64,
        /// At most.
        most: u64,
    },
    /// Every number.
    Number,
    /// Every string.
    String,
    /// A date-time of RFC 3339.
    DateTime,
    /// One string.
    Constant(&'static str),
    /// A string of a list.
    OneOf(&'static [&'static str]),
    /// `null` or a shape.
    Nullable(&'static Shape),
    /// An array of items of one shape.
    Array(&'static Shape),
    /// An array of items by position.
    Tuple {
        /// The first ones, all of which must be there.
        items: &'static [Shape],
        /// Further ones, if there may be any.
        rest: Option<&'static Shape>,
    },
    /// An object of members of one shape.
    Map(&'static Shape),
    /// An object with declared members.
    Object {
        /// The declared members.
        parts: &'static [Part],
        /// The others, if there may be any.
        rest: Option<&'static Shape>,
        /// Whether the names stand in a text as they are, without escapes.
        plain: bool,
    },
    /// The shape of a type that has a name, and so may hold itself.
    Named(fn() -> &'static Shape),
    /// A shape with rules.
    Ruled {
        /// The shape.
        inner: &'static Shape,
        /// The rules.
        rules: &'static [Rule],
        /// Reads the whole, for shapes whose rules cannot be judged by themselves.
        read: ReadHere,
    },
    /// One of several shapes, by the JSON type of the value.
    ByKind(&'static [(JsonKind, Shape)]),
    /// One of several shapes of objects, by what a member says.
    ByTag {
        /// The member's name.
        tag: &'static str,
        /// What it may say, and the shape that it leads to.
        branches: &'static [(&'static str, Shape)],
    },
    /// One of several shapes, by trial.
    ByTrial {
        /// In the order in which they are tried.
        branches: &'static [Shape],
        /// Whether a value of two shapes is refused.
        exclusive: bool,
    },
    /// Whatever the type reads.
    Read(ReadHere),
}

/// A declared member.
pub struct Part {
    pub(crate) name: &'static str,
    pub(super) shape: Shape,
    pub(super) required: bool,
}

impl Part {
    /// A member that must be there.
    #[must_use]
    pub const fn required<T: Shaped>(name: &'static str) -> Self {
        let shape = T::SHAPE;
        Self {
            name,
            shape,
            required: true,
        }
    }

    /// A member that may be missing.
    #[must_use]
    pub const fn optional<T: Shaped>(name: &'static str) -> Self {
        let shape = T::SHAPE;
        Self {
            name,
            shape,
            required: false,
        }
    }
}

/// Whether the names of all parts stand in a text as they are, without escapes.
pub(crate) const fn all_plain(parts: &[Part]) -> bool {
    let mut parts = parts;
    while let [part, rest @ ..] = parts {
        let mut bytes = part.name.as_bytes();
        while let [byte, rest @ ..] = bytes {
            if *byte < 0x20 || *byte == b'"' || *byte == b'\\' {
                return false;
            }
            bytes = rest;
        }
        parts = rest;
    }
    true
}
