//! A tagged union, as the generator would write it.

use schema_runtime::__private::v1 as rt;

use super::{CallEvent, ChatEvent};

/// A union with the tag `type`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Event {
    Chat(ChatEvent),
    Call(CallEvent),
}

impl<'de> rt::Tagged<'de> for Event {
    const EXPECTING: &'static str = "an Event object";
    const TAG: &'static str = "type";
    const TAGS: &'static [&'static str] = &["chat", "call"];

    fn branch<D: rt::Deserializer<'de>>(
        tag: &str,
        deserializer: D,
        cx: &mut rt::Context,
    ) -> Result<Option<Self>, D::Error> {
        Ok(Some(match tag {
            "chat" => Self::Chat(rt::Read::read(deserializer, cx)?),
            "call" => Self::Call(rt::Read::read(deserializer, cx)?),
            _ => return Ok(None),
        }))
    }
}

impl<'de> rt::Read<'de> for Event {
    fn read<D: rt::Deserializer<'de>>(
        deserializer: D,
        cx: &mut rt::Context,
    ) -> Result<Self, D::Error> {
        rt::tagged(deserializer, cx)
    }
}

impl rt::Serialize for Event {
    fn serialize<S: rt::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Chat(event) => event.serialize(serializer),
            Self::Call(event) => event.serialize(serializer),
        }
    }
}

deserialize!(Event);
shaped!(Event: rt::Shape::Named(|| const {
    &rt::Shape::ByTag {
        tag: "type",
        branches: &[
            ("chat", <ChatEvent as rt::Shaped>::SHAPE),
            ("call", <CallEvent as rt::Shaped>::SHAPE),
        ],
    }
}));
