//! Names of members, looked up where they stand in the input: a declared name becomes its index without being copied.

use std::fmt;

use serde::{
    Deserializer,
    de::{DeserializeSeed, Visitor},
};

/// A member's name as the reader of its object knows it.
pub(super) enum Name {
    /// The index that the lookup gave.
    Known(usize),
    /// A name the lookup does not know.
    Other(String),
}

/// Reads a name through a lookup. A function pointer, so that this code exists once and not once per object type.
pub(super) struct NameSeed(pub(super) fn(&str) -> Option<usize>);

impl<'de> DeserializeSeed<'de> for NameSeed {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for NameSeed {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Name, E> {
        Ok((self.0)(name).map_or_else(|| Name::Other(name.to_owned()), Name::Known))
    }

    fn visit_string<E>(self, name: String) -> Result<Name, E> {
        Ok((self.0)(&name).map_or(Name::Other(name), Name::Known))
    }
}
