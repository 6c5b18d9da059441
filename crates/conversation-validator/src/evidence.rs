//! Looks at a payload with the eyes of every model.
//!
//! Takes bytes; gathers the evidence for each model. What follows from it is decided in
//! `decision`.

use schema_runtime::JsonKind;

use crate::{
    Model, Options,
    candidate::{Candidate, Tag, TagFound},
    count::Count,
    findings::Findings,
    full,
    identification::Identification,
    tape::{Place, Tape},
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
    if let Err(unreadable) = Unreadable::check(bytes) {
        return Identification::unread(unreadable);
    }
    // What was read as JSON is UTF-8, and has an index; without one no model fits.
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let candidates = Tape::new(text).map(|tape| {
        let models = Model::ALL.iter();
        models.map(|model| look(*model, bytes, &tape)).collect()
    });
    Identification::of(candidates.unwrap_or_default())
}

/// What speaks for one model, and what it has against the payload.
fn look(model: Model, bytes: &[u8], tape: &Tape<'_>) -> Candidate {
    let accepted = model.is_valid(bytes);
    let options = Options::new().max_violations(SHOWN);
    let found = if accepted {
        None
    } else {
        full::find(model, tape, options).ok()
    };
    let Findings { violations, count } = found.unwrap_or(Findings {
        violations: Vec::new(),
        count: Count::Exactly(0),
    });
    Candidate {
        violations,
        violation_count: count,
        ..candidate(model, accepted, tape.root())
    }
}

fn candidate(model: Model, accepted: bool, value: Place<'_>) -> Candidate {
    let bundle = model.compiled().bundle();
    let is_object = value.kind() == JsonKind::Object;
    let known = bundle.members().filter(|name| value.get(name).is_some());
    Candidate {
        model,
        accepted,
        tag: tag(model, value),
        declared: known.count(),
        members: if is_object { value.len() } else { 0 },
        required: bundle.required().count(),
        violations: Vec::new(),
        violation_count: Count::Exactly(0),
    }
}

fn tag(model: Model, value: Place<'_>) -> Option<Tag> {
    let (member, expected) = model.compiled().bundle().tag()?;
    let found = match value.get(member) {
        Some(found) if found.string().is_some_and(|text| text == expected) => TagFound::Equal,
        Some(_) => TagFound::Different,
        None => TagFound::Absent,
    };
    Some(Tag {
        member,
        expected,
        found,
    })
}
