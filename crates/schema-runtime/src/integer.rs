//! The public type [`Integer`]: an exact JSON integer, a [`Number`] without a fraction.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::{Number, NumberError};

/// Any JSON integer: a number without a fraction in any spelling, such as `1`, `1.0`, `1e3` ([JSON
/// Schema draft 2020-12 core, section
/// 4.2.3](https://json-schema.org/draft/2020-12/json-schema-core#section-4.2.3)).
///
/// Equality, order and hash compare values.
///
/// ```
/// use schema_runtime::Integer;
///
/// let count: Integer = serde_json::from_str("1e3").unwrap();
/// assert_eq!(count, Integer::from(1000));
/// assert_eq!(u16::try_from(count), Ok(1000));
/// assert!(serde_json::from_str::<Integer>("1.5").is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Integer(Number);

impl Integer {
    /// The value, if `i64` holds it.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.0.as_i64()
    }

    /// The value, if `u64` holds it.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.0.as_u64()
    }

    /// The value, if `i128` holds it.
    #[must_use]
    pub fn as_i128(&self) -> Option<i128> {
        self.0.as_i128()
    }

    /// The nearest double. Exact up to 2⁵³ on either side of zero, and again outside of `u64` and
    /// `i64`.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        self.0.as_f64()
    }

    pub(crate) fn to_number(self) -> Number {
        self.0
    }
}

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// Refuses a number with a fraction.
impl TryFrom<Number> for Integer {
    type Error = NumberError;

    fn try_from(number: Number) -> Result<Self, Self::Error> {
        if number.is_integer() {
            Ok(Self(number))
        } else {
            Err(NumberError::NotAnInteger)
        }
    }
}

/// Refuses a fraction, NaN and the infinities.
impl TryFrom<f64> for Integer {
    type Error = NumberError;

    fn try_from(value: f64) -> Result<Self, Self::Error> {
        Number::try_from(value)?.try_into()
    }
}

macro_rules! conversions {
    ($($int:ty)*) => {$(
        impl From<$int> for Integer {
            fn from(value: $int) -> Self {
                Self(Number::from(value))
            }
        }

        impl TryFrom<Integer> for $int {
            type Error = NumberError;

            fn try_from(value: Integer) -> Result<Self, Self::Error> {
                let wide = value.as_i128().ok_or(NumberError::OutOfRange)?;
                Self::try_from(wide).map_err(|_| NumberError::OutOfRange)
            }
        }
    )*};
}

conversions!(u8 u16 u32 u64 i8 i16 i32 i64);

impl TryFrom<Integer> for i128 {
    type Error = NumberError;

    fn try_from(value: Integer) -> Result<Self, Self::Error> {
        value.as_i128().ok_or(NumberError::OutOfRange)
    }
}

impl Serialize for Integer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
