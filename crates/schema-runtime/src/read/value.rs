//! The reader of [`Value`]: like `serde_json`'s, but duplicate keys are refused at any depth, and
//! failures have a path.

use serde::{
    Deserializer,
    de::{self, MapAccess, SeqAccess},
};
use serde_json::Value;

use super::{
    Check, Context, Entry, Read, Rest,
    containers::read_items,
    kinds::{Kinds, out_of_range, parse_digits, read_kinds, read_kinds_checked},
    member_name::{Names, Next},
    number_token::is_number_token,
};
use crate::{Number, acceptance::Parts};

impl<'de> Read<'de> for Value {
    fn read<D: Deserializer<'de>>(deserializer: D, cx: &mut Context) -> Result<Self, D::Error> {
        read_kinds(ValueReader, deserializer, cx)
    }

    fn read_checked<D: Deserializer<'de>>(
        deserializer: D,
        cx: &mut Context,
        check: Check<'_, Self>,
    ) -> Result<Self, D::Error> {
        read_kinds_checked(ValueReader, deserializer, cx, check)
    }
}

pub(super) struct ValueReader;

impl<'de> Kinds<'de> for ValueReader {
    type Output = Value;

    fn expected(&self) -> &'static str {
        "a JSON value"
    }

    fn null<E: de::Error>(self, _: &mut Context) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn boolean<E: de::Error>(self, value: bool, _: &mut Context) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn number<E: de::Error>(self, number: Number, cx: &mut Context) -> Result<Value, E> {
        number
            .to_json()
            .map(Value::Number)
            .ok_or_else(|| out_of_range(cx))
    }

    fn double<E: de::Error>(self, value: f64, cx: &mut Context) -> Result<Value, E> {
        // Not through `Number`: a kept value keeps its spelling, `1.0` and not `1`.
        let number = serde_json::Number::from_f64(value);
        number.map(Value::Number).ok_or_else(|| out_of_range(cx))
    }

    fn digits<E: de::Error>(self, digits: &str, cx: &mut Context) -> Result<Value, E> {
        // With `arbitrary_precision` the original digits are kept.
        let (number, _) = parse_digits(digits, cx)?;
        Ok(Value::Number(number))
    }

    fn string<E: de::Error>(self, text: &str, _: &mut Context) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn string_owned<E: de::Error>(self, text: String, _: &mut Context) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn array<A: SeqAccess<'de>>(self, items: A, cx: &mut Context) -> Result<Value, A::Error> {
        read_items(items, 0, cx).map(Value::Array)
    }

    fn object<A: MapAccess<'de>>(self, mut map: A, cx: &mut Context) -> Result<Value, A::Error> {
        let mut members = serde_json::Map::new();
        let mut first = true;
        let mut names = Names::new(Parts::new(&[]), false);
        loop {
            match names.next(&mut map)? {
                Next::End => break,
                Next::Other if first && is_number_token(names.last()) => {
                    let digits: String = map.next_value()?;
                    return self.digits(&digits, cx);
                }
                Next::Other => members.member(names.other(), Entry::new(&mut map, cx, ""))?,
                // Unreachable: no name is declared.
                Next::Known(_) => Entry::new(&mut map, cx, "").nothing()?,
            }
            first = false;
        }
        Ok(Value::Object(members))
    }
}
