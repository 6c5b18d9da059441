//! `multipleOf` by value: the `jsonschema` crate divides by the double nearest to the divisor.
//!
//! Written apart from the runtime's, by long division of digits, so that a mistake there cannot hide
//! here.

use jsonschema::paths::Location;
use jsonschema::{Keyword, ValidationError};
use serde_json::{Map, Number, Value};

/// The keyword for `jsonschema`.
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

/// Whether the number, with both written out in digits to the same place, leaves no remainder.
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

/// The difference of two numbers in digits, the first of which is not less.
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

/// The digits before and behind the point. A double that no integer of 64 bits is has those of the
/// shortest decimal.
fn written_out(number: &Number) -> (String, String) {
    let double = number.as_f64().unwrap();
    let whole = number.as_i128().map(|whole| whole.to_string());
    let in_range = double.fract() == 0.0 && double.abs() < 18_446_744_073_709_551_616.0;
    // `Display` writes the shortest decimal, without an exponent.
    let shortest = || format!("{double}");
    let exact = || in_range.then(|| format!("{double:.0}"));
    let text = whole.or_else(exact).unwrap_or_else(shortest);
    let text = text.trim_start_matches('-');
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    (whole.to_owned(), fraction.to_owned())
}
