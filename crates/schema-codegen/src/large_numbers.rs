//! Numbers that the algebra does not hold, put in places that it does.
//!
//! `jsonschema::canonical` knows integer bounds of 63 bits and divides in doubles. So every number
//! of the documents from just below 2⁶³ on is replaced by a stand-in that is less, in the same order
//! and with room between them: whatever follows from comparing the stand-ins follows for the numbers. Multiples
//! have no such stand-ins; beside large numbers `multipleOf` is hidden behind a bound that the
//! algebra gives up on, and full validation decides.
//!
//! Takes the documents of a run; translates statements to stand-ins and results back.

use std::borrow::Cow;

use serde_json::{Map, Number, Value};

/// 2⁶³ − 2⁴⁰: from here on numbers have stand-ins. The ends of `i64` have them, and hardly a number
/// that people write with an exponent and draft 4 would not call an integer.
const FIRST: i64 = i64::MAX - (1 << 40) + 1;

/// Between two stand-ins, so that the integers next to them, which the algebra makes of exclusive
/// bounds, are told apart.
const STEP: i64 = 1000;

/// A bound that the algebra cannot model, and says so.
const UNMODELED: f64 = 1e300;

/// Their values are lengths, and no length is so large.
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
    /// From the least up, each value once.
    positive: Vec<Large>,
    /// From the greatest down.
    negative: Vec<Large>,
    /// Whether `multipleOf` is hidden.
    hides_multiples: bool,
}

/// A result of the algebra: a number, or an integer next to one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shown {
    At(Number),
    /// The integer that follows it.
    Above(Number),
    /// The integer before it.
    Below(Number),
}

impl LargeNumbers {
    /// Of all documents.
    pub(crate) fn of<'v>(documents: impl IntoIterator<Item = &'v Value>) -> Self {
        // The ends of the integer types, which the statements of types bring along.
        let ends = [i64::MIN.into(), i64::MAX.into(), u64::MAX.into()];
        let mut found = Found::default();
        documents.into_iter().for_each(|it| found.look(it));
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
            hides_multiples: found.multiples && found.inexact,
        }
    }

    /// A schema for the algebra.
    pub(crate) fn hidden<'v>(&self, schema: &'v Value) -> Cow<'v, Value> {
        if !self.concern(schema) {
            return Cow::Borrowed(schema);
        }
        let mut schema = schema.clone();
        self.hide(&mut schema, true);
        Cow::Owned(schema)
    }

    /// A bound that the algebra gives.
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

    /// A value that the algebra gives.
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
                (self.hides_multiples && members.contains_key("multipleOf"))
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
        for (keyword, value) in members.iter_mut() {
            if !LENGTHS.contains(&keyword.as_str()) {
                let is_schema = is_schema && !matches!(keyword.as_str(), "const" | "enum");
                self.hide(value, is_schema);
            }
        }
        let divides = members.get("multipleOf").is_some_and(Value::is_number);
        if is_schema && divides && self.hides_multiples {
            members.remove("multipleOf");
            members.insert("minimum".to_owned(), UNMODELED.into());
        }
    }

    /// `None`: it stands nowhere in the documents, and no statement has it.
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

/// A large number with its order.
#[derive(Debug, Clone)]
struct Large {
    number: Number,
    /// Exact below 2¹²⁷, and else the end of the range: every double so large is an integer.
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

    /// For positive doubles the order of the bits is that of the values.
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

/// Whether it has a stand-in.
fn is_large(number: &Number) -> bool {
    /// As above, and a double.
    const FIRST: f64 = 9_223_370_937_343_148_032.0;
    number.as_f64().is_some_and(|double| double.abs() >= FIRST)
}

/// What there is in documents.
#[derive(Default)]
struct Found {
    large: Vec<Number>,
    /// Whether `multipleOf` occurs.
    multiples: bool,
    /// Whether some number is one that doubles do not divide exactly.
    inexact: bool,
}

impl Found {
    fn look(&mut self, value: &Value) {
        match value {
            Value::Number(number) => self.number(number),
            Value::Array(items) => items.iter().for_each(|it| self.look(it)),
            Value::Object(members) => {
                for (keyword, value) in members {
                    if keyword == "multipleOf"
                        && let Some(divisor) = value.as_f64()
                    {
                        /// Doubles have 15 digits, and a divisor needs some of them.
                        const LEAST: f64 = 1e-10;
                        self.multiples = true;
                        self.inexact |= divisor.abs() < LEAST;
                    }
                    if !LENGTHS.contains(&keyword.as_str()) {
                        self.look(value);
                    }
                }
            }
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
        assert!(!large.hides_multiples);
        let document = json!({
            "multipleOf": 5, "maxLength": u64::MAX, "maximum": u64::MAX,
            "const": { "multipleOf": 5 }
        });
        let large = LargeNumbers::of([&document]);
        let hidden = large.hidden(&document).into_owned();
        assert_eq!(hidden["minimum"], UNMODELED);
        assert_eq!(hidden["maxLength"], u64::MAX);
        assert!(hidden["maximum"].is_i64());
        assert_eq!(hidden["const"], json!({ "multipleOf": 5 }));
        assert!(hidden.get("multipleOf").is_none());
    }
}
