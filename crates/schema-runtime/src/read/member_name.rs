//! Names of members, looked up where they stand in the input: a declared name becomes its index without being copied.

use std::fmt;

use serde::{
    Deserializer,
    de::{DeserializeSeed, Visitor},
};

/// A member's name as the reader of its object knows it.
pub(super) enum Name {
    /// Its place among the declared names.
    Known(usize),
    /// A name that is not declared.
    Other(String),
}

/// Reads a name and looks it up. No type stands in here, so that this code exists once and not once per object type.
pub(super) struct NameSeed {
    /// The declared names.
    pub(super) names: &'static [&'static str],
    /// Where to look first.
    pub(super) expected: usize,
}

impl NameSeed {
    /// For objects that declare nothing.
    pub(super) const fn none() -> Self {
        let names = &[];
        Self { names, expected: 0 }
    }
}

/// Where `name` stands among the names, looking from `expected` on and round: members mostly come in the order of the schema.
#[inline]
pub(crate) fn find(names: &[&str], expected: usize, name: &str) -> Option<usize> {
    if names.get(expected).is_some_and(|guess| *guess == name) {
        return Some(expected);
    }
    let (before, after) = names.split_at_checked(expected + 1).unwrap_or((names, &[]));
    let later = after.iter().position(|declared| *declared == name);
    let earlier = || before.iter().position(|declared| *declared == name);
    later.map(|index| index + before.len()).or_else(earlier)
}

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
        let found = find(self.names, self.expected, name);
        Ok(found.map_or_else(|| Name::Other(name.to_owned()), Name::Known))
    }

    fn visit_string<E>(self, name: String) -> Result<Name, E> {
        let found = find(self.names, self.expected, &name);
        Ok(found.map_or(Name::Other(name), Name::Known))
    }
}
