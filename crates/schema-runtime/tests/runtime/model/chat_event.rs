//! A branch of [`Event`](super::Event), open, as the generator would write it.

use schema_runtime::{__private::v1 as rt, Extra};

use super::Requester;

/// A branch with a list, to test paths into buffered properties.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ChatEvent {
    pub(crate) r#type: ChatTag,
    pub(crate) lines: Vec<Requester>,
    pub(crate) note: Option<String>,
    pub(crate) extra: Extra,
}

#[derive(Default)]
pub(crate) struct ChatEventSlots {
    r#type: Option<ChatTag>,
    lines: Option<Vec<Requester>>,
    note: Option<String>,
}

impl<'de> rt::Object<'de> for ChatEvent {
    const EXPECTING: &'static str = "a ChatEvent object";
    const PARTS: &'static [rt::Part] = &[
        rt::Part::required::<ChatTag>("type"),
        rt::Part::required::<Vec<Requester>>("lines"),
        rt::Part::optional::<String>("note"),
    ];
    type Slots = ChatEventSlots;
    type Rest = Extra;

    fn member<A: rt::MapAccess<'de>>(
        slots: &mut ChatEventSlots,
        index: usize,
        entry: rt::Entry<'_, A>,
    ) -> Result<(), A::Error> {
        match index {
            0 => entry.fill(&mut slots.r#type),
            1 => entry.fill(&mut slots.lines),
            2 => entry.fill(&mut slots.note),
            _ => entry.nothing(),
        }
    }

    fn finish(slots: ChatEventSlots, extra: Extra) -> Result<Self, rt::Missing> {
        Ok(Self {
            r#type: rt::require(slots.r#type, "type")?,
            lines: rt::require(slots.lines, "lines")?,
            note: slots.note,
            extra,
        })
    }
}

impl<'de> rt::Read<'de> for ChatEvent {
    fn read<D: rt::Deserializer<'de>>(
        deserializer: D,
        cx: &mut rt::Context,
    ) -> Result<Self, D::Error> {
        rt::object(deserializer, cx)
    }
}

impl rt::Serialize for ChatEvent {
    fn serialize<S: rt::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = rt::ObjectWriter::begin(serializer)?;
        out.required("type", &self.r#type)?;
        out.required("lines", &self.lines)?;
        out.optional("note", &self.note)?;
        out.finish_open(&self.extra, <Self as rt::Object>::PARTS)
    }
}

deserialize!(ChatEvent);
shaped!(ChatEvent: rt::object_shape::<Self>());
constant!(ChatTag, "chat");
