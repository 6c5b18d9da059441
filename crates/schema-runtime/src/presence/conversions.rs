//! [`Presence`] to and from what it is not: iterators, options, and JSON by way of serde.

use std::option::IntoIter;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Presence, redacted::redacted};

impl<T> IntoIterator for Presence<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.into_option().into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Presence<T> {
    type Item = &'a T;
    type IntoIter = IntoIter<&'a T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, T> IntoIterator for &'a mut Presence<T> {
    type Item = &'a mut T;
    type IntoIter = IntoIter<&'a mut T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

/// A value that is there.
impl<T> From<T> for Presence<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is absent, `Some(None)` is `null`: the reading of the "double option" that other crates use.
impl<T> From<Option<Option<T>>> for Presence<T> {
    fn from(member: Option<Option<T>>) -> Self {
        match member {
            None => Self::Absent,
            Some(None) => Self::Null,
            Some(Some(value)) => Self::Value(value),
        }
    }
}

/// The way back: `Absent` is `None`, `Null` is `Some(None)`.
impl<T> From<Presence<T>> for Option<Option<T>> {
    fn from(member: Presence<T>) -> Self {
        match member {
            Presence::Absent => None,
            Presence::Null => Some(None),
            Presence::Value(value) => Some(Some(value)),
        }
    }
}

/// `null` gives `Null`, anything else a value. A member that is not there never gets here: use `#[serde(default)]`.
///
/// The error says what was expected and of which JSON type the value is, but does not quote it, as serde's own would; what `T` says
/// in words of its own is passed on.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Presence<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Option::deserialize(deserializer).map_err(redacted)?;
        Ok(value.map_or(Self::Null, Self::Value))
    }
}

/// `Absent` and `Null` both write `null`; see the type's own words on leaving a member out.
impl<T: Serialize> Serialize for Presence<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}
