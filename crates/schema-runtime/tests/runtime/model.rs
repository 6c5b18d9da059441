//! Types as the generator would write them: one of each kind that the runtime supports, each in a
//! file of its own.

/// Implements `Deserialize` by the type's reader, as for each generated type.
macro_rules! deserialize {
    ($type:ty) => {
        impl<'de> rt::Deserialize<'de> for $type {
            fn deserialize<D: rt::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                rt::deserialize(deserializer)
            }
        }
    };
}

/// Implements the shape of a type, as for each generated type.
macro_rules! shaped {
    ($type:ty: $shape:expr) => {
        impl rt::Shaped for $type {
            const SHAPE: rt::Shape = $shape;
        }
    };
}

/// A type of one string.
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

        shaped!($name: rt::Shape::Constant($text));
    };
}

mod call_event;
mod channel;
mod chat_event;
mod detail;
mod event;
mod pair;
mod requester;
mod row;
mod status;
mod subject;
mod ticket;

pub(crate) use call_event::CallEvent;
pub(crate) use channel::Channel;
pub(crate) use chat_event::ChatEvent;
pub(crate) use detail::Detail;
pub(crate) use event::Event;
pub(crate) use pair::Pair;
pub(crate) use requester::Requester;
pub(crate) use row::Row;
pub(crate) use status::Status;
pub(crate) use subject::Subject;
pub(crate) use ticket::Ticket;
