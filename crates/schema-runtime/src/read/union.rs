//! The reader of unions whose discriminator is the JSON type. The value is passed to the variant's
//! reader while it streams, without a buffer.

use std::marker::PhantomData;

use serde::{
    Deserializer,
    de::{
        self, EnumAccess, MapAccess, SeqAccess,
        value::{BoolDeserializer, MapAccessDeserializer, SeqAccessDeserializer, UnitDeserializer},
    },
};

use super::{
    Context,
    given::{NotNull, NumberDeserializer, RawNumber, Text, TextDeserializer},
    kinds::{Kinds, read_ahead, read_kinds},
    look_ahead::{LooksAhead, look_ahead},
    number_token,
    resumed::Resumed,
};
use crate::{JsonKind, Number};

/// A union that is discriminated by the JSON type: how each JSON type is read. The default methods
/// refuse.
pub trait Union<'de>: Sized {
    /// The JSON types in words: "a string or an integer".
    const EXPECTING: &'static str;
    /// The JSON types.
    const KINDS: &'static [JsonKind];

    /// Reads `null`.
    ///
    /// # Errors
    ///
    /// By default always.
    fn null<D: Deserializer<'de>>(_: D, cx: &mut Context) -> Result<Self, D::Error> {
        Err(cx.mismatch(Self::EXPECTING, JsonKind::Null))
    }

    /// Reads a boolean.
    ///
    /// # Errors
    ///
    /// By default always.
    fn boolean<D: Deserializer<'de>>(_: D, cx: &mut Context) -> Result<Self, D::Error> {
        Err(cx.mismatch(Self::EXPECTING, JsonKind::Boolean))
    }

    /// Reads a number.
    ///
    /// # Errors
    ///
    /// By default always.
    fn number<D: Deserializer<'de>>(_: D, cx: &mut Context) -> Result<Self, D::Error> {
        Err(cx.mismatch(Self::EXPECTING, JsonKind::Number))
    }

    /// Reads a string.
    ///
    /// # Errors
    ///
    /// By default always.
    fn string<D: Deserializer<'de>>(_: D, cx: &mut Context) -> Result<Self, D::Error> {
        Err(cx.mismatch(Self::EXPECTING, JsonKind::String))
    }

    /// Reads an array.
    ///
    /// # Errors
    ///
    /// By default always.
    fn array<D: Deserializer<'de>>(_: D, cx: &mut Context) -> Result<Self, D::Error> {
        Err(cx.mismatch(Self::EXPECTING, JsonKind::Array))
    }

    /// Reads an object.
    ///
    /// # Errors
    ///
    /// By default always.
    fn object<D: Deserializer<'de>>(_: D, cx: &mut Context) -> Result<Self, D::Error> {
        Err(cx.mismatch(Self::EXPECTING, JsonKind::Object))
    }
}

/// Reads a union by JSON type.
///
/// # Errors
///
/// A value of a JSON type that the union does not have (keyword `type`), and the errors of the
/// branch.
pub fn union<'de, T: Union<'de>, D: Deserializer<'de>>(
    deserializer: D,
    cx: &mut Context,
) -> Result<T, D::Error> {
    if const { has_containers(T::KINDS) } {
        read_ahead(UnionReader(PhantomData), deserializer, cx)
    } else {
        // Scalars contain no unions that could look ahead.
        read_kinds(UnionReader(PhantomData), deserializer, cx)
    }
}

const fn has_containers(kinds: &[JsonKind]) -> bool {
    let mut kinds = kinds;
    while let [kind, rest @ ..] = kinds {
        if matches!(kind, JsonKind::Array | JsonKind::Object) {
            return true;
        }
        kinds = rest;
    }
    false
}

struct UnionReader<T>(PhantomData<T>);

impl<'de, T: Union<'de>> UnionReader<T> {
    fn raw_number<E: de::Error>(number: RawNumber, cx: &mut Context) -> Result<T, E> {
        T::number(NumberDeserializer::new(number), cx)
    }

    fn text<E: de::Error>(text: Text<'_, 'de>, cx: &mut Context) -> Result<T, E> {
        T::string(TextDeserializer::new(text), cx)
    }
}

impl<'de, T: Union<'de>> Kinds<'de> for UnionReader<T> {
    type Output = T;

    fn expected(&self) -> &'static str {
        T::EXPECTING
    }

    fn ahead<A: EnumAccess<'de>>(self, access: A, cx: &mut Context) -> Result<T, A::Error> {
        look_ahead(self, access, cx)
    }

    fn null<E: de::Error>(self, cx: &mut Context) -> Result<T, E> {
        T::null(UnitDeserializer::new(), cx)
    }

    fn boolean<E: de::Error>(self, value: bool, cx: &mut Context) -> Result<T, E> {
        T::boolean(NotNull(BoolDeserializer::new(value)), cx)
    }

    fn number<E: de::Error>(self, number: Number, cx: &mut Context) -> Result<T, E> {
        Self::raw_number(RawNumber::Integer(number), cx)
    }

    fn double<E: de::Error>(self, value: f64, cx: &mut Context) -> Result<T, E> {
        Self::raw_number(RawNumber::Double(value), cx)
    }

    fn digits<E: de::Error>(self, digits: &str, cx: &mut Context) -> Result<T, E> {
        Self::raw_number(RawNumber::Digits(digits.to_owned()), cx)
    }

    fn string<E: de::Error>(self, text: &str, cx: &mut Context) -> Result<T, E> {
        Self::text(Text::Copied(text), cx)
    }

    fn string_borrowed<E: de::Error>(self, text: &'de str, cx: &mut Context) -> Result<T, E> {
        Self::text(Text::Borrowed(text), cx)
    }

    fn string_owned<E: de::Error>(self, text: String, cx: &mut Context) -> Result<T, E> {
        Self::text(Text::Owned(text), cx)
    }

    fn array<A: SeqAccess<'de>>(self, items: A, cx: &mut Context) -> Result<T, A::Error> {
        T::array(NotNull(SeqAccessDeserializer::new(items)), cx)
    }

    fn object<A: MapAccess<'de>>(self, mut map: A, cx: &mut Context) -> Result<T, A::Error> {
        let first = number_token::first_name(&mut map)?;
        if first.as_deref().is_some_and(number_token::is_number_token) {
            let digits = map.next_value()?;
            return Self::raw_number(RawNumber::Digits(digits), cx);
        }
        let object = MapAccessDeserializer::new(Resumed::at(first, map));
        T::object(NotNull(object), cx)
    }
}

/// Arrays and objects are passed on before they are begun, so that unions inside of them can look
/// ahead; scalars are read first.
impl<'de, T: Union<'de>> LooksAhead<'de> for UnionReader<T> {
    type Output = T;
    /// The JSON type, if it is one of an array or an object.
    type Decision = Option<JsonKind>;

    fn decide(&self, rest: &'de str, _: &mut Context) -> Option<JsonKind> {
        let kind = match rest.as_bytes().first() {
            Some(b'{') => JsonKind::Object,
            Some(b'[') => JsonKind::Array,
            _ => return None,
        };
        T::KINDS.contains(&kind).then_some(kind)
    }

    fn read<D: Deserializer<'de>>(
        self,
        kind: Option<JsonKind>,
        deserializer: D,
        cx: &mut Context,
    ) -> Result<T, D::Error> {
        match kind {
            Some(JsonKind::Object) => T::object(deserializer, cx),
            Some(JsonKind::Array) => T::array(deserializer, cx),
            _ => read_kinds(self, deserializer, cx),
        }
    }
}
