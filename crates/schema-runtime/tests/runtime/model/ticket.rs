//! An object with properties of every presence and of most types, as the generator would write it.

use schema_runtime::{__private::v1 as rt, DateTime, Extra, Integer, Map, Presence};

use super::{Channel, Detail, Event, Requester, Status, Subject};

/// An open object with properties of each presence and of most types.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ticket {
    pub(crate) id: Integer,
    pub(crate) status: Status,
    pub(crate) assignee_id: Option<Integer>,
    pub(crate) requester: Option<Requester>,
    pub(crate) subject: Option<Subject>,
    pub(crate) external_id: Presence<String>,
    pub(crate) channel: Option<Channel>,
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) labels: Option<Map<i8>>,
    pub(crate) created: Option<DateTime>,
    pub(crate) parent: Option<Box<Ticket>>,
    pub(crate) odd_name: Option<bool>,
    pub(crate) detail: Option<Detail>,
    pub(crate) events: Option<Vec<Event>>,
    pub(crate) extra: Extra,
}

#[derive(Default)]
pub(crate) struct TicketSlots {
    id: Option<Integer>,
    status: Option<Status>,
    #[expect(clippy::option_option, reason = "a slot of a nullable member")]
    assignee_id: Option<Option<Integer>>,
    requester: Option<Requester>,
    subject: Option<Subject>,
    external_id: Presence<String>,
    channel: Option<Channel>,
    tags: Option<Vec<String>>,
    labels: Option<Map<i8>>,
    created: Option<DateTime>,
    parent: Option<Box<Ticket>>,
    odd_name: Option<bool>,
    detail: Option<Detail>,
    events: Option<Vec<Event>>,
}

impl<'de> rt::Object<'de> for Ticket {
    const EXPECTING: &'static str = "a Ticket object";
    const PARTS: &'static [rt::Part] = &[
        rt::Part::required::<Integer>("id"),
        rt::Part::required::<Status>("status"),
        rt::Part::required::<Option<Integer>>("assignee_id"),
        rt::Part::optional::<Requester>("requester"),
        rt::Part::optional::<Subject>("subject"),
        rt::Part::optional::<Option<String>>("external_id"),
        rt::Part::optional::<Channel>("channel"),
        rt::Part::optional::<Vec<String>>("tags"),
        rt::Part::optional::<Map<i8>>("labels"),
        rt::Part::optional::<DateTime>("created"),
        rt::Part::optional::<Box<Ticket>>("parent"),
        rt::Part::optional::<bool>("a/b~ü"),
        rt::Part::optional::<Detail>("detail"),
        rt::Part::optional::<Vec<Event>>("events"),
    ];
    type Slots = TicketSlots;
    type Rest = Extra;

    fn member<A: rt::MapAccess<'de>>(
        slots: &mut TicketSlots,
        index: usize,
        entry: rt::Entry<'_, A>,
    ) -> Result<(), A::Error> {
        match index {
            0 => entry.fill(&mut slots.id),
            1 => entry.fill(&mut slots.status),
            2 => entry.fill(&mut slots.assignee_id),
            3 => entry.fill(&mut slots.requester),
            4 => entry.fill(&mut slots.subject),
            5 => entry.fill_presence(&mut slots.external_id),
            6 => entry.fill(&mut slots.channel),
            7 => entry.fill(&mut slots.tags),
            8 => entry.fill(&mut slots.labels),
            9 => entry.fill(&mut slots.created),
            10 => entry.fill(&mut slots.parent),
            11 => entry.fill(&mut slots.odd_name),
            12 => entry.fill(&mut slots.detail),
            13 => entry.fill(&mut slots.events),
            _ => entry.nothing(),
        }
    }

    fn finish(slots: TicketSlots, extra: Extra) -> Result<Self, rt::Missing> {
        Ok(Self {
            id: rt::require(slots.id, "id")?,
            status: rt::require(slots.status, "status")?,
            assignee_id: rt::require(slots.assignee_id, "assignee_id")?,
            requester: slots.requester,
            subject: slots.subject,
            external_id: slots.external_id,
            channel: slots.channel,
            tags: slots.tags,
            labels: slots.labels,
            created: slots.created,
            parent: slots.parent,
            odd_name: slots.odd_name,
            detail: slots.detail,
            events: slots.events,
            extra,
        })
    }
}

impl<'de> rt::Read<'de> for Ticket {
    fn read<D: rt::Deserializer<'de>>(
        deserializer: D,
        cx: &mut rt::Context,
    ) -> Result<Self, D::Error> {
        rt::object(deserializer, cx)
    }
}

impl rt::Serialize for Ticket {
    fn serialize<S: rt::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = rt::ObjectWriter::begin(serializer)?;
        out.required("id", &self.id)?;
        out.required("status", &self.status)?;
        out.required("assignee_id", &self.assignee_id)?;
        out.optional("requester", &self.requester)?;
        out.optional("subject", &self.subject)?;
        out.presence("external_id", &self.external_id)?;
        out.optional("channel", &self.channel)?;
        out.optional("tags", &self.tags)?;
        out.optional("labels", &self.labels)?;
        out.optional("created", &self.created)?;
        out.optional("parent", &self.parent)?;
        out.optional("a/b~ü", &self.odd_name)?;
        out.optional("detail", &self.detail)?;
        out.optional("events", &self.events)?;
        out.finish_open(&self.extra, <Self as rt::Object>::PARTS)
    }
}

deserialize!(Ticket);
shaped!(Ticket: rt::object_shape::<Self>());
