//! Replaces numbers that the canonical form cannot represent by smaller stand-ins, and translates
//! its results back.
//!
//! `jsonschema::canonical` represents integer bounds in 63 bits and divides in doubles. So every
//! number of the documents with a magnitude from just below 2⁶³ on is replaced by a stand-in of
//! smaller magnitude. Stand-ins keep the order of the numbers and leave room between them, so every
//! result of comparing stand-ins holds for the numbers.
//!
//! In schemas with numbers that doubles do not divide exactly, the divisors of `multipleOf` have
//! [stand-ins](divisors) of another sort. A divisor without one is replaced by a bound that the
//! canonical form does not model, so that full validation decides.

mod divisors;

use std::borrow::Cow;

use serde_json::{Map, Number, Value};

use divisors::Divisors;

/// 2⁶³ − 2⁴⁰: numbers of at least this magnitude have stand-ins. The bounds of `i64` are among
/// them; numbers written with an exponent, which draft 4 does not accept as integers, hardly ever
/// are.
const FIRST: i64 = i64::MAX - (1 << 40) + 1;

/// The distance between two stand-ins. The canonical form turns exclusive bounds into the next
/// integer, so the neighbours of a stand-in must not be stand-ins themselves.
const STEP: i64 = 1000;

/// A bound that the canonical form reports as not modelled.
const UNMODELED: f64 = 1e300;

/// Keywords whose values are lengths or counts, which never need stand-ins: no instance is so
/// large.
const LENGTHS: &[&str] = &[
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
];

/// The large numbers of a run.
#[derive(Debug, Default)]
pub(crate) struct LargeNumbers {
    /// In ascending order, without duplicates.
    positive: Vec<Large>,
    /// In descending order, without duplicates.
    negative: Vec<Large>,
    /// The divisors, if `multipleOf` is hidden.
    divisors: Option<Divisors>,
}

/// A bound of the canonical form, translated back: a number, or an integer next to one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shown {
    At(Number),
    /// The next integer after the number.
    Above(Number),
    /// The last integer before the number.
    Below(Number),
}

impl LargeNumbers {
    /// Collects the large numbers of all documents.
    pub(crate) fn of<'v>(documents: impl IntoIterator<Item = &'v Value>) -> Self {
        // The bounds of the Rust integer types, which occur in the statements of types.
        let ends = [i64::MIN.into(), i64::MAX.into(), u64::MAX.into()];
        let mut found = Found::default();
        documents.into_iter().for_each(|it| found.look(it));
        let divisors = found.divisors().filter(|_| found.inexact);
        let all = found.large.into_iter().chain(ends);
        let (mut positive, mut negative): (Vec<Large>, Vec<Large>) = all
            .filter_map(Large::new)
            .partition(|large| large.whole > 0);
        for side in [&mut positive, &mut negative] {
            side.sort_by_key(Large::magnitude);
            side.dedup_by_key(|large| large.magnitude());
        }
        Self {
            positive,
            negative,
            divisors,
        }
    }

    /// The schema with stand-ins, as input of the canonical form.
    pub(crate) fn hidden<'v>(&self, schema: &'v Value) -> Cow<'v, Value> {
        if !self.concern(schema) {
            return Cow::Borrowed(schema);
        }
        let mut schema = schema.clone();
        self.hide(&mut schema, true);
        Cow::Owned(schema)
    }

    /// Translates a bound of the canonical form back. `None` for a large number that is neither a
    /// stand-in nor next to one.
    pub(crate) fn shown(&self, number: &Number) -> Option<Shown> {
        let Some(stand_in) = number
            .as_i64()
            .filter(|it| it.unsigned_abs() >= FIRST.unsigned_abs())
        else {
            return Some(Shown::At(number.clone()));
        };
        let offset = stand_in.checked_abs()? - FIRST;
        let place = usize::try_from((offset + 1) / STEP).ok()?.checked_sub(1)?;
        let (list, sign) = if stand_in > 0 {
            (&self.positive, 1)
        } else {
            (&self.negative, -1)
        };
        let number = list.get(place)?.number.clone();
        let beyond = offset - (i64::try_from(place).ok()? + 1) * STEP;
        match beyond * sign {
            0 => Some(Shown::At(number)),
            1 => Some(Shown::Above(number)),
            -1 => Some(Shown::Below(number)),
            _ => None,
        }
    }

    /// Translates a divisor of the canonical form back.
    pub(crate) fn shown_divisor(&self, divisor: Number) -> Number {
        let shown = self.divisors.as_ref().and_then(|it| it.shown(&divisor));
        shown.cloned().unwrap_or(divisor)
    }

    /// Translates a value of the canonical form back.
    pub(crate) fn shown_value(&self, value: Value) -> Value {
        match value {
            Value::Number(number) => match self.shown(&number) {
                Some(Shown::At(number)) => Value::Number(number),
                _ => Value::Number(number),
            },
            Value::Array(items) => items.into_iter().map(|it| self.shown_value(it)).collect(),
            Value::Object(members) => {
                let members = members.into_iter();
                let shown = members.map(|(name, value)| (name, self.shown_value(value)));
                Value::Object(shown.collect())
            }
            other => other,
        }
    }

    fn concern(&self, value: &Value) -> bool {
        match value {
            Value::Number(number) => is_large(number),
            Value::Array(items) => items.iter().any(|it| self.concern(it)),
            Value::Object(members) => {
                (self.divisors.is_some() && members.contains_key("multipleOf"))
                    || members.values().any(|it| self.concern(it))
            }
            _ => false,
        }
    }

    fn hide(&self, value: &mut Value, is_schema: bool) {
        match value {
            Value::Number(number) if is_large(number) => {
                if let Some(stand_in) = self.stand_in(number) {
                    *number = stand_in.into();
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|it| self.hide(it, is_schema)),
            Value::Object(members) => self.hide_in(members, is_schema),
            _ => {}
        }
    }

    fn hide_in(&self, members: &mut Map<String, Value>, is_schema: bool) {
        let divisors = self.divisors.as_ref().filter(|_| is_schema);
        let divisor = members.get("multipleOf").and_then(Value::as_number);
        let stand_in = divisors.zip(divisor).map(|(all, it)| all.stand_in(it));
        for (keyword, value) in members.iter_mut() {
            if !LENGTHS.contains(&keyword.as_str()) {
                let is_schema = is_schema && !matches!(keyword.as_str(), "const" | "enum");
                self.hide(value, is_schema);
            }
        }
        match stand_in {
            Some(Some(stand_in)) => drop(members.insert("multipleOf".to_owned(), stand_in.into())),
            Some(None) => {
                members.remove("multipleOf");
                members.insert("minimum".to_owned(), UNMODELED.into());
            }
            None => {}
        }
    }

    /// The stand-in of a large number; `None` for numbers that were not collected.
    fn stand_in(&self, number: &Number) -> Option<i64> {
        let large = Large::new(number.clone())?;
        let list = if large.whole > 0 {
            &self.positive
        } else {
            &self.negative
        };
        let place = list.binary_search_by_key(&large.magnitude(), Large::magnitude);
        let offset = (i64::try_from(place.ok()?).ok()? + 1).checked_mul(STEP)?;
        let stand_in = FIRST.checked_add(offset)?;
        Some(if large.whole > 0 { stand_in } else { -stand_in })
    }
}

/// A large number with its sort keys.
#[derive(Debug, Clone)]
struct Large {
    number: Number,
    /// The integer part; exact below 2¹²⁷, saturated from there on, where `double` decides.
    whole: i128,
    double: f64,
}

impl Large {
    fn new(number: Number) -> Option<Self> {
        let double = number.as_f64()?;
        let whole = number.as_i128();
        Some(Self {
            whole: whole.unwrap_or_else(|| truncated(double)),
            number,
            double,
        })
    }

    /// The sort key. The bits of positive doubles have the same order as their values.
    fn magnitude(&self) -> (u128, u64) {
        (self.whole.unsigned_abs(), self.double.abs().to_bits())
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "saturating is what is wanted"
)]
fn truncated(double: f64) -> i128 {
    double as i128
}

/// Whether the number is replaced by a stand-in.
fn is_large(number: &Number) -> bool {
    /// The constant of the module as a double.
    const FIRST: f64 = 9_223_370_937_343_148_032.0;
    number.as_f64().is_some_and(|double| double.abs() >= FIRST)
}

/// The numbers found in the documents.
#[derive(Default)]
struct Found {
    large: Vec<Number>,
    /// Values of `multipleOf`.
    divisors: Vec<Number>,
    /// Values of bounds, and numbers in `const` and `enum`.
    lower: Vec<f64>,
    upper: Vec<f64>,
    listed: Vec<f64>,
    /// Whether there is a number that doubles do not divide exactly.
    inexact: bool,
}

impl Found {
    fn look(&mut self, value: &Value) {
        match value {
            Value::Number(number) => self.number(number),
            Value::Array(items) => items.iter().for_each(|it| self.look(it)),
            Value::Object(members) => {
                for (keyword, value) in members {
                    self.keyword(keyword, value);
                    if !LENGTHS.contains(&keyword.as_str()) {
                        self.look(value);
                    }
                }
            }
            _ => {}
        }
    }

    fn keyword(&mut self, keyword: &str, value: &Value) {
        match (keyword, value) {
            ("multipleOf", Value::Number(divisor)) => {
                /// A double has about 15 digits. Below this divisor, too few of them are left to
                /// decide divisibility.
                const LEAST: f64 = 1e-10;
                self.inexact |= divisor.as_f64().is_some_and(|it| it.abs() < LEAST);
                self.divisors.push(divisor.clone());
            }
            ("minimum" | "exclusiveMinimum", bound) => self.lower.extend(bound.as_f64()),
            ("maximum" | "exclusiveMaximum", bound) => self.upper.extend(bound.as_f64()),
            ("const" | "enum", values) => list(values, &mut self.listed),
            _ => {}
        }
    }

    fn number(&mut self, number: &Number) {
        /// 2⁵³
        const FIRST_INEXACT: f64 = 9_007_199_254_740_992.0;
        self.inexact |= number
            .as_f64()
            .is_none_or(|double| double.abs() >= FIRST_INEXACT);
        if is_large(number) {
            self.large.push(number.clone());
        }
    }

    /// `None` if there are none.
    fn divisors(&self) -> Option<Divisors> {
        if self.divisors.is_empty() {
            return None;
        }
        let mut single = self.listed.clone();
        for lower in &self.lower {
            // Bounds so close leave one integer, which the canonical form takes as a constant.
            let close = self.upper.iter().filter(|it| (*it - lower).abs() <= 2.0);
            single.extend(close.map(|upper| lower.abs().max(upper.abs()) + 1.0));
        }
        let largest = single.iter().fold(0.0, |most: f64, it| most.max(it.abs()));
        Some(Divisors::new(&self.divisors, largest))
    }
}

/// Notes every number in a value.
fn list(value: &Value, numbers: &mut Vec<f64>) {
    match value {
        Value::Number(number) => numbers.extend(number.as_f64()),
        Value::Array(items) => items.iter().for_each(|it| list(it, numbers)),
        Value::Object(members) => members.values().for_each(|it| list(it, numbers)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn number(text: &str) -> Number {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn stand_ins_keep_the_order_and_lead_back() {
        let texts = [
            "-1e300",
            "-9223372036854775809",
            "-9223372036854775808",
            "-9223372036854775000",
            "7",
            "9223370937343148032",
            "9223372036854775807",
            "9223372036854775808",
            "18446744073709551614",
            "18446744073709551615",
            "18446744073709551616",
            "1e300",
        ];
        let numbers = texts.map(number);
        let all = json!({ "enum": numbers });
        let large = LargeNumbers::of([&all]);
        let hidden = large.hidden(&all).into_owned();
        let stand_ins = hidden["enum"].as_array().unwrap().iter();
        let stand_ins: Vec<i64> = stand_ins.map(|it| it.as_i64().unwrap()).collect();
        assert!(stand_ins.is_sorted(), "{stand_ins:?}");
        assert_eq!(stand_ins[4], 7);
        for (stand_in, original) in stand_ins.iter().zip(&numbers) {
            let shown = large.shown(&Number::from(*stand_in)).unwrap();
            let Shown::At(shown) = shown else {
                panic!("{shown:?}");
            };
            assert_eq!(shown.as_f64(), original.as_f64());
        }
        let above = large.shown(&Number::from(stand_ins[11] + 1));
        assert_eq!(above, Some(Shown::Above(numbers[11].clone())));
        let below = large.shown(&Number::from(stand_ins[0] - 1));
        assert_eq!(below, Some(Shown::Below(numbers[0].clone())));
        assert_eq!(large.shown(&Number::from(stand_ins[11] + 2)), None);
    }

    #[test]
    fn lengths_stay_and_multiples_are_hidden_beside_large_numbers() {
        let exact = json!({ "multipleOf": 5, "maxLength": u64::MAX });
        let large = LargeNumbers::of([&exact]);
        assert!(large.divisors.is_none());
        let document = json!({
            "multipleOf": 5, "maxLength": u64::MAX, "maximum": u64::MAX,
            "const": { "multipleOf": "5" }
        });
        let large = LargeNumbers::of([&document]);
        let hidden = large.hidden(&document).into_owned();
        assert!(
            hidden["multipleOf"]
                .as_u64()
                .is_some_and(|it| it > u64::MAX / 2)
        );
        assert_eq!(
            large.shown_divisor(hidden["multipleOf"].as_number().unwrap().clone()),
            Number::from(5)
        );
        assert_eq!(hidden["maxLength"], u64::MAX);
        assert!(hidden["maximum"].is_i64());
        assert_eq!(hidden["const"], json!({ "multipleOf": "5" }));
        // Whether a constant is a multiple cannot be asked of a stand-in.
        let document = json!({ "multipleOf": 5, "maximum": u64::MAX, "enum": [10, 12] });
        let hidden = LargeNumbers::of([&document]).hidden(&document).into_owned();
        assert_eq!(hidden["minimum"], UNMODELED);
        assert!(hidden.get("multipleOf").is_none());
    }
}
