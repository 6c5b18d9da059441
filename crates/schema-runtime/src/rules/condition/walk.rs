//! Visits a `Serialize` value without building a `Value`: the only serializer of the residual
//! checks.
//!
//! It distinguishes scalars, arrays and objects, and must not depend on the tests that use it.

use serde::Serialize;
use serde::ser::{self, Impossible, SerializeMap, SerializeSeq, SerializeStruct, Serializer};

use super::scalar::Scalar;
use crate::Number;

/// Visits a value and returns the visitor's output.
///
/// # Errors
///
/// If the value cannot be serialized as JSON.
pub(super) fn walk<T: ?Sized + Serialize, W: Walk>(
    value: &T,
    walk: W,
) -> Result<W::Output, Unwritable> {
    value.serialize(Walker(walk))
}

/// A visitor of a value. Exactly one of its methods is called.
pub(super) trait Walk: Sized {
    /// The result of the visit.
    type Output;
    /// The visitor of an array's items.
    type Items: Items<Output = Self::Output>;
    /// The visitor of an object's members.
    type Members: Members<Output = Self::Output>;

    fn scalar(self, scalar: Scalar<'_>) -> Self::Output;
    fn items(self) -> Self::Items;
    fn members(self) -> Self::Members;
}

/// A visitor of every item of an array.
pub(super) trait Items {
    type Output;

    fn item<T: ?Sized + Serialize>(&mut self, item: &T) -> Result<(), Unwritable>;
    fn end(self) -> Self::Output;
}

/// A visitor of every member of an object.
pub(super) trait Members {
    type Output;

    fn member<T: ?Sized + Serialize>(&mut self, name: &str, value: &T) -> Result<(), Unwritable>;
    fn end(self) -> Self::Output;
}

/// The value cannot be serialized as JSON. This never happens to a value that has been read.
#[derive(Debug)]
pub(super) struct Unwritable;

impl std::fmt::Display for Unwritable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the value cannot be written as JSON")
    }
}

impl std::error::Error for Unwritable {}

impl ser::Error for Unwritable {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }
}

/// The serializer that drives a visitor.
struct Walker<W>(W);

impl<W: Walk> Walker<W> {
    fn number(self, number: Option<Number>) -> Result<W::Output, Unwritable> {
        let number = number.ok_or(Unwritable)?;
        Ok(self.0.scalar(Scalar::Number(number)))
    }
}

macro_rules! integers {
    ($($method:ident($int:ty))*) => {$(
        fn $method(self, value: $int) -> Result<W::Output, Unwritable> {
            self.number(Some(value.into()))
        }
    )*};
}

impl<W: Walk> Serializer for Walker<W> {
    type Ok = W::Output;
    type Error = Unwritable;
    type SerializeSeq = InArray<W::Items>;
    type SerializeTuple = Impossible<W::Output, Unwritable>;
    type SerializeTupleStruct = Impossible<W::Output, Unwritable>;
    type SerializeTupleVariant = Impossible<W::Output, Unwritable>;
    type SerializeMap = InObject<W::Members>;
    type SerializeStruct = Digits<W>;
    type SerializeStructVariant = Impossible<W::Output, Unwritable>;

    integers! {
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64)
    }

    fn serialize_bool(self, value: bool) -> Result<W::Output, Unwritable> {
        Ok(self.0.scalar(Scalar::Boolean(value)))
    }

    fn serialize_f32(self, value: f32) -> Result<W::Output, Unwritable> {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Result<W::Output, Unwritable> {
        self.number(Number::from_f64(value))
    }

    fn serialize_char(self, value: char) -> Result<W::Output, Unwritable> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<W::Output, Unwritable> {
        Ok(self.0.scalar(Scalar::Text(text)))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<W::Output, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_none(self) -> Result<W::Output, Unwritable> {
        self.serialize_unit()
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<W::Output, Unwritable> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<W::Output, Unwritable> {
        Ok(self.0.scalar(Scalar::Null))
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<W::Output, Unwritable> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<W::Output, Unwritable> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<W::Output, Unwritable> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<W::Output, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<InArray<W::Items>, Unwritable> {
        Ok(InArray(self.0.items()))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<InObject<W::Members>, Unwritable> {
        Ok(InObject {
            members: self.0.members(),
            name: String::new(),
        })
    }

    /// The only struct that represents a JSON value: a number with `arbitrary_precision`.
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Digits<W>, Unwritable> {
        Ok(Digits {
            walker: self,
            number: None,
        })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unwritable> {
        Err(Unwritable)
    }
}

struct InArray<I>(I);

impl<I: Items> SerializeSeq for InArray<I> {
    type Ok = I::Output;
    type Error = Unwritable;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, item: &T) -> Result<(), Unwritable> {
        self.0.item(item)
    }

    fn end(self) -> Result<I::Output, Unwritable> {
        Ok(self.0.end())
    }
}

struct InObject<M> {
    members: M,
    /// The name of the member whose value follows.
    name: String,
}

impl<M: Members> SerializeMap for InObject<M> {
    type Ok = M::Output;
    type Error = Unwritable;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Result<(), Unwritable> {
        self.name = text_of(key)?;
        Ok(())
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.members.member(&self.name, value)
    }

    fn end(self) -> Result<M::Output, Unwritable> {
        Ok(self.members.end())
    }
}

/// A number given by its digits.
struct Digits<W> {
    walker: Walker<W>,
    number: Option<Number>,
}

impl<W: Walk> SerializeStruct for Digits<W> {
    type Ok = W::Output;
    type Error = Unwritable;

    fn serialize_field<T: ?Sized + Serialize>(
        &mut self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        let digits = text_of(value)?;
        self.number = digits.parse().ok().as_ref().and_then(Number::from_json);
        Ok(())
    }

    fn end(self) -> Result<W::Output, Unwritable> {
        self.walker.number(self.number)
    }
}

/// The content of a value that serializes as a string.
fn text_of<T: ?Sized + Serialize>(value: &T) -> Result<String, Unwritable> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => Ok(text),
        _ => Err(Unwritable),
    }
}
