//! Deserializers over values that a reader already holds, for handing them on to the reader of a union's branch.

use std::marker::PhantomData;

use serde::{
    Deserializer,
    de::{
        self, IntoDeserializer, Visitor,
        value::{MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};
use serde_json::Value;

use super::number_token;
use crate::Number;

/// Everything but `deserialize_any` and `deserialize_option`: JSON describes itself.
macro_rules! forward_hints {
    () => {
        forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct
            seq tuple tuple_struct map struct enum identifier ignored_any
        }
    };
}

/// A value that is not `null`. Serde's own value deserializers answer `deserialize_option` as if it were `deserialize_any`.
pub(super) struct NotNull<D>(pub(super) D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for NotNull<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_some(self)
    }

    forward_hints!();
}

/// A string: from the input, from a buffer, or owned.
pub(super) enum Text<'t, 'de> {
    Borrowed(&'de str),
    Copied(&'t str),
    Owned(String),
}

pub(super) struct TextDeserializer<'t, 'de, E>(pub(super) Text<'t, 'de>, PhantomData<E>);

impl<'t, 'de, E> TextDeserializer<'t, 'de, E> {
    pub(super) fn new(text: Text<'t, 'de>) -> Self {
        Self(text, PhantomData)
    }
}

impl<'de, E: de::Error> Deserializer<'de> for TextDeserializer<'_, 'de, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.0 {
            Text::Borrowed(text) => visitor.visit_borrowed_str(text),
            Text::Copied(text) => visitor.visit_str(text),
            Text::Owned(text) => visitor.visit_string(text),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_some(self)
    }

    forward_hints!();
}

/// A number as it came.
pub(super) enum Amount {
    /// As an integer.
    Counted(Number),
    /// As a double, which may be integral: `1.0` stays `1.0` where values are kept.
    Double(f64),
    /// By its digits, under `arbitrary_precision`.
    Digits(String),
}

impl Amount {
    pub(super) fn of(number: &serde_json::Number) -> Self {
        if let Some(natural) = number.as_u64() {
            return Self::Counted(natural.into());
        }
        if let Some(integer) = number.as_i64() {
            return Self::Counted(integer.into());
        }
        match number.as_f64() {
            Some(double) if !number_token::is_in_use() => Self::Double(double),
            _ => Self::Digits(number.to_string()),
        }
    }

    pub(super) fn visit<'de, V: Visitor<'de>, E: de::Error>(
        self,
        visitor: V,
    ) -> Result<V::Value, E> {
        match self {
            Self::Counted(number) => match (number.as_u64(), number.as_i64()) {
                (Some(natural), _) => visitor.visit_u64(natural),
                (None, Some(integer)) => visitor.visit_i64(integer),
                (None, None) => visitor.visit_f64(number.as_f64()),
            },
            Self::Double(double) => visitor.visit_f64(double),
            Self::Digits(digits) => visitor.visit_byte_buf(number_token::disguise(&digits)),
        }
    }
}

pub(super) struct AmountDeserializer<E>(Amount, PhantomData<E>);

impl<E> AmountDeserializer<E> {
    pub(super) fn new(amount: Amount) -> Self {
        Self(amount, PhantomData)
    }
}

impl<'de, E: de::Error> Deserializer<'de> for AmountDeserializer<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        self.0.visit(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_some(self)
    }

    forward_hints!();
}

/// A `Value`, with any error type; `serde_json`'s own deserializer of values has but one.
pub(super) struct ValueDeserializer<E>(Value, PhantomData<E>);

impl<E> ValueDeserializer<E> {
    pub(super) fn new(value: Value) -> Self {
        Self(value, PhantomData)
    }
}

impl<'de, E: de::Error> Deserializer<'de> for ValueDeserializer<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(value),
            Value::Number(number) => Amount::of(&number).visit(visitor),
            Value::String(text) => visitor.visit_string(text),
            Value::Array(items) => {
                visitor.visit_seq(SeqDeserializer::new(items.into_iter().map(Self::new)))
            }
            Value::Object(members) => {
                let members = members
                    .into_iter()
                    .map(|(name, value)| (name, Self::new(value)));
                visitor.visit_map(MapDeserializer::new(members))
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        if self.0.is_null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    forward_hints!();
}

impl<E: de::Error> IntoDeserializer<'_, E> for ValueDeserializer<E> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
