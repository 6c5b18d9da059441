//! What a type accepts, as data. Shapes are small, so that tables of properties compile fast;
//! recursive types refer to their shape through a function.

use super::{ReadHere, Rule, Shaped};
use crate::{
    JsonKind,
    read::{Object, Rest},
};

/// What a type accepts.
#[derive(Clone, Copy)]
pub enum Shape {
    /// Every value.
    Any,
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number without a fraction, in any spelling.
    Integer,
    /// A number written without fraction and exponent.
    PlainInteger,
    /// A number without a fraction, in a range.
    Within {
        /// The minimum, compared only with numbers below zero.
        least: i64,
        /// The maximum.
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
    /// One of several strings.
    OneOf(&'static [&'static str]),
    /// `null` or a shape.
    Nullable(&'static Shape),
    /// An array of items of one shape.
    Array(&'static Shape),
    /// An array of items by position.
    Tuple {
        /// The first items, all of them required.
        items: &'static [Shape],
        /// Further items; `None` if they are forbidden.
        rest: Option<&'static Shape>,
    },
    /// An object whose properties all have one shape.
    Map(&'static Shape),
    /// An object with declared properties.
    Object(&'static ObjectShape),
    /// The shape of a named type, which may be recursive.
    Named(fn() -> &'static Shape),
    /// A shape with assertions.
    Ruled {
        /// The shape.
        inner: &'static Shape,
        /// The assertions.
        rules: &'static [Rule],
        /// Reads the whole value, for shapes whose assertions cannot be checked without a value.
        read: ReadHere,
    },
    /// One of several shapes, by the JSON type of the value.
    ByKind(&'static [(JsonKind, Shape)]),
    /// One of several object shapes, by a discriminating property.
    ByTag {
        /// The name of the property.
        tag: &'static str,
        /// Its possible values, each with the shape it selects.
        branches: &'static [(&'static str, Shape)],
    },
    /// One of several shapes, by trial.
    ByTrial {
        /// The shapes, in the order in which they are tried.
        branches: &'static [Shape],
        /// Whether a value that matches two shapes is refused.
        exclusive: bool,
    },
    /// Whatever can be read as a value of the type.
    Read(ReadHere),
}

/// What an object type with declared properties accepts.
pub struct ObjectShape {
    /// The declared properties.
    pub(super) parts: &'static [Part],
    /// Additional properties; `None` if they are forbidden.
    pub(super) rest: Option<&'static Shape>,
    /// Whether all names are written in JSON without escapes.
    pub(super) plain: bool,
    /// A bit for each required property among the first [`FEW`](Self::FEW).
    pub(super) required: u128,
}

impl ObjectShape {
    /// The number of properties that have a bit.
    pub(super) const FEW: usize = 128;

    /// The shape of an object type.
    #[must_use]
    pub(super) const fn of<T: Object<'static>>() -> Self {
        Self {
            parts: T::PARTS,
            rest: <T::Rest as Rest<'static>>::SHAPE,
            plain: T::PLAIN,
            required: required(T::PARTS),
        }
    }
}

/// A bit for each required property among the first of an object.
const fn required(parts: &[Part]) -> u128 {
    let (mut parts, mut bit, mut bits) = (parts, 1, 0);
    while let [part, rest @ ..] = parts {
        if part.required {
            bits |= bit;
        }
        bit <<= 1;
        parts = rest;
    }
    bits
}

/// A declared property.
pub struct Part {
    pub(crate) name: &'static str,
    pub(super) shape: Shape,
    pub(super) required: bool,
}

impl Part {
    /// A required property.
    #[must_use]
    pub const fn required<T: Shaped>(name: &'static str) -> Self {
        let shape = T::SHAPE;
        Self {
            name,
            shape,
            required: true,
        }
    }

    /// An optional property.
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

/// Whether the names of all parts are written in JSON without escapes.
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
