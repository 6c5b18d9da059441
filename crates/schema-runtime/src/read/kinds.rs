//! Serde's many visits, brought down to the six types of JSON. A reader says what it does with the types it accepts; everything else
//! is refused here, in one way, with the type that was expected and the one that came.

use std::fmt;

use serde::{
    Deserializer,
    de::{self, MapAccess, SeqAccess, Visitor},
};

use super::{Context, number_token};
use crate::{ErrorKind, JsonKind, Number};

/// What a reader does with a value of each JSON type. The defaults refuse.
pub(super) trait Kinds<'de>: Sized {
    /// What is read.
    type Output;

    /// What the reader wants, as it follows "expected".
    fn expected(&self) -> &'static str;

    /// Where failures are recorded.
    fn context(&mut self) -> &mut Context;

    /// Refuses a value because of its type.
    #[cold]
    fn refuse<E: de::Error>(mut self, found: JsonKind) -> Result<Self::Output, E> {
        let expected = self.expected();
        Err(self.context().mismatch(expected, found))
    }

    fn null<E: de::Error>(self) -> Result<Self::Output, E> {
        self.refuse(JsonKind::Null)
    }

    fn boolean<E: de::Error>(self, _: bool) -> Result<Self::Output, E> {
        self.refuse(JsonKind::Boolean)
    }

    fn number<E: de::Error>(self, _: Number) -> Result<Self::Output, E> {
        self.refuse(JsonKind::Number)
    }

    /// A number written with a fraction or an exponent, or an integer wider than 64 bits.
    fn double<E: de::Error>(mut self, value: f64) -> Result<Self::Output, E> {
        match Number::from_f64(value) {
            Some(number) => self.number(number),
            None => Err(out_of_range(self.context())),
        }
    }

    /// A number given by its digits, under `arbitrary_precision` or when it is wider than 64 bits.
    fn digits<E: de::Error>(mut self, digits: &str) -> Result<Self::Output, E> {
        let (_, number) = parse_digits(digits, self.context())?;
        self.number(number)
    }

    fn string<E: de::Error>(self, _: &str) -> Result<Self::Output, E> {
        self.refuse(JsonKind::String)
    }

    /// A string that lives as long as the input.
    fn string_borrowed<E: de::Error>(self, text: &'de str) -> Result<Self::Output, E> {
        self.string(text)
    }

    /// A string that may be kept without copying.
    fn string_owned<E: de::Error>(self, text: String) -> Result<Self::Output, E> {
        self.string(&text)
    }

    fn array<A: SeqAccess<'de>>(self, _: A) -> Result<Self::Output, A::Error> {
        self.refuse(JsonKind::Array)
    }

    /// An object; or, if [`number_token`] says so, a number in disguise, which a reader of objects must look out for.
    fn object<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Output, A::Error> {
        match number_token::digits(&mut map)? {
            Some(digits) => self.digits(&digits),
            None => self.refuse(JsonKind::Object),
        }
    }
}

/// Reads one value.
///
/// Always with `deserialize_any`: JSON describes itself, and with a hint `serde_json` would refuse a value of another type on its
/// own, in an error that does not tell the type. Nor do hints help with numbers: under `arbitrary_precision` a `Value` asked for an
/// `i64` refuses `1.0`.
pub(super) fn read_kinds<'de, K: Kinds<'de>, D: Deserializer<'de>>(
    kinds: K,
    deserializer: D,
) -> Result<K::Output, D::Error> {
    deserializer.deserialize_any(KindsVisitor(kinds))
}

/// JSON digits as `serde_json` keeps them and as this crate counts them. A number beyond every double is refused, as `serde_json`
/// refuses it in its usual build.
pub(super) fn parse_digits<E: de::Error>(
    digits: &str,
    cx: &mut Context,
) -> Result<(serde_json::Number, Number), E> {
    let parsed = digits.parse::<serde_json::Number>().ok();
    let counted = parsed.and_then(|json| Number::from_json(&json).map(|number| (json, number)));
    counted.ok_or_else(|| out_of_range(cx))
}

#[cold]
pub(super) fn out_of_range<E: de::Error>(cx: &mut Context) -> E {
    let message = "number out of range".to_owned();
    cx.fail(ErrorKind::Syntax { message })
}

struct KindsVisitor<K>(K);

impl<'de, K: Kinds<'de>> Visitor<'de> for KindsVisitor<K> {
    type Value = K::Output;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.expected())
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        self.0.null()
    }

    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        self.0.null()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Self::Value, E> {
        self.0.boolean(value)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Self::Value, E> {
        self.0.number(value.into())
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Self::Value, E> {
        self.0.number(value.into())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Self::Value, E> {
        self.0.double(value)
    }

    fn visit_u128<E: de::Error>(self, value: u128) -> Result<Self::Value, E> {
        self.0.digits(&value.to_string())
    }

    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Self::Value, E> {
        self.0.digits(&value.to_string())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        self.0.string(text)
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
        self.0.string_borrowed(text)
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Self::Value, E> {
        self.0.string_owned(text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        self.0.array(items)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        self.0.object(map)
    }
}
