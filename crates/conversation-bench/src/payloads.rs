//! The payloads: fixtures written without white space, and for the larger sizes with longer lists,
//! as in real conversations. They are the same in every run.

use std::{fs, path::Path};

use conversation_models::{Presence, ada, genesys, inkeep, zendesk};
use conversation_validator::Model;
use serde::Serialize;

use crate::{
    contenders::{self, Contender},
    subjects::{Ada, Genesys, Inkeep, Subject, Zendesk},
};

/// How large a payload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// The smallest that a vendor really sends.
    Small,
    /// One or two kilobytes, with every property.
    Medium,
    /// A hundred kilobytes and more.
    Large,
}

impl Size {
    /// All sizes.
    pub const ALL: [Self; 3] = [Self::Small, Self::Medium, Self::Large];

    /// The name of the size.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }

    const fn least_bytes(self) -> usize {
        match self {
            Self::Small => 0,
            Self::Medium => 1_000,
            Self::Large => 100_000,
        }
    }
}

/// A payload with its contenders.
pub struct Payload {
    /// Its model.
    pub model: Model,
    /// How large it is.
    pub size: Size,
    /// Its text.
    pub bytes: Vec<u8>,
    /// The ways of reading it.
    pub contenders: Vec<Contender>,
}

/// Every model in every size.
///
/// # Errors
///
/// If a fixture cannot be read.
pub fn all() -> Result<Vec<Payload>, String> {
    let mut all = of::<Zendesk>("smallest.json", grow_zendesk)?;
    all.extend(of::<Ada>("ended-by-human-agent.json", grow_ada)?);
    all.extend(of::<Inkeep>("smallest.json", grow_inkeep)?);
    all.extend(of::<Genesys>("disconnected-by-error.json", grow_genesys)?);
    Ok(all)
}

/// The text of a fixture of the model.
pub(crate) fn fixture(model: Model, name: &str) -> Result<Vec<u8>, String> {
    let path = folder(model).join(name);
    fs::read(&path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))
}

/// The folder of the model's valid fixtures.
pub(crate) fn folder(model: Model) -> std::path::PathBuf {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    fixtures.join(model.name().replace('.', "/")).join("accept")
}

/// Rewrites a fixture without white space, with properties in the order of the schema.
pub(crate) fn compact<S: Subject>(text: &[u8]) -> Result<Vec<u8>, String> {
    write(&S::typed(text).map_err(|error| format!("{}: {error}", S::MODEL))?)
}

fn write(value: &impl Serialize) -> Result<Vec<u8>, String> {
    serde_json::to_vec(value).map_err(|error| error.to_string())
}

fn of<S: Subject>(small: &str, grow: fn(&mut S::Typed)) -> Result<Vec<Payload>, String> {
    let make = |size: Size| {
        let name = if size == Size::Small {
            small
        } else {
            "every-member.json"
        };
        let read = S::typed(&fixture(S::MODEL, name)?);
        let mut value = read.map_err(|error| format!("{name}: {error}"))?;
        let mut bytes = write(&value)?;
        while bytes.len() < size.least_bytes() {
            grow(&mut value);
            bytes = write(&value)?;
        }
        let contenders = contenders::of::<S>();
        Ok(Payload {
            model: S::MODEL,
            size,
            bytes,
            contenders,
        })
    };
    Size::ALL.into_iter().map(make).collect()
}

/// Doubles the attachments.
fn grow_zendesk(event: &mut zendesk::ChatEndedEvent) {
    if let Some(attachments) = &mut event.attachments {
        attachments.extend_from_within(..);
    }
}

/// Adds half of the metadata again, under new names.
fn grow_ada(payload: &mut ada::ConversationEndedWebhookPayload) {
    let data = payload.data.as_mut();
    if let Some(metadata) = data.and_then(|data| data.metadata.as_mut()) {
        let more: Vec<_> = metadata.iter().take(metadata.len().div_ceil(2)).collect();
        let more: Vec<_> = more
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .collect();
        let count = metadata.len();
        metadata.extend(
            more.into_iter()
                .map(|(name, value)| (format!("{name}_{count}"), value)),
        );
    }
}

/// Doubles the messages.
fn grow_inkeep(conversation: &mut inkeep::SupportTicketConversation) {
    let mut messages = conversation.messages.to_vec();
    messages.extend_from_within(..);
    if let Ok(messages) = messages.try_into() {
        conversation.messages = messages;
    }
}

/// Doubles the segments.
fn grow_genesys(chat: &mut genesys::ConversationChat) {
    if let Presence::Value(segments) = &mut chat.segments {
        segments.extend_from_within(..);
    }
}
