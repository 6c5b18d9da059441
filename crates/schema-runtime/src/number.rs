//! The public type [`Number`]: an exact JSON number. Each numeric value has one normal form, so
//! that equality, order and hash compare values. Must not depend on schemas or readers.

mod decimal;
mod normal_form;

use std::fmt;

use serde::{Serialize, Serializer};

use crate::{Integer, NumberError};
use decimal::Decimal;
use normal_form::NormalForm;

/// Any JSON number of the value model: the integers of `u64` and `i64`, and every finite double.
///
/// Numbers are equal if their values are: `1.0` is `1`, `-0` is `0`, as in JSON Schema ([draft
/// 2020-12 core, section
/// 4.2.2](https://json-schema.org/draft/2020-12/json-schema-core#section-4.2.2)). Comparing never
/// goes through a rounding conversion.
///
/// ```
/// use schema_runtime::Number;
///
/// let read = |text| serde_json::from_str::<Number>(text).unwrap();
/// assert_eq!(read("1.0"), Number::from(1));
/// assert_eq!(read("1e3"), Number::from(1000));
/// // As doubles these two would be the same.
/// assert!(read("9007199254740993") > read("9007199254740992.0"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(NormalForm);

impl Number {
    /// A finite double as a number; `None` for NaN and the infinities.
    pub(crate) fn from_f64(value: f64) -> Option<Self> {
        NormalForm::of_double(value).map(Self)
    }

    /// Converts from `serde_json`; `None` for a number beyond every double, which only the feature
    /// `arbitrary_precision` allows.
    pub(crate) fn from_json(number: &serde_json::Number) -> Option<Self> {
        let natural = number.as_u64().map(Self::from);
        natural
            .or_else(|| number.as_i64().map(Self::from))
            .or_else(|| Self::from_f64(number.as_f64()?))
    }

    /// Converts to `serde_json`.
    pub(crate) fn to_json(self) -> Option<serde_json::Number> {
        match self.0 {
            NormalForm::Natural(n) => Some(n.into()),
            NormalForm::Negative(n) => Some(n.into()),
            NormalForm::Double(n) => serde_json::Number::from_f64(n),
        }
    }

    /// Whether it has no fraction. `1.0` and `1e300` are integers.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        match self.0 {
            NormalForm::Natural(_) | NormalForm::Negative(_) => true,
            NormalForm::Double(n) => n.fract() == 0.0,
        }
    }

    /// Whether dividing by `divisor` leaves no remainder; never for a `divisor` of zero.
    ///
    /// Integers of 64 bits are divided exactly, other numbers as the shortest decimals that parse
    /// back to the same double, which is how they are written.
    ///
    /// ```
    /// use schema_runtime::Number;
    ///
    /// let read = |text| serde_json::from_str::<Number>(text).unwrap();
    /// assert!(read("4.35").is_multiple_of(&read("0.01")));
    /// assert!(read("18014398509481986").is_multiple_of(&read("9007199254740993")));
    /// assert!(!read("18014398509481984").is_multiple_of(&read("9007199254740993")));
    /// ```
    #[must_use]
    pub fn is_multiple_of(&self, divisor: &Self) -> bool {
        let (number, divisor) = (Decimal::of(self.0), Decimal::of(divisor.0));
        matches!((number, divisor), (Some(number), Some(divisor)) if number.is_multiple_of(divisor))
    }

    /// The value, if it is an integer in the range of `u64`.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        match self.0 {
            NormalForm::Natural(n) => Some(n),
            NormalForm::Negative(_) | NormalForm::Double(_) => None,
        }
    }

    /// The value, if it is an integer in the range of `i64`.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self.0 {
            NormalForm::Natural(n) => i64::try_from(n).ok(),
            NormalForm::Negative(n) => Some(n),
            NormalForm::Double(_) => None,
        }
    }

    /// The value, if it is an integer in the range of `i128`.
    #[must_use]
    pub fn as_i128(&self) -> Option<i128> {
        self.0.integer()
    }

    /// The nearest double. Exact unless the number is an integer beyond 2⁵³.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "rounding is what this method promises"
    )]
    pub fn as_f64(&self) -> f64 {
        match self.0 {
            NormalForm::Natural(n) => n as f64,
            NormalForm::Negative(n) => n as f64,
            NormalForm::Double(n) => n,
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            NormalForm::Natural(n) => n.fmt(f),
            NormalForm::Negative(n) => n.fmt(f),
            // `Debug` of a double is the shortest text that parses back, with an exponent where it
            // is long: valid JSON.
            NormalForm::Double(n) => fmt::Debug::fmt(&n, f),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

macro_rules! from_unsigned {
    ($($int:ty)*) => {$(
        impl From<$int> for Number {
            fn from(value: $int) -> Self {
                Self(NormalForm::Natural(value.into()))
            }
        }
    )*};
}

macro_rules! from_signed {
    ($($int:ty)*) => {$(
        impl From<$int> for Number {
            fn from(value: $int) -> Self {
                Self(u64::try_from(value).map_or(NormalForm::Negative(value.into()), NormalForm::Natural))
            }
        }
    )*};
}

from_unsigned!(u8 u16 u32 u64);
from_signed!(i8 i16 i32 i64);

impl From<Integer> for Number {
    fn from(value: Integer) -> Self {
        value.to_number()
    }
}

/// Refuses NaN and the infinities, which JSON does not have.
impl TryFrom<f64> for Number {
    type Error = NumberError;

    fn try_from(value: f64) -> Result<Self, Self::Error> {
        Self::from_f64(value).ok_or(NumberError::NotFinite)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            NormalForm::Natural(n) => serializer.serialize_u64(n),
            NormalForm::Negative(n) => serializer.serialize_i64(n),
            NormalForm::Double(n) => serializer.serialize_f64(n),
        }
    }
}
