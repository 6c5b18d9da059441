//! Conversions of [`Presence`]: iterators, options, and serde.

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

/// A present value.
impl<T> From<T> for Presence<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is absent, `Some(None)` is `null`: the "double option" of other crates.
impl<T> From<Option<Option<T>>> for Presence<T> {
    fn from(member: Option<Option<T>>) -> Self {
        match member {
            None => Self::Absent,
            Some(None) => Self::Null,
            Some(Some(value)) => Self::Value(value),
        }
    }
}

/// The reverse: `Absent` is `None`, `Null` is `Some(None)`.
impl<T> From<Presence<T>> for Option<Option<T>> {
    fn from(member: Presence<T>) -> Self {
        match member {
            Presence::Absent => None,
            Presence::Null => Some(None),
            Presence::Value(value) => Some(Some(value)),
        }
    }
}

/// `null` gives `Null`, anything else a value. An absent property is not deserialized at all: use
/// `#[serde(default)]`.
///
/// The error names the expected and the actual JSON type. It does not quote the value, as serde's
/// own error would; custom messages of `T` are passed on.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Presence<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Option::deserialize(deserializer).map_err(redacted)?;
        Ok(value.map_or(Self::Null, Self::Value))
    }
}

/// `Absent` and `Null` both write `null`; the type's documentation shows how to omit a property.
impl<T: Serialize> Serialize for Presence<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}
