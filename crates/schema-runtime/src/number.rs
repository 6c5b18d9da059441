//! JSON numbers, exactly. Takes integers, doubles and `serde_json` numbers, gives one normal form per numeric value, so that
//! equality, order and hash go by value. Knows nothing of schemas or readers.

use std::{cmp::Ordering, fmt, hash};

use serde::{Serialize, Serializer};

use crate::{Integer, NumberError};

/// Any JSON number that the value model has: the integers of `u64` and `i64`, and every finite double.
///
/// Numbers are equal when their values are: `1.0` is `1`, `-0` is `0`, as JSON Schema has it
/// ([draft 2020-12 core, section 4.2.2](https://json-schema.org/draft/2020-12/json-schema-core#section-4.2.2)). Comparing never goes
/// through a rounding conversion.
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
#[derive(Clone, Copy)]
pub struct Number(Repr);

/// The normal form: exactly one for each numeric value.
#[derive(Clone, Copy)]
enum Repr {
    Natural(u64),
    /// Below zero.
    Negative(i64),
    /// Finite; has a fraction or lies outside of both integer types, so never zero.
    Double(f64),
}

/// 2⁶⁴, the first double past `u64`.
const PAST_U64: f64 = 18_446_744_073_709_551_616.0;
/// −2⁶³, the least `i64`; as a power of two it is exact.
const LEAST_I64: f64 = -9_223_372_036_854_775_808.0;

impl Number {
    /// A finite double as a number; `None` for NaN and the infinities.
    pub(crate) fn from_f64(value: f64) -> Option<Self> {
        value.is_finite().then(|| Self(Repr::of_double(value)))
    }

    /// A number of `serde_json`; `None` when it is beyond every double, which only its feature `arbitrary_precision` allows.
    pub(crate) fn from_json(number: &serde_json::Number) -> Option<Self> {
        let natural = number.as_u64().map(Self::from);
        natural
            .or_else(|| number.as_i64().map(Self::from))
            .or_else(|| Self::from_f64(number.as_f64()?))
    }

    /// The same number for `serde_json`.
    pub(crate) fn to_json(self) -> Option<serde_json::Number> {
        match self.0 {
            Repr::Natural(n) => Some(n.into()),
            Repr::Negative(n) => Some(n.into()),
            Repr::Double(n) => serde_json::Number::from_f64(n),
        }
    }

    /// Whether it has no fraction. `1.0` and `1e300` are integers.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        match self.0 {
            Repr::Natural(_) | Repr::Negative(_) => true,
            Repr::Double(n) => n.fract() == 0.0,
        }
    }

    /// The value, if it is an integer that `u64` holds.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        match self.0 {
            Repr::Natural(n) => Some(n),
            Repr::Negative(_) | Repr::Double(_) => None,
        }
    }

    /// The value, if it is an integer that `i64` holds.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self.0 {
            Repr::Natural(n) => i64::try_from(n).ok(),
            Repr::Negative(n) => Some(n),
            Repr::Double(_) => None,
        }
    }

    /// The value, if it is an integer that `i128` holds.
    #[must_use]
    pub fn as_i128(&self) -> Option<i128> {
        match self.0 {
            Repr::Natural(n) => Some(n.into()),
            Repr::Negative(n) => Some(n.into()),
            Repr::Double(n) => wide_integer(n),
        }
    }

    /// The nearest double. Exact unless the number is an integer beyond 2⁵³.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "rounding is what this method promises"
    )]
    pub fn as_f64(&self) -> f64 {
        match self.0 {
            Repr::Natural(n) => n as f64,
            Repr::Negative(n) => n as f64,
            Repr::Double(n) => n,
        }
    }
}

impl Repr {
    /// `value` must be finite.
    fn of_double(value: f64) -> Self {
        match integer_part(value) {
            Some(whole) if value.fract() == 0.0 => whole,
            _ => Self::Double(value),
        }
    }
}

/// `value` without its fraction, if one of the integer types holds that; exact, because truncating a double is.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the range is checked before each cast"
)]
fn integer_part(value: f64) -> Option<Repr> {
    let whole = value.trunc();
    if (0.0..PAST_U64).contains(&whole) {
        Some(Repr::Natural(whole as u64))
    } else if (LEAST_I64..0.0).contains(&whole) {
        Some(Repr::Negative(whole as i64))
    } else {
        None
    }
}

/// An integral double as `i128`, if that holds it.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the range is checked before the cast"
)]
fn wide_integer(value: f64) -> Option<i128> {
    // The powers of two around ±2¹²⁷ are exact doubles; the least `i128` is one of them, the greatest is not.
    const PAST_I128: f64 = 170_141_183_460_469_231_731_687_303_715_884_105_728.0;
    (value.fract() == 0.0 && (-PAST_I128..PAST_I128).contains(&value)).then_some(value as i128)
}

/// Compares an integer with a double that has a fraction or lies outside of the integer types.
fn compare_integer(integer: Repr, double: f64) -> Ordering {
    let Some(whole) = integer_part(double) else {
        return if double > 0.0 {
            Ordering::Less
        } else {
            Ordering::Greater
        };
    };
    // The integer parts decide; when they are equal the double's fraction does, and it points away from zero.
    let beyond = if double > 0.0 {
        Ordering::Less
    } else {
        Ordering::Greater
    };
    compare_integers(integer, whole)
        .unwrap_or(Ordering::Equal)
        .then(beyond)
}

fn compare_integers(a: Repr, b: Repr) -> Option<Ordering> {
    match (a, b) {
        (Repr::Natural(a), Repr::Natural(b)) => Some(a.cmp(&b)),
        (Repr::Negative(a), Repr::Negative(b)) => Some(a.cmp(&b)),
        (Repr::Negative(_), Repr::Natural(_)) => Some(Ordering::Less),
        (Repr::Natural(_), Repr::Negative(_)) => Some(Ordering::Greater),
        (Repr::Double(_), _) | (_, Repr::Double(_)) => None,
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.0, other.0) {
            // Neither is NaN nor zero, so the total order is the numeric one.
            (Repr::Double(a), Repr::Double(b)) => a.total_cmp(&b),
            (Repr::Double(a), b) => compare_integer(b, a).reverse(),
            (a, Repr::Double(b)) => compare_integer(a, b),
            (a, b) => compare_integers(a, b).unwrap_or(Ordering::Equal),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

/// By value: the normal form is unique, so equal numbers hash alike.
impl hash::Hash for Number {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        match self.0 {
            Repr::Natural(n) => n.hash(state),
            Repr::Negative(n) => n.hash(state),
            Repr::Double(n) => n.to_bits().hash(state),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Repr::Natural(n) => n.fmt(f),
            Repr::Negative(n) => n.fmt(f),
            // `Debug` of a double is the shortest text that reads back, with an exponent where it is long: as JSON writes it.
            Repr::Double(n) => fmt::Debug::fmt(&n, f),
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
                Self(Repr::Natural(value.into()))
            }
        }
    )*};
}

macro_rules! from_signed {
    ($($int:ty)*) => {$(
        impl From<$int> for Number {
            fn from(value: $int) -> Self {
                Self(u64::try_from(value).map_or(Repr::Negative(value.into()), Repr::Natural))
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
            Repr::Natural(n) => serializer.serialize_u64(n),
            Repr::Negative(n) => serializer.serialize_i64(n),
            Repr::Double(n) => serializer.serialize_f64(n),
        }
    }
}
