//! Types as the generator would write them: one of each shape the runtime serves.

use schema_runtime::{
    __private::v1 as rt, ConstraintError, DateTime, Extra, Integer, Map, Presence, UnknownValue,
};

/// `Deserialize` through the type's reader, as each generated type has it.
macro_rules! deserialize {
    ($($type:ty)*) => {$(
        impl<'de> rt::Deserialize<'de> for $type {
            fn deserialize<D: rt::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                rt::deserialize(deserializer)
            }
        }
    )*};
}

deserialize!(Ticket Requester Status Channel Subject Detail Event ChatEvent CallEvent Pair Row);

/// What a type accepts, as each generated type has it.
macro_rules! shaped {
    ($($type:ty: $shape:expr;)*) => {$(
        impl rt::Shaped for $type {
            const SHAPE: rt::Shape = $shape;
        }
    )*};
}

shaped! {
    Ticket: rt::object_shape::<Self>();
    Requester: rt::object_shape::<Self>();
    ChatEvent: rt::object_shape::<Self>();
    CallEvent: rt::object_shape::<Self>();
    ChatTag: rt::Shape::Constant("chat");
    CallTag: rt::Shape::Constant("call");
    Status: rt::Shape::OneOf(&["new", "on-hold"]);
    Channel: rt::Shape::String;
    Subject: rt::constrained_shape::<Self>(&[rt::Rule::MinLength(1), rt::Rule::MaxLength(5)]);
    Detail: rt::Shape::Named(|| const {
        &rt::Shape::ByKind(&[
            (rt::JsonKind::Null, rt::Shape::Null),
            (rt::JsonKind::Boolean, rt::Shape::Boolean),
            (rt::JsonKind::Number, <Integer as rt::Shaped>::SHAPE),
            (rt::JsonKind::String, rt::Shape::String),
            (rt::JsonKind::Array, <Vec<i8> as rt::Shaped>::SHAPE),
            (rt::JsonKind::Object, <Requester as rt::Shaped>::SHAPE),
        ])
    });
    Event: rt::Shape::Named(|| const {
        &rt::Shape::ByTag {
            tag: "type",
            branches: &[
                ("chat", <ChatEvent as rt::Shaped>::SHAPE),
                ("call", <CallEvent as rt::Shaped>::SHAPE),
            ],
        }
    });
    Pair: rt::Shape::Tuple { items: &[rt::Shape::String, rt::Shape::Integer], rest: None };
    Row: rt::Shape::Tuple { items: &[rt::Shape::String], rest: Some(&<i8 as rt::Shaped>::SHAPE) };
}

/// An open object with a member of each presence and of most types.
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

/// A constrained string: one to five characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subject(String);

impl rt::Constrained for Subject {
    type Inner = String;

    fn check(inner: &String) -> Result<(), rt::Violation> {
        rt::min_length(inner, 1)?;
        rt::max_length(inner, 5)
    }

    fn wrap(inner: String) -> Self {
        Self(inner)
    }
}

impl TryFrom<String> for Subject {
    type Error = ConstraintError;

    fn try_from(inner: String) -> Result<Self, ConstraintError> {
        rt::constrain(inner)
    }
}

impl<'de> rt::Read<'de> for Subject {
    fn read<D: rt::Deserializer<'de>>(
        deserializer: D,
        cx: &mut rt::Context,
    ) -> Result<Self, D::Error> {
        rt::constrained(deserializer, cx)
    }
}

impl rt::Serialize for Subject {
    fn serialize<S: rt::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

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

/// A union by the tag `type`.
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

/// The constant `"chat"` or `"call"`, as a type.
macro_rules! constant {
    ($name:ident, $text:literal) => {
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        pub(crate) struct $name;

        impl<'de> rt::Read<'de> for $name {
            fn read<D: rt::Deserializer<'de>>(
                deserializer: D,
                cx: &mut rt::Context,
            ) -> Result<Self, D::Error> {
                rt::constant_string(deserializer, cx, $text).map(|()| Self)
            }
        }

        impl rt::Serialize for $name {
            fn serialize<S: rt::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($text)
            }
        }
    };
}

constant!(ChatTag, "chat");
constant!(CallTag, "call");

/// A branch with a list, so that paths into replayed members have something to show.
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

/// A tuple of fixed length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pair(pub(crate) String, pub(crate) Integer);

impl<'de> rt::Tuple<'de> for Pair {
    const EXPECTING: &'static str = "a pair";

    fn read_items<A: rt::SeqAccess<'de>>(mut items: rt::Items<'_, A>) -> Result<Self, A::Error> {
        let pair = Self(items.next()?, items.next()?);
        items.end()?;
        Ok(pair)
    }
}

impl<'de> rt::Read<'de> for Pair {
    fn read<D: rt::Deserializer<'de>>(
        deserializer: D,
        cx: &mut rt::Context,
    ) -> Result<Self, D::Error> {
        rt::tuple(deserializer, cx)
    }
}

/// A tuple with a tail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row(pub(crate) String, pub(crate) Vec<i8>);

impl<'de> rt::Tuple<'de> for Row {
    const EXPECTING: &'static str = "a row";

    fn read_items<A: rt::SeqAccess<'de>>(mut items: rt::Items<'_, A>) -> Result<Self, A::Error> {
        Ok(Self(items.next()?, items.rest()?))
    }
}

impl<'de> rt::Read<'de> for Row {
    fn read<D: rt::Deserializer<'de>>(
        deserializer: D,
        cx: &mut rt::Context,
    ) -> Result<Self, D::Error> {
        rt::tuple(deserializer, cx)
    }
}
