//! `multipleOf` in decimal arithmetic: the `jsonschema` crate divides by the double nearest to the
//! divisor. It uses long division of digits and must not use the runtime's implementation, so that
//! tests find mistakes there.

use jsonschema::paths::Location;
use jsonschema::{Keyword, ValidationError};
use serde_json::{Map, Number, Value};

/// The keyword as an extension of `jsonschema`.
#[expect(clippy::unnecessary_wraps, reason = "the shape that is asked for")]
pub(crate) fn multiple_of<'a>(
    _: &'a Map<String, Value>,
    divisor: &'a Value,
    _: Location,
) -> Result<Box<dyn for<'i> Keyword<'i>>, ValidationError<'a>> {
    Ok(Box::new(MultipleOf(divisor.as_number().unwrap().clone())))
}

struct MultipleOf(Number);

impl<'i> Keyword<'i> for MultipleOf {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if self.is_valid(instance) {
            return Ok(());
        }
        Err(ValidationError::custom("not a multiple"))
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        let number = instance.as_number();
        number.is_none_or(|number| divides(&self.0, number))
    }
}

/// Whether the long division of two numbers, written with equally many decimal places, leaves no
/// remainder.
fn divides(divisor: &Number, number: &Number) -> bool {
    let (divisor, number) = (written_out(divisor), written_out(number));
    let places = divisor.1.len().max(number.1.len());
    let digits = |(whole, fraction): &(String, String)| format!("{whole}{fraction:0<places$}");
    let divisor = digits(&divisor).trim_start_matches('0').to_owned();
    let remainder = digits(&number)
        .chars()
        .fold(String::new(), |remainder, digit| {
            let mut rest = format!("{remainder}{digit}")
                .trim_start_matches('0')
                .to_owned();
            while rest.len() > divisor.len() || (rest.len() == divisor.len() && rest >= divisor) {
                rest = minus(&rest, &divisor);
            }
            rest
        });
    remainder.is_empty()
}

/// The difference of two numbers in digits; the first must not be less.
fn minus(left: &str, right: &str) -> String {
    let mut borrowed = 0;
    let right = right.bytes().rev().chain(std::iter::repeat(b'0'));
    let digits = left.bytes().rev().zip(right).map(|(left, right)| {
        let difference = i16::from(left) - i16::from(right) - borrowed;
        borrowed = i16::from(difference < 0);
        char::from_digit(u32::try_from(difference.rem_euclid(10)).unwrap(), 10).unwrap()
    });
    let digits: Vec<char> = digits.collect();
    let text: String = digits.into_iter().rev().collect();
    text.trim_start_matches('0').to_owned()
}

/// The digits before and after the decimal point. A double that is no integer of 64 bits has the
/// digits of the shortest decimal that reads as it.
fn written_out(number: &Number) -> (String, String) {
    let double = number.as_f64().unwrap();
    let whole = number.as_i128().map(|whole| whole.to_string());
    let in_range = double.fract() == 0.0 && double.abs() < 18_446_744_073_709_551_616.0;
    let text = whole.unwrap_or_else(|| {
        if in_range {
            format!("{double:.0}")
        } else {
            // `Display` writes the shortest decimal, without an exponent.
            double.to_string()
        }
    });
    let text = text.trim_start_matches('-');
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    (whole.to_owned(), fraction.to_owned())
}
