//! A closed enum, as the generator would write it.

use schema_runtime::__private::v1 as rt;

/// A closed enum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    New,
    OnHold,
}

impl rt::StringEnum for Status {
    const EXPECTING: &'static str = "one of `new`, `on-hold`";

    fn from_wire(text: &str) -> Option<Self> {
        match text {
            "new" => Some(Self::New),
            "on-hold" => Some(Self::OnHold),
            _ => None,
        }
    }
}

impl<'de> rt::Read<'de> for Status {
    fn read<D: rt::Deserializer<'de>>(
        deserializer: D,
        cx: &mut rt::Context,
    ) -> Result<Self, D::Error> {
        rt::string_enum(deserializer, cx)
    }
}

impl rt::Serialize for Status {
    fn serialize<S: rt::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::New => "new",
            Self::OnHold => "on-hold",
        })
    }
}

deserialize!(Status);
shaped!(Status: rt::Shape::OneOf(&["new", "on-hold"]));
