//! An open enum, as the generator would write it.

use schema_runtime::{__private::v1 as rt, UnknownValue};

/// An open enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Channel {
    Email,
    Unknown(UnknownValue),
}

impl rt::StringEnum for Channel {
    const EXPECTING: &'static str = "a string";

    fn from_wire(text: &str) -> Option<Self> {
        Some(match text {
            "email" => Self::Email,
            _ => Self::Unknown(rt::unknown(text)),
        })
    }
}

impl<'de> rt::Read<'de> for Channel {
    fn read<D: rt::Deserializer<'de>>(
        deserializer: D,
        cx: &mut rt::Context,
    ) -> Result<Self, D::Error> {
        rt::string_enum(deserializer, cx)
    }
}

impl rt::Serialize for Channel {
    fn serialize<S: rt::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::Email => "email",
            Self::Unknown(text) => text.as_str(),
        })
    }
}

deserialize!(Channel);
shaped!(Channel: rt::Shape::String);
