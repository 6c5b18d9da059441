//! Looks at a payload with the eyes of every model.
//!
//! Takes bytes; gathers the evidence for each model. What follows from it is decided in
//! `decision`.

use serde_json::Value;

use crate::{
    Model,
    candidate::{Candidate, Tag, TagFound},
    detail::Detail,
    findings::{Findings, place},
    full,
    identification::Identification,
    unreadable::Unreadable,
};

/// How many violations a candidate shows.
const SHOWN: usize = 3;

/// Finds out which model a payload is of, and which models it satisfies.
///
/// Some models require nothing, so satisfying one says little. What counts, in this order:
///
/// 1. the model's tag is there and right (`type` is `ChatEndedEvent`);
/// 2. how many of the payload's top-level members the model's schema names;
/// 3. whether the model accepts the payload;
/// 4. how many members the model requires.
///
/// A payload is also taken to be of a model that refuses it if its tag is right, or if the model
/// names at least half of its members and no tag contradicts; it is then an invalid payload of
/// that model rather than one of none. Equal evidence is ambiguous, and so is none at all.
///
/// ```
/// use conversation_validator::{Decision, Model, identify};
///
/// let decision = |payload: &str| identify(payload.as_bytes()).decision().clone();
///
/// let chat = Model::GenesysConversationChat;
/// assert_eq!(decision(r#"{"state": "connected", "new": 1}"#), Decision::Model(chat));
/// // refused, but its tag tells what it is
/// let event = Model::ZendeskChatEndedEvent;
/// assert_eq!(decision(r#"{"type": "ChatEndedEvent"}"#), Decision::Model(event));
/// // satisfies two models, and nothing tells which
/// let both = vec![Model::AdaConversationEnded, chat];
/// assert_eq!(decision("{}"), Decision::Ambiguous(both));
/// assert_eq!(decision("[]"), Decision::None);
/// assert_eq!(decision("["), Decision::Unreadable);
/// ```
#[must_use]
pub fn identify(bytes: &[u8]) -> Identification {
    let value = match schema_runtime::value_from_slice(bytes) {
        Ok(value) => value,
        Err(error) => return Identification::unread(Unreadable::new(bytes, &error)),
    };
    let looks = Model::ALL.iter().map(|model| look(*model, bytes, &value));
    let (mut candidates, findings): (Vec<_>, Vec<_>) = looks.unzip();
    drop(value);
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    for (candidate, violations) in candidates.iter_mut().zip(place(text, findings)) {
        candidate.violation_count = violations.len();
        candidate.violations = violations;
        candidate.violations.truncate(SHOWN);
    }
    Identification::of(candidates)
}

/// What speaks for one model, and what it has against the payload.
fn look(model: Model, bytes: &[u8], value: &Value) -> (Candidate, Findings) {
    let accepted = model.is_valid(bytes);
    let findings = if accepted {
        Findings::default()
    } else {
        full::find(model, value, Detail::default()).unwrap_or_default()
    };
    (candidate(model, accepted, value), findings)
}

fn candidate(model: Model, accepted: bool, value: &Value) -> Candidate {
    let bundle = model.compiled().bundle();
    let object = value.as_object();
    let declared = object.map_or(0, |object| {
        let known = bundle.members().filter(|name| object.contains_key(*name));
        known.count()
    });
    Candidate {
        model,
        accepted,
        tag: tag(model, value),
        declared,
        members: object.map_or(0, serde_json::Map::len),
        required: bundle.required().count(),
        violations: Vec::new(),
        violation_count: 0,
    }
}

fn tag(model: Model, value: &Value) -> Option<Tag> {
    let (member, expected) = model.compiled().bundle().tag()?;
    let found = match value.get(member) {
        Some(found) if found.as_str() == Some(expected) => TagFound::Equal,
        Some(_) => TagFound::Different,
        None => TagFound::Absent,
    };
    Some(Tag {
        member,
        expected,
        found,
    })
}
