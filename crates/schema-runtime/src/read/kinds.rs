//! Maps serde's visitor methods to the six JSON types. A reader implements the types it accepts;
//! all others are refused here, in an error that names the expected and the actual JSON type.

use std::fmt;

use serde::{
    Deserializer,
    de::{self, EnumAccess, MapAccess, SeqAccess, Unexpected, Visitor},
};

use super::{Check, Context, number_token};
use crate::{ErrorKind, JsonKind, Number};

/// What a reader does with a value of each JSON type. The default methods refuse.
pub(super) trait Kinds<'de>: Sized {
    /// The type of the result.
    type Output;

    /// What the reader accepts, as it follows "expected" in a message.
    fn expected(&self) -> &'static str;

    /// Refuses a value because of its type.
    #[cold]
    fn refuse<E: de::Error>(self, found: JsonKind, cx: &mut Context) -> Result<Self::Output, E> {
        Err(cx.mismatch(self.expected(), found))
    }

    /// Reads a value of a text with a look ahead; only for readers that [`read_ahead`] is used for.
    fn ahead<A: EnumAccess<'de>>(self, _: A, cx: &mut Context) -> Result<Self::Output, A::Error> {
        Err(never(cx))
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

    /// A number as its digits: with `arbitrary_precision`, or wider than 64 bits.
    fn digits<E: de::Error>(self, digits: &str, cx: &mut Context) -> Result<Self::Output, E> {
        let (_, number) = parse_digits(digits, cx)?;
        self.number(number, cx)
    }

    fn string<E: de::Error>(self, _: &str, cx: &mut Context) -> Result<Self::Output, E> {
        self.refuse(JsonKind::String, cx)
    }

    /// A string borrowed from the input.
    fn string_borrowed<E: de::Error>(
        self,
        text: &'de str,
        cx: &mut Context,
    ) -> Result<Self::Output, E> {
        self.string(text, cx)
    }

    /// A string that can be kept without a copy.
    fn string_owned<E: de::Error>(self, text: String, cx: &mut Context) -> Result<Self::Output, E> {
        self.string(&text, cx)
    }

    fn array<A: SeqAccess<'de>>(self, _: A, cx: &mut Context) -> Result<Self::Output, A::Error> {
        self.refuse(JsonKind::Array, cx)
    }

    /// An object; or a number in the form of an object (see [`number_token`]), which a reader of
    /// objects must check for.
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
/// Always uses `deserialize_any`: JSON is self-describing, and with a type hint `serde_json` would
/// refuse a value of another type itself, in an error without that type. For numbers hints would be
/// wrong: with `arbitrary_precision` a `Value` refuses `1.0` as an `i64`.
#[inline]
pub(super) fn read_kinds<'de, K: Kinds<'de>, D: Deserializer<'de>>(
    kinds: K,
    deserializer: D,
    cx: &mut Context,
) -> Result<K::Output, D::Error> {
    deserializer.deserialize_any(KindsVisitor { kinds, cx })
}

/// Reads one value with a look ahead, if the deserializer is this crate's own over JSON text; else
/// as [`read_kinds`].
#[inline]
pub(super) fn read_ahead<'de, K: Kinds<'de>, D: Deserializer<'de>>(
    kinds: K,
    deserializer: D,
    cx: &mut Context,
) -> Result<K::Output, D::Error> {
    if cx.is_text() {
        // Deserializers over buffered parts of a text take this for `deserialize_any`.
        deserializer.deserialize_enum(LOOK_AHEAD, &[], KindsVisitor { kinds, cx })
    } else {
        read_kinds(kinds, deserializer, cx)
    }
}

/// The name of the enum that [`read_ahead`] asks for; for people who debug.
const LOOK_AHEAD: &str = "a value, with a look ahead";

/// Reads one value and checks it while the deserializer is still at its end, so that a failure has
/// the value's position.
#[inline]
pub(super) fn read_kinds_checked<'de, K: Kinds<'de>, D: Deserializer<'de>>(
    kinds: K,
    deserializer: D,
    cx: &mut Context,
    check: Check<'_, K::Output>,
) -> Result<K::Output, D::Error> {
    let finish = check;
    read_kinds(Then { kinds, finish }, deserializer, cx)
}

/// Parses digits as a number of `serde_json` and of this crate. A number beyond every double is
/// refused, as by `serde_json` without `arbitrary_precision`.
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

/// What follows the reading of a value, while the deserializer is still at its end.
pub(super) trait Finish<'de, T>: Sized {
    /// The type of the result.
    type Output;

    /// Makes the result of what was read. The value may be large: moving it is expensive.
    fn finish<E: de::Error>(self, value: Result<T, E>, cx: &mut Context)
    -> Result<Self::Output, E>;

    /// Reads a value of a text with a look ahead; only for readers that [`read_ahead`] is used for.
    fn ahead<A: EnumAccess<'de>>(self, _: A, cx: &mut Context) -> Result<Self::Output, A::Error> {
        Err(never(cx))
    }
}

/// Reads with `kinds`, then finishes. A separate type, so that other readers, which are the
/// majority, contain no code for it.
pub(super) struct Then<K, F> {
    pub(super) kinds: K,
    pub(super) finish: F,
}

macro_rules! then {
    ($($method:ident<$($error:ident: $bound:path)?>($($value:ident: $type:ty)?) -> $fault:ty;)*) => {$(
        fn $method<$($error: $bound)?>(
            self,
            $($value: $type,)?
            cx: &mut Context,
        ) -> Result<F::Output, $fault> {
            let value = self.kinds.$method($($value,)? cx);
            self.finish.finish(value, cx)
        }
    )*};
}

impl<'de, K: Kinds<'de>, F: Finish<'de, K::Output>> Kinds<'de> for Then<K, F> {
    type Output = F::Output;

    fn expected(&self) -> &'static str {
        self.kinds.expected()
    }

    fn ahead<A: EnumAccess<'de>>(self, access: A, cx: &mut Context) -> Result<F::Output, A::Error> {
        self.finish.ahead(access, cx)
    }

    then! {
        null<E: de::Error>() -> E;
        boolean<E: de::Error>(value: bool) -> E;
        natural<E: de::Error>(value: u64) -> E;
        negative<E: de::Error>(value: i64) -> E;
        number<E: de::Error>(value: Number) -> E;
        double<E: de::Error>(value: f64) -> E;
        digits<E: de::Error>(digits: &str) -> E;
        string<E: de::Error>(text: &str) -> E;
        string_borrowed<E: de::Error>(text: &'de str) -> E;
        string_owned<E: de::Error>(text: String) -> E;
        array<A: SeqAccess<'de>>(items: A) -> A::Error;
        object<A: MapAccess<'de>>(map: A) -> A::Error;
    }
}

impl<T> Finish<'_, T> for Check<'_, T> {
    type Output = T;

    fn finish<E: de::Error>(self, value: Result<T, E>, cx: &mut Context) -> Result<T, E> {
        if let Ok(value) = &value
            && let Err(violation) = self(value)
        {
            return Err(cx.fail(violation));
        }
        value
    }
}

/// The error of a step that serde's protocol allows and this crate never takes.
#[cold]
fn never<E: de::Error>(cx: &mut Context) -> E {
    cx.mismatch("a JSON value", JsonKind::Object)
}

struct KindsVisitor<'c, K> {
    kinds: K,
    cx: &'c mut Context,
}

impl<'de, K: Kinds<'de>> Visitor<'de> for KindsVisitor<'_, K> {
    type Value = K::Output;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kinds.expected())
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        self.kinds.null(self.cx)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Self::Value, A::Error> {
        self.kinds.ahead(access, self.cx)
    }

    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        self.kinds.null(self.cx)
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
        self.kinds.boolean(value, self.cx)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Self::Value, E> {
        self.kinds.natural(value, self.cx)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Self::Value, E> {
        self.kinds.negative(value, self.cx)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Self::Value, E> {
        self.kinds.double(value, self.cx)
    }

    fn visit_u128<E: de::Error>(self, value: u128) -> Result<Self::Value, E> {
        self.kinds.digits(&value.to_string(), self.cx)
    }

    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Self::Value, E> {
        self.kinds.digits(&value.to_string(), self.cx)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        self.kinds.string(text, self.cx)
    }

    #[inline]
    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
        self.kinds.string_borrowed(text, self.cx)
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Self::Value, E> {
        self.kinds.string_owned(text, self.cx)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        self.kinds.array(items, self.cx)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        self.kinds.object(map, self.cx)
    }

    /// Digits as encoded by [`number_token::disguise`]; other bytes are not JSON.
    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        match number_token::digits_of_bytes(bytes) {
            Some(digits) => self.kinds.digits(digits, self.cx),
            None => Err(E::invalid_type(Unexpected::Bytes(bytes), &self)),
        }
    }
}
