//! The unique representation of each numeric value, and the order of values. Pure arithmetic,
//! independent of JSON.

use std::{
    cmp::Ordering,
    hash::{Hash, Hasher},
};

/// A number in its unique form: equal numbers are the same variant with the same content.
#[derive(Clone, Copy)]
pub(super) enum NormalForm {
    Natural(u64),
    /// Below zero.
    Negative(i64),
    /// Finite, and either with a fraction or outside of both integer types; so never zero.
    Double(f64),
}

impl NormalForm {
    /// `None` for NaN and the infinities.
    pub(super) fn of_double(value: f64) -> Option<Self> {
        let integer = whole(value).and_then(Self::of_integer);
        value
            .is_finite()
            .then_some(integer.unwrap_or(Self::Double(value)))
    }

    /// `None` outside of both integer types.
    fn of_integer(value: i128) -> Option<Self> {
        let natural = u64::try_from(value).ok().map(Self::Natural);
        natural.or_else(|| i64::try_from(value).ok().map(Self::Negative))
    }

    /// The value, if it is an integer in the range of `i128`.
    pub(super) fn integer(self) -> Option<i128> {
        match self {
            Self::Natural(n) => Some(n.into()),
            Self::Negative(n) => Some(n.into()),
            Self::Double(n) => whole(n),
        }
    }
}

/// A double without a fraction as an integer, if it is in the range of `i128`.
fn whole(value: f64) -> Option<i128> {
    // ±2¹²⁷: the lower one is the least `i128`, the upper one is just past the greatest.
    const PAST_I128: f64 = 170_141_183_460_469_231_731_687_303_715_884_105_728.0;
    (value.fract() == 0.0 && (-PAST_I128..PAST_I128).contains(&value)).then(|| truncated(value))
}

/// Cuts the fraction off. Values out of the range of `i128` saturate.
#[expect(
    clippy::cast_possible_truncation,
    reason = "cutting off is what this does"
)]
fn truncated(value: f64) -> i128 {
    value as i128
}

/// Compares an integer of 64 bits with the content of [`NormalForm::Double`].
fn compare(integer: i128, double: f64) -> Ordering {
    // The integer parts decide; where they are equal the double's fraction does, and that points
    // away from zero.
    let beyond = if double > 0.0 {
        Ordering::Less
    } else {
        Ordering::Greater
    };
    integer.cmp(&truncated(double)).then(beyond)
}

impl Ord for NormalForm {
    fn cmp(&self, other: &Self) -> Ordering {
        match (*self, *other) {
            // Neither is NaN nor zero, so the total order is the numeric one.
            (Self::Double(a), Self::Double(b)) => a.total_cmp(&b),
            (a, Self::Double(b)) => a.integer().map_or(Ordering::Less, |a| compare(a, b)),
            (Self::Double(_), _) => other.cmp(self).reverse(),
            (a, b) => a.integer().cmp(&b.integer()),
        }
    }
}

impl PartialOrd for NormalForm {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for NormalForm {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for NormalForm {}

impl Hash for NormalForm {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Natural(n) => n.hash(state),
            Self::Negative(n) => n.hash(state),
            Self::Double(n) => n.to_bits().hash(state),
        }
    }
}
