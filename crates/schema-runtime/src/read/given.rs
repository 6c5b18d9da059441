//! Deserializers over values that have already been read, to pass them to the reader of a union's
//! branch.

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

/// Forwards all methods except `deserialize_any` and `deserialize_option` to `deserialize_any`:
/// JSON is self-describing.
macro_rules! forward_hints {
    () => {
        forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct
            seq tuple tuple_struct map struct enum identifier ignored_any
        }
    };
}

/// A value that is not `null`. Serde's own value deserializers treat `deserialize_option` as
/// `deserialize_any`, which would not call `visit_some`.
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

/// A string: borrowed from the input, borrowed from a buffer, or owned.
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

/// A number in the form in which it was read.
pub(super) enum RawNumber {
    /// An integer of 64 bits.
    Integer(Number),
    /// A double, possibly without a fraction: `1.0` is kept as `1.0` in a `Value`.
    Double(f64),
    /// The digits, with `arbitrary_precision`.
    Digits(String),
}

impl RawNumber {
    pub(super) fn of(number: &serde_json::Number) -> Self {
        if let Some(natural) = number.as_u64() {
            return Self::Integer(natural.into());
        }
        if let Some(integer) = number.as_i64() {
            return Self::Integer(integer.into());
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
            Self::Integer(number) => match (number.as_u64(), number.as_i64()) {
                (Some(natural), _) => visitor.visit_u64(natural),
                (None, Some(integer)) => visitor.visit_i64(integer),
                (None, None) => visitor.visit_f64(number.as_f64()),
            },
            Self::Double(double) => visitor.visit_f64(double),
            Self::Digits(digits) => visitor.visit_byte_buf(number_token::disguise(&digits)),
        }
    }
}

pub(super) struct NumberDeserializer<E>(RawNumber, PhantomData<E>);

impl<E> NumberDeserializer<E> {
    pub(super) fn new(number: RawNumber) -> Self {
        Self(number, PhantomData)
    }
}

impl<'de, E: de::Error> Deserializer<'de> for NumberDeserializer<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        self.0.visit(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_some(self)
    }

    forward_hints!();
}

/// A `Value`, with any error type; `serde_json`'s own deserializer has a fixed one.
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
            Value::Number(number) => RawNumber::of(&number).visit(visitor),
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
