//! A closed object, as the generator would write it.

use schema_runtime::__private::v1 as rt;

/// A closed object.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Requester {
    pub(crate) email: String,
    pub(crate) age: Option<u8>,
}

#[derive(Default)]
pub(crate) struct RequesterSlots {
    email: Option<String>,
    age: Option<u8>,
}

impl<'de> rt::Object<'de> for Requester {
    const EXPECTING: &'static str = "a Requester object";
    const PARTS: &'static [rt::Part] = &[
        rt::Part::required::<String>("email"),
        rt::Part::optional::<u8>("age"),
    ];
    type Slots = RequesterSlots;
    type Rest = rt::Closed;

    fn member<A: rt::MapAccess<'de>>(
        slots: &mut RequesterSlots,
        index: usize,
        entry: rt::Entry<'_, A>,
    ) -> Result<(), A::Error> {
        match index {
            0 => entry.fill(&mut slots.email),
            1 => entry.fill(&mut slots.age),
            _ => entry.nothing(),
        }
    }

    fn finish(slots: RequesterSlots, _: rt::Closed) -> Result<Self, rt::Missing> {
        Ok(Self {
            email: rt::require(slots.email, "email")?,
            age: slots.age,
        })
    }
}

impl<'de> rt::Read<'de> for Requester {
    fn read<D: rt::Deserializer<'de>>(
        deserializer: D,
        cx: &mut rt::Context,
    ) -> Result<Self, D::Error> {
        rt::object(deserializer, cx)
    }
}

impl rt::Serialize for Requester {
    fn serialize<S: rt::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = rt::ObjectWriter::begin(serializer)?;
        out.required("email", &self.email)?;
        out.optional("age", &self.age)?;
        out.finish_closed()
    }
}

deserialize!(Requester);
shaped!(Requester: rt::object_shape::<Self>());
