//! The public type [`PlainInteger`]: an integer of draft 4, written without a fraction or an
//! exponent, as far as the value model keeps the spelling.

use std::{fmt, ops::Deref};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Integer, read};

/// A JSON integer written without a fraction or an exponent.
///
/// Draft 4 has only these as integers ([core, section
/// 3.5](https://json-schema.org/draft-04/draft-zyp-json-schema-04#rfc.section.3.5)); later drafts
/// accept `1.0`, too; for those see [`Integer`].
///
/// Beyond 64 bits a JSON value is a double, whether it was written `100000000000000000000` or
/// `1e20`; both are accepted.
///
/// ```
/// use schema_runtime::PlainInteger;
///
/// assert!(serde_json::from_str::<PlainInteger>("7").is_ok());
/// assert!(serde_json::from_str::<PlainInteger>("7.0").is_err());
/// assert!(serde_json::from_str::<PlainInteger>("123456789012345678901").is_ok());
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

impl From<Integer> for PlainInteger {
    fn from(value: Integer) -> Self {
        Self(value)
    }
}

/// Whether a double represents an integer wider than 64 bits, whose spelling is not kept: from 2⁶³
/// up.
pub(crate) fn is_beyond_64_bits(double: f64) -> bool {
    const FIRST: f64 = 9_223_372_036_854_775_808.0;
    double.is_finite() && double.abs() >= FIRST
}

/// Whether a number of `serde_json` is an integer of draft 4.
pub(crate) fn is_plain_integer(number: &serde_json::Number) -> bool {
    number.is_u64() || number.is_i64() || number.as_f64().is_some_and(is_beyond_64_bits)
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
