//! Decimal division for `multipleOf`: `0.07` is a multiple of `0.01`, while the nearest doubles are
//! not. Pure arithmetic, independent of JSON.

use super::normal_form::NormalForm;

/// `digits` times ten to the power of `exponent`; the sign does not matter to division.
///
/// A double that is not an integer of 64 bits is taken as its shortest decimal, which is the
/// original spelling as long as that had at most 15 digits. So there are 20 digits at most, and
/// `u128` holds 38.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: u128,
    exponent: i32,
}

impl Decimal {
    pub(super) fn of(number: NormalForm) -> Option<Self> {
        match number {
            NormalForm::Natural(n) => Some(Self::whole(n)),
            NormalForm::Negative(n) => Some(Self::whole(n.unsigned_abs())),
            NormalForm::Double(n) => Self::written(&format!("{n:e}")),
        }
    }

    fn whole(digits: u64) -> Self {
        Self {
            digits: digits.into(),
            exponent: 0,
        }
    }

    /// Parses a double formatted by `{:e}`: `-1.25e-7`.
    fn written(text: &str) -> Option<Self> {
        let (digits, exponent) = text.trim_start_matches('-').split_once('e')?;
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let exponent: i32 = exponent.parse().ok()?;
        Some(Self {
            digits: format!("{whole}{fraction}").parse().ok()?,
            exponent: exponent - i32::try_from(fraction.len()).ok()?,
        })
    }

    /// Whether the quotient is an integer. Nothing is a multiple of zero.
    pub(super) fn is_multiple_of(self, divisor: Self) -> bool {
        if divisor.digits == 0 {
            return false;
        }
        let shift = self.exponent - divisor.exponent;
        let mut tens = 0..shift.unsigned_abs();
        if shift >= 0 {
            let remainder = tens.fold(self.digits % divisor.digits, |remainder, _| {
                remainder * 10 % divisor.digits
            });
            return remainder == 0;
        }
        // The divisor is scaled up instead, until it exceeds the dividend.
        let scaled = tens.try_fold(divisor.digits, |divisor, _| {
            divisor.checked_mul(10).filter(|next| *next <= self.digits)
        });
        scaled.map_or(self.digits == 0, |scaled| {
            self.digits.is_multiple_of(scaled)
        })
    }
}
