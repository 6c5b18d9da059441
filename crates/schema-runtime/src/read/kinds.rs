//! Serde's many visits, brought down to the six types of JSON. A reader says what it does with the types it accepts; everything else
//! is refused here, in one way, with the type that was expected and the one that came.

use std::fmt;

use serde::{
    Deserializer,
    de::{self, MapAccess, SeqAccess, Visitor},
};

use super::{Check, Context, number_token};
use crate::{ErrorKind, JsonKind, Number};

/// What a reader does with a value of each JSON type. The defaults refuse.
pub(super) trait Kinds<'de>: Sized {
    /// What is read.
    type Output;

    /// What the reader wants, as it follows "expected".
    fn expected(&self) -> &'static str;

    /// Refuses a value because of its type.
    #[cold]
    fn refuse<E: de::Error>(self, found: JsonKind, cx: &mut Context) -> Result<Self::Output, E> {
        Err(cx.mismatch(self.expected(), found))
    }

    fn null<E: de::Error>(self, cx: &mut Context) -> Result<Self::Output, E> {
        self.refuse(JsonKind::Null, cx)
    }

    fn boolean<E: de::Error>(self, _: bool, cx: &mut Context) -> Result<Self::Output, E> {
        self.refuse(JsonKind::Boolean, cx)
    }

    /// An integer from zero up.
    fn natural<E: de::Error>(self, value: u64, cx: &mut Context) -> Result<Self::Output, E> {
        self.number(value.into(), cx)
    }

    /// An integer below zero.
    fn negative<E: de::Error>(self, value: i64, cx: &mut Context) -> Result<Self::Output, E> {
        self.number(value.into(), cx)
    }

    fn number<E: de::Error>(self, _: Number, cx: &mut Context) -> Result<Self::Output, E> {
        self.refuse(JsonKind::Number, cx)
    }

    /// A number written with a fraction or an exponent, or an integer wider than 64 bits.
    fn double<E: de::Error>(self, value: f64, cx: &mut Context) -> Result<Self::Output, E> {
        match Number::from_f64(value) {
            Some(number) => self.number(number, cx),
            None => Err(out_of_range(cx)),
        }
    }

    /// A number given by its digits, under `arbitrary_precision` or when it is wider than 64 bits.
    fn digits<E: de::Error>(self, digits: &str, cx: &mut Context) -> Result<Self::Output, E> {
        let (_, number) = parse_digits(digits, cx)?;
        self.number(number, cx)
    }

    fn string<E: de::Error>(self, _: &str, cx: &mut Context) -> Result<Self::Output, E> {
        self.refuse(JsonKind::String, cx)
    }

    /// A string that lives as long as the input.
    fn string_borrowed<E: de::Error>(
        self,
        text: &'de str,
        cx: &mut Context,
    ) -> Result<Self::Output, E> {
        self.string(text, cx)
    }

    /// A string that may be kept without copying.
    fn string_owned<E: de::Error>(self, text: String, cx: &mut Context) -> Result<Self::Output, E> {
        self.string(&text, cx)
    }

    fn array<A: SeqAccess<'de>>(self, _: A, cx: &mut Context) -> Result<Self::Output, A::Error> {
        self.refuse(JsonKind::Array, cx)
    }

    /// An object; or, if [`number_token`] says so, a number in disguise, which a reader of objects must look out for.
    fn object<A: MapAccess<'de>>(
        self,
        mut map: A,
        cx: &mut Context,
    ) -> Result<Self::Output, A::Error> {
        match number_token::digits(&mut map)? {
            Some(digits) => self.digits(&digits, cx),
            None => self.refuse(JsonKind::Object, cx),
        }
    }
}

/// Reads one value.
///
/// Always with `deserialize_any`: JSON describes itself, and with a hint `serde_json` would refuse a value of another type on its
/// own, in an error that does not tell the type. Nor do hints help with numbers: under `arbitrary_precision` a `Value` asked for an
/// `i64` refuses `1.0`.
#[inline]
pub(super) fn read_kinds<'de, K: Kinds<'de>, D: Deserializer<'de>>(
    kinds: K,
    deserializer: D,
    cx: &mut Context,
) -> Result<K::Output, D::Error> {
    let check = None;
    deserializer.deserialize_any(KindsVisitor { kinds, cx, check })
}

/// Reads one value and checks it while the deserializer still stands at its end, so that a failure has the value's position.
#[inline]
pub(super) fn read_kinds_checked<'de, K: Kinds<'de>, D: Deserializer<'de>>(
    kinds: K,
    deserializer: D,
    cx: &mut Context,
    check: Check<'_, K::Output>,
) -> Result<K::Output, D::Error> {
    let check = Some(check);
    deserializer.deserialize_any(KindsVisitor { kinds, cx, check })
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

struct KindsVisitor<'c, K, T> {
    kinds: K,
    cx: &'c mut Context,
    check: Option<Check<'c, T>>,
}

impl<K, T> KindsVisitor<'_, K, T> {
    /// Reads with one of the methods of [`Kinds`], then checks.
    #[inline]
    fn visit<E: de::Error>(
        self,
        read: impl FnOnce(K, &mut Context) -> Result<T, E>,
    ) -> Result<T, E> {
        let value = read(self.kinds, self.cx);
        // Looked at in place: the value may be large, and moving it costs.
        if let (Ok(value), Some(check)) = (&value, self.check)
            && let Err(violation) = check(value)
        {
            return Err(self.cx.fail(violation));
        }
        value
    }
}

impl<'de, K: Kinds<'de>> Visitor<'de> for KindsVisitor<'_, K, K::Output> {
    type Value = K::Output;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kinds.expected())
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        self.visit(K::null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        self.visit(K::null)
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
        self.visit(|kinds, cx| kinds.boolean(value, cx))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Self::Value, E> {
        self.visit(|kinds, cx| kinds.natural(value, cx))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Self::Value, E> {
        self.visit(|kinds, cx| kinds.negative(value, cx))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Self::Value, E> {
        self.visit(|kinds, cx| kinds.double(value, cx))
    }

    fn visit_u128<E: de::Error>(self, value: u128) -> Result<Self::Value, E> {
        self.visit(|kinds, cx| kinds.digits(&value.to_string(), cx))
    }

    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Self::Value, E> {
        self.visit(|kinds, cx| kinds.digits(&value.to_string(), cx))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        self.visit(|kinds, cx| kinds.string(text, cx))
    }

    #[inline]
    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
        self.visit(|kinds, cx| kinds.string_borrowed(text, cx))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Self::Value, E> {
        self.visit(|kinds, cx| kinds.string_owned(text, cx))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        self.visit(|kinds, cx| kinds.array(items, cx))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        self.visit(|kinds, cx| kinds.object(map, cx))
    }
}
