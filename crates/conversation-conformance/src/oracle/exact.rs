//! `multipleOf` in decimal arithmetic, for `jsonschema`, which divides doubles.
//!
//! A number is what `serde_json` holds: an integer of 64 bits, or else a double, which is taken as
//! the shortest decimal that reads as this double. Both are at most 20 digits and a power of ten.

use jsonschema::paths::Location;
use jsonschema::{Keyword, ValidationError};
use serde_json::{Map, Number, Value};

/// The keyword as an extension of `jsonschema`.
pub(super) struct MultipleOf(Option<Decimal>);

type Compiled<'a> = Result<Box<dyn for<'i> Keyword<'i>>, ValidationError<'a>>;

impl MultipleOf {
    #[expect(clippy::unnecessary_wraps, reason = "`jsonschema` wants it fallible")]
    pub(super) fn compile<'a>(
        _: &'a Map<String, Value>,
        value: &'a Value,
        _: Location,
    ) -> Compiled<'a> {
        Ok(Box::new(Self(value.as_number().and_then(Decimal::of))))
    }
}

impl<'i> Keyword<'i> for MultipleOf {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if self.is_valid(instance) {
            Ok(())
        } else {
            Err(ValidationError::custom("not a multiple"))
        }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        let number = instance.as_number().and_then(Decimal::of);
        match (&self.0, number) {
            (Some(divisor), Some(number)) => number.is_multiple_of(divisor),
            _ => true,
        }
    }
}

/// The absolute value of a number: `digits` times ten to the power of `exponent`.
#[derive(Debug, PartialEq, Eq)]
struct Decimal {
    digits: u128,
    exponent: i32,
}

impl Decimal {
    fn of(number: &Number) -> Option<Self> {
        let text = match number.as_f64() {
            // A whole double in the range of 64 bits is that integer.
            Some(double)
                if double.fract() == 0.0 && double.abs() < 18_446_744_073_709_551_616.0 =>
            {
                let whole = number.as_i128();
                whole.map_or_else(|| format!("{double:.0}"), |whole| whole.to_string())
            }
            _ => number.to_string(),
        };
        let text = text.trim_start_matches('-');
        let (text, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let exponent: i32 = exponent.trim_start_matches('+').parse().ok()?;
        Some(Self {
            digits: format!("{whole}{fraction}").parse().ok()?,
            exponent: exponent - i32::try_from(fraction.len()).ok()?,
        })
    }

    fn is_multiple_of(&self, divisor: &Self) -> bool {
        if divisor.digits == 0 {
            return false;
        }
        let shift = self.exponent - divisor.exponent;
        let tens = 0..shift.unsigned_abs();
        if shift >= 0 {
            let rest = self.digits % divisor.digits;
            tens.fold(rest, |rest, _| rest * 10 % divisor.digits) == 0
        } else {
            let mut divisor = divisor.digits;
            for _ in tens {
                match divisor.checked_mul(10) {
                    Some(next) if next <= self.digits => divisor = next,
                    _ => return self.digits == 0,
                }
            }
            self.digits.is_multiple_of(divisor)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn division_is_by_value() {
        let decimal = |text| Decimal::of(&serde_json::from_str(text).unwrap()).unwrap();
        for (number, divisor, expected) in [
            ("18014398509481986", "9007199254740993", true),
            ("18014398509481984", "9007199254740993", false),
            ("0.07", "0.01", true),
            ("4.35", "0.01", true),
            ("4.355", "0.01", false),
            ("12391239123", "1e-8", true),
            ("-7.5", "2.5", true),
            ("1e308", "0.5", true),
            ("1e-300", "1e300", false),
            ("0", "1e300", true),
            ("1e23", "10", true),
        ] {
            let found = decimal(number).is_multiple_of(&decimal(divisor));
            assert_eq!(found, expected, "{number} of {divisor}");
        }
    }
}
