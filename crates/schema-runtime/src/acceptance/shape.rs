//! What a type accepts, as data. Shapes are small, so that tables of properties compile fast;
//! recursive types refer to their shape through a function.

use super::{ReadHere, Rule, Shaped};
use crate::{
    JsonKind,
    name_list::{IndexOf, NameList},
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
    /// One of many strings: whether it is.
    Listed(fn(&str) -> bool),
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
        /// Its possible values.
        tags: NameList,
        /// The index of the value that an object without the property counts as.
        absent: Option<usize>,
        /// The shape that each of the values selects.
        branches: &'static [Shape],
    },
    /// One of several shapes, by trial.
    ByTrial(&'static Untagged),
    /// One of several object shapes, by the first of some properties that occurs.
    ByKey {
        /// The properties.
        keys: &'static [Part],
        /// The shape that each of the properties selects.
        branches: &'static [Shape],
        /// The shape of objects with none of them; `None` if one is required.
        otherwise: Option<&'static Shape>,
    },
    /// Whatever can be read as a value of the type.
    Read(ReadHere),
}

/// An untagged union. It is a static, whose address identifies it.
pub struct Untagged {
    /// The shapes, in the order in which they are tried.
    pub(super) branches: &'static [Shape],
    /// Whether a value that matches two shapes is refused.
    pub(super) exclusive: bool,
}

/// What an object type with declared properties accepts.
pub struct ObjectShape {
    /// The declared properties.
    pub(super) parts: Parts,
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
            required: required(T::PARTS.list()),
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

/// The declared properties of an object type, in the order of the schema.
#[derive(Clone, Copy)]
pub struct Parts {
    list: &'static [Part],
    index: Option<IndexOf>,
}

impl Parts {
    /// The properties of a type that has few of them.
    #[must_use]
    pub const fn new(list: &'static [Part]) -> Self {
        Self { list, index: None }
    }

    /// The properties of a type that has many of them, with an index of their names.
    #[must_use]
    pub const fn indexed(list: &'static [Part], index: IndexOf) -> Self {
        let index = Some(index);
        Self { list, index }
    }

    /// The properties.
    pub(crate) const fn list(self) -> &'static [Part] {
        self.list
    }

    /// The property at an index.
    #[inline]
    pub(crate) fn get(self, index: usize) -> Option<&'static Part> {
        self.list.get(index)
    }

    /// The index of a name. `expected` is tried first: properties mostly occur in the order of the
    /// schema, possibly with gaps.
    #[inline]
    pub(crate) fn find(self, expected: usize, name: &str) -> Option<usize> {
        if let Some(index) = self.index {
            let is_next = self
                .list
                .get(expected)
                .is_some_and(|part| part.name == name);
            let names = self.list.iter().map(|part| part.name);
            return if is_next {
                Some(expected)
            } else {
                index().position(names, name)
            };
        }
        let (before, after) = self
            .list
            .split_at_checked(expected)
            .unwrap_or((self.list, &[]));
        let later = after.iter().position(|part| part.name == name);
        let earlier = || before.iter().position(|part| part.name == name);
        later.map(|index| index + before.len()).or_else(earlier)
    }

    /// Whether a property has this name.
    pub(crate) fn contains(self, name: &str) -> bool {
        self.find(0, name).is_some()
    }
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
