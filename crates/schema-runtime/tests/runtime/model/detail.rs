//! A union that is discriminated by the JSON type, as the generator would write it.

use schema_runtime::{__private::v1 as rt, Integer};

use super::Requester;

/// A union by JSON type.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Detail {
    Null,
    Flag(bool),
    Count(Integer),
    Text(String),
    List(Vec<i8>),
    Person(Requester),
}

impl<'de> rt::Union<'de> for Detail {
    const EXPECTING: &'static str = "anything";

    fn null<D: rt::Deserializer<'de>>(d: D, cx: &mut rt::Context) -> Result<Self, D::Error> {
        <schema_runtime::Null as rt::Read>::read(d, cx).map(|_| Self::Null)
    }

    fn boolean<D: rt::Deserializer<'de>>(d: D, cx: &mut rt::Context) -> Result<Self, D::Error> {
        rt::Read::read(d, cx).map(Self::Flag)
    }

    fn number<D: rt::Deserializer<'de>>(d: D, cx: &mut rt::Context) -> Result<Self, D::Error> {
        rt::Read::read(d, cx).map(Self::Count)
    }

    fn string<D: rt::Deserializer<'de>>(d: D, cx: &mut rt::Context) -> Result<Self, D::Error> {
        rt::Read::read(d, cx).map(Self::Text)
    }

    fn array<D: rt::Deserializer<'de>>(d: D, cx: &mut rt::Context) -> Result<Self, D::Error> {
        rt::Read::read(d, cx).map(Self::List)
    }

    fn object<D: rt::Deserializer<'de>>(d: D, cx: &mut rt::Context) -> Result<Self, D::Error> {
        rt::Read::read(d, cx).map(Self::Person)
    }
}

impl<'de> rt::Read<'de> for Detail {
    fn read<D: rt::Deserializer<'de>>(
        deserializer: D,
        cx: &mut rt::Context,
    ) -> Result<Self, D::Error> {
        rt::union(deserializer, cx)
    }
}

impl rt::Serialize for Detail {
    fn serialize<S: rt::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => rt::write_constant(serializer, "null"),
            Self::Flag(value) => value.serialize(serializer),
            Self::Count(value) => value.serialize(serializer),
            Self::Text(value) => value.serialize(serializer),
            Self::List(value) => value.serialize(serializer),
            Self::Person(value) => value.serialize(serializer),
        }
    }
}

deserialize!(Detail);
shaped!(Detail: rt::Shape::Named(|| const {
    &rt::Shape::ByKind(&[
        (rt::JsonKind::Null, rt::Shape::Null),
        (rt::JsonKind::Boolean, rt::Shape::Boolean),
        (rt::JsonKind::Number, <Integer as rt::Shaped>::SHAPE),
        (rt::JsonKind::String, rt::Shape::String),
        (rt::JsonKind::Array, <Vec<i8> as rt::Shaped>::SHAPE),
        (rt::JsonKind::Object, <Requester as rt::Shaped>::SHAPE),
    ])
}));
