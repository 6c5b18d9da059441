//! Stand-ins for divisors: values of `multipleOf` about which the canonical form knows nothing but
//! that equal ones are equal.
//!
//! The canonical form calculates with a divisor as a fraction if a double represents it, and
//! otherwise compares it by its text. So a stand-in is an integer that no double represents. What
//! remains is the question whether one number is a multiple: of a number this large only 0 is, and
//! of a divisor that is larger than every single number of the schemas likewise. Other divisors
//! have no stand-in.

use serde_json::Number;

/// An odd number of 64 bits, far above 2⁵³. All that follow it at even distances are odd too.
const FIRST: u64 = (1 << 63) + (1 << 62) + 1;

/// The divisors of a run that have stand-ins; a divisor's position gives its stand-in.
#[derive(Debug)]
pub(super) struct Divisors {
    replaced: Vec<Number>,
}

impl Divisors {
    /// `largest` is the magnitude of the largest number that may be asked for as a single value.
    pub(super) fn new(all: &[Number], largest: f64) -> Self {
        let mut replaced: Vec<Number> = Vec::new();
        for divisor in all {
            // The multiples of a fraction are not all integers, as those of the stand-in are.
            let whole = divisor.as_f64().filter(|it| it.fract() == 0.0);
            if whole.is_some_and(|it| it > largest) && !replaced.contains(divisor) {
                replaced.push(divisor.clone());
            }
        }
        Self { replaced }
    }

    /// `None` for a divisor that has none.
    pub(super) fn stand_in(&self, divisor: &Number) -> Option<u64> {
        let position = self.replaced.iter().position(|it| it == divisor)?;
        let position = u64::try_from(position).ok()?;
        FIRST.checked_add(position.checked_mul(2)?)
    }

    /// The divisor that has a stand-in.
    pub(super) fn shown(&self, stand_in: &Number) -> Option<&Number> {
        let offset = stand_in.as_u64()?.checked_sub(FIRST)?;
        self.replaced.get(usize::try_from(offset / 2).ok()?)
    }
}
