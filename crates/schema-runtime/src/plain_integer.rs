//! Integers as draft 4 has them: written without a fraction or an exponent. Takes 64-bit integers, gives them back exactly.

use std::{fmt, ops::Deref};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Integer, NumberError, read};

/// A JSON integer written without a fraction or an exponent, of 64 bits.
///
/// Draft 4 calls only those integers
/// ([core, section 3.5](https://json-schema.org/draft-04/draft-zyp-json-schema-04#rfc.section.3.5)); later drafts take `1.0` too,
/// for which there is [`Integer`].
///
/// ```
/// use schema_runtime::PlainInteger;
///
/// assert!(serde_json::from_str::<PlainInteger>("7").is_ok());
/// assert!(serde_json::from_str::<PlainInteger>("7.0").is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlainInteger(Integer);

impl Deref for PlainInteger {
    type Target = Integer;

    fn deref(&self) -> &Integer {
        &self.0
    }
}

impl From<i64> for PlainInteger {
    fn from(value: i64) -> Self {
        Self(value.into())
    }
}

impl From<u64> for PlainInteger {
    fn from(value: u64) -> Self {
        Self(value.into())
    }
}

impl From<PlainInteger> for Integer {
    fn from(value: PlainInteger) -> Self {
        value.0
    }
}

impl TryFrom<Integer> for PlainInteger {
    type Error = NumberError;

    /// Fails for integers wider than 64 bits, which could only be written with an exponent.
    fn try_from(value: Integer) -> Result<Self, NumberError> {
        let natural = value.as_u64().map(Self::from);
        let plain = natural.or_else(|| value.as_i64().map(Self::from));
        plain.ok_or(NumberError::OutOfRange)
    }
}

impl fmt::Display for PlainInteger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for PlainInteger {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for PlainInteger {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read::deserialize(deserializer)
    }
}
