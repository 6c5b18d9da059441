//! A branch of [`Event`](super::Event), closed, as the generator would write it.

use schema_runtime::__private::v1 as rt;

/// A branch with only the tag and a number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CallEvent {
    pub(crate) r#type: CallTag,
    pub(crate) seconds: u32,
}

#[derive(Default)]
pub(crate) struct CallEventSlots {
    r#type: Option<CallTag>,
    seconds: Option<u32>,
}

impl<'de> rt::Object<'de> for CallEvent {
    const EXPECTING: &'static str = "a CallEvent object";
    const PARTS: &'static [rt::Part] = &[
        rt::Part::required::<CallTag>("type"),
        rt::Part::required::<u32>("seconds"),
    ];
    type Slots = CallEventSlots;
    type Rest = rt::Closed;

    fn member<A: rt::MapAccess<'de>>(
        slots: &mut CallEventSlots,
        index: usize,
        entry: rt::Entry<'_, A>,
    ) -> Result<(), A::Error> {
        match index {
            0 => entry.fill(&mut slots.r#type),
            1 => entry.fill(&mut slots.seconds),
            _ => entry.nothing(),
        }
    }

    fn finish(slots: CallEventSlots, _: rt::Closed) -> Result<Self, rt::Missing> {
        Ok(Self {
            r#type: rt::require(slots.r#type, "type")?,
            seconds: rt::require(slots.seconds, "seconds")?,
        })
    }
}

impl<'de> rt::Read<'de> for CallEvent {
    fn read<D: rt::Deserializer<'de>>(
        deserializer: D,
        cx: &mut rt::Context,
    ) -> Result<Self, D::Error> {
        rt::object(deserializer, cx)
    }
}

impl rt::Serialize for CallEvent {
    fn serialize<S: rt::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = rt::ObjectWriter::begin(serializer)?;
        out.required("type", &self.r#type)?;
        out.required("seconds", &self.seconds)?;
        out.finish_closed()
    }
}

deserialize!(CallEvent);
shaped!(CallEvent: rt::object_shape::<Self>());
constant!(CallTag, "call");
