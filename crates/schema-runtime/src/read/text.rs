//! Implements serde's `Deserializer` for [`Scanner`]. It behaves as `serde_json`'s own and is
//! faster: UTF-8 is validated once, strings with escapes are decoded into the `String` that is
//! kept, and an error is one machine word.

use serde::{
    Deserializer,
    de::{
        DeserializeSeed, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess, Visitor,
        value::{BorrowedStrDeserializer, UnitDeserializer},
    },
    forward_to_deserialize_any,
};

use super::given::RawNumber;
use crate::text::{Fault, FaultKind, Numeral, Scanner, Text};

impl<'de> Deserializer<'de> for &mut Scanner<'de> {
    type Error = Fault;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        // Most values are strings without escapes, so only this path is inlined into each reader.
        if self.token() == Some(b'"')
            && let Some(text) = self.plain_string()
        {
            let mut value = visitor.visit_borrowed_str(text);
            self.place(&mut value);
            return value;
        }
        deserialize_others(self, visitor)
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.token() == Some(b'n') {
            self.word("null")?;
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    /// Passes the text ahead to the visitor, before the value is read: see
    /// [`look_ahead`](super::look_ahead).
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let mut value = visitor.visit_enum(LookAhead(&mut *self));
        self.place(&mut value);
        value
    }

    // JSON is self-describing.
    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct
        seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// Reads any value whose first byte was peeked at.
#[inline(never)]
fn deserialize_others<'de, V: Visitor<'de>>(
    scanner: &mut Scanner<'de>,
    visitor: V,
) -> Result<V::Value, Fault> {
    let mut value = match scanner.peek() {
        Some(b'{') => {
            scanner.open()?;
            let first = true;
            let members = Members {
                scanner: &mut *scanner,
                first,
            };
            let value = visitor.visit_map(members);
            scanner.leave();
            // Also after an error: the position of a violation of the whole object is after its
            // end.
            let closed = scanner.close_object();
            unless_failed(value, closed)
        }
        Some(b'[') => {
            scanner.open()?;
            let first = true;
            let items = Items {
                scanner: &mut *scanner,
                first,
            };
            let value = visitor.visit_seq(items);
            scanner.leave();
            let closed = scanner.close_array();
            unless_failed(value, closed)
        }
        _ => match scalar(scanner)? {
            Scalar::Null => visitor.visit_unit(),
            Scalar::Boolean(value) => visitor.visit_bool(value),
            Scalar::Natural(number) => visitor.visit_u64(number),
            Scalar::Negative(number) => visitor.visit_i64(number),
            Scalar::Number(number) => number.visit(visitor),
            Scalar::Borrowed(text) => visitor.visit_borrowed_str(text),
            Scalar::Owned(text) => visitor.visit_string(text),
        },
    };
    scanner.place(&mut value);
    value
}

/// The value, or else the first error. The value may be large, and passing it through closures
/// would copy it.
#[inline]
fn unless_failed<T>(mut value: Result<T, Fault>, closed: Result<(), Fault>) -> Result<T, Fault> {
    if let (Ok(_), Err(fault)) = (&value, closed) {
        value = Err(fault);
    }
    value
}

/// A scalar value.
enum Scalar<'de> {
    Null,
    Boolean(bool),
    Natural(u64),
    Negative(i64),
    /// A number that is not an integer of 64 bits.
    Number(RawNumber),
    Borrowed(&'de str),
    Owned(String),
}

/// Reads a scalar whose first byte was peeked at. Not generic over the visitor, so that it is
/// compiled once.
#[inline(never)]
fn scalar<'de>(scanner: &mut Scanner<'de>) -> Result<Scalar<'de>, Fault> {
    match scanner.peek() {
        Some(b'-' | b'0'..=b'9') => match scanner.number()? {
            Numeral::Natural(number) => Ok(Scalar::Natural(number)),
            Numeral::Negative(number) => Ok(Scalar::Negative(number)),
            Numeral::Written(digits) => written(scanner, digits),
        },
        Some(b'n') => scanner.word("null").map(|()| Scalar::Null),
        Some(b't') => scanner.word("true").map(|()| Scalar::Boolean(true)),
        Some(b'f') => scanner.word("false").map(|()| Scalar::Boolean(false)),
        Some(b'"') => {
            scanner.skip();
            Ok(match scanner.string()? {
                Text::Borrowed(text) => Scalar::Borrowed(text),
                Text::Owned(text) => Scalar::Owned(text),
            })
        }
        Some(_) => Err(scanner.ahead(FaultKind::Value)),
        None => Err(scanner.ahead(FaultKind::EndInValue)),
    }
}

/// A number from its digits.
#[cold]
fn written<'de>(scanner: &Scanner<'de>, digits: &str) -> Result<Scalar<'de>, Fault> {
    match digits.parse::<serde_json::Number>() {
        Ok(number) => Ok(Scalar::Number(RawNumber::of(&number))),
        // Scanned digits can fail to parse only because of their range.
        Err(_) => Err(scanner.behind(FaultKind::NumberOutOfRange)),
    }
}

/// The items of an array, after its opening bracket.
struct Items<'s, 'de> {
    scanner: &'s mut Scanner<'de>,
    first: bool,
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Fault;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        if self.scanner.next_item(&mut self.first)? {
            seed.deserialize(&mut *self.scanner).map(Some)
        } else {
            Ok(None)
        }
    }
}

/// The members of an object, after its opening brace.
struct Members<'s, 'de> {
    scanner: &'s mut Scanner<'de>,
    first: bool,
}

impl<'de> MapAccess<'de> for Members<'_, 'de> {
    type Error = Fault;

    #[expect(clippy::inline_always, reason = "a tenth of the time of a typed read")]
    #[inline(always)]
    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        if self.scanner.next_member(&mut self.first)? {
            seed.deserialize(MemberName(self.scanner)).map(Some)
        } else {
            Ok(None)
        }
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        self.scanner.colon()?;
        seed.deserialize(&mut *self.scanner)
    }
}

/// The name of a member, after its first quote. Its reader can pass the expected name to
/// `deserialize_newtype_struct`; if it matches, `visit_unit` is called, and the end of the string
/// need not be searched.
struct MemberName<'s, 'de>(&'s mut Scanner<'de>);

impl<'de> Deserializer<'de> for MemberName<'_, 'de> {
    type Error = Fault;

    // Not inlined, since most names match the expected one.
    #[inline(never)]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0.string()? {
            Text::Borrowed(text) => visitor.visit_borrowed_str(text),
            Text::Owned(text) => visitor.visit_string(text),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_some(self)
    }

    #[expect(clippy::inline_always, reason = "a tenth of the time of a typed read")]
    #[inline(always)]
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        guess: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        if self.0.eat_name(guess) {
            visitor.visit_unit()
        } else {
            self.deserialize_any(visitor)
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// The next value of a text, of which nothing has been read: first the text from there on, then the
/// value.
struct LookAhead<'s, 'de>(&'s mut Scanner<'de>);

impl<'de> EnumAccess<'de> for LookAhead<'_, 'de> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Fault> {
        let value = match self.0.rest() {
            Some(rest) => seed.deserialize(BorrowedStrDeserializer::new(rest)),
            None => seed.deserialize(UnitDeserializer::new()),
        };
        value.map(|value| (value, self))
    }
}

impl<'de> VariantAccess<'de> for LookAhead<'_, 'de> {
    type Error = Fault;

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Fault> {
        seed.deserialize(self.0)
    }

    fn unit_variant(self) -> Result<(), Fault> {
        Err(Fault::custom("not a variant"))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Fault> {
        Err(Fault::custom("not a variant"))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Fault> {
        Err(Fault::custom("not a variant"))
    }
}
