//! How a payload is judged: the typed engine first, the full one when that refuses.
//!
//! Takes a model and bytes; gives a typed payload or a report. Compares what the engines say and
//! never decides between them: a difference makes a report of its own.

use schema_runtime::Error;

use crate::{
    Model, Payload,
    detail::Detail,
    disagreement::{Disagreement, Opinion},
    full,
    locate::{Target, locate},
    report::{Report, Verdict},
    unreadable::Unreadable,
    violation::Violation,
};

/// Reads a payload as the type of its model, in one pass and with nothing in between.
///
/// Succeeds exactly if the model's schema accepts the payload.
///
/// # Errors
///
/// The first thing found wrong, with its JSON Pointer and position. [`validate`] finds them all.
///
/// ```
/// use conversation_validator::{Model, parse};
///
/// let payload = parse(Model::GenesysConversationChat, br#"{"state": "connected"}"#)?;
/// assert!(payload.as_genesys_conversation_chat().is_some());
///
/// let error = parse(Model::GenesysConversationChat, br#"{"held": "yes"}"#).unwrap_err();
/// assert_eq!(error.pointer(), "/held");
/// # Ok::<(), conversation_validator::Error>(())
/// ```
pub fn parse(model: Model, bytes: &[u8]) -> Result<Payload, Error> {
    model.read(bytes)
}

/// Checks a payload and reports everything wrong with it, without quoting any of its values.
///
/// A valid payload costs what [`parse`] costs. Only when that refuses is the text read a second
/// time, for the full list of violations and their positions.
///
/// ```
/// use conversation_validator::{Model, Verdict, validate};
///
/// let model = Model::ZendeskChatEndedEvent;
/// assert!(validate(model, br#"{"id": 1, "type": "ChatEndedEvent"}"#).is_valid());
/// assert_eq!(validate(model, br#"{"type": "ChatStartedEvent"}"#).violations().len(), 2);
/// assert!(matches!(validate(model, b"{").verdict(), Verdict::Unreadable(_)));
/// ```
#[must_use]
pub fn validate(model: Model, bytes: &[u8]) -> Report {
    validate_with(model, bytes, Detail::default())
}

/// [`validate`], with a say in how much of the payload the report tells.
#[must_use]
pub fn validate_with(model: Model, bytes: &[u8], detail: Detail) -> Report {
    match parse(model, bytes) {
        Ok(payload) => Report::new(model, Verdict::Valid(payload)),
        Err(error) => refused(model, bytes, &error, detail),
    }
}

/// Checks a payload with both engines whatever the first one says, and reports if they differ.
///
/// For tests and for hunting bugs of ours; [`validate`] asks the second engine only when the
/// first refuses.
///
/// ```
/// use conversation_validator::{Model, cross_check};
///
/// let report = cross_check(Model::AdaConversationEnded, br#"{"data": {"metadata": {"n": 5}}}"#);
/// assert!(report.is_valid());
/// assert_eq!(report.disagreement(), None);
/// ```
#[must_use]
pub fn cross_check(model: Model, bytes: &[u8]) -> Report {
    match parse(model, bytes) {
        Ok(payload) => accepted(model, bytes, payload),
        Err(error) => refused(model, bytes, &error, Detail::default()),
    }
}

/// The typed engine accepted: what does the full one say?
fn accepted(model: Model, bytes: &[u8], payload: Payload) -> Report {
    let disagree = |verdict, full| {
        let typed = Opinion::Accepts;
        Report::new(model, verdict).disagreeing(Disagreement { typed, full })
    };
    match second_opinion(model, bytes, Detail::default()) {
        Second::Violations(violations) if violations.is_empty() => {
            Report::new(model, Verdict::Valid(payload))
        }
        Second::Violations(violations) => {
            let full = Opinion::of_violations(&violations);
            disagree(Verdict::Invalid(violations), full)
        }
        Second::Unreadable(unreadable) => {
            disagree(Verdict::Unreadable(unreadable), Opinion::CannotRead)
        }
        Second::OutOfOrder(reason) => {
            disagree(Verdict::Valid(payload), Opinion::OutOfOrder { reason })
        }
    }
}

/// The typed engine refused: what does the full one say?
fn refused(model: Model, bytes: &[u8], error: &Error, detail: Detail) -> Report {
    let disagree = |full| {
        let typed = Opinion::of_error(error);
        let violations = vec![only_violation(bytes, error)];
        Report::new(model, Verdict::Invalid(violations)).disagreeing(Disagreement { typed, full })
    };
    match second_opinion(model, bytes, detail) {
        Second::Violations(violations) if violations.is_empty() => disagree(Opinion::Accepts),
        Second::Violations(violations) => Report::new(model, Verdict::Invalid(violations)),
        Second::Unreadable(unreadable) => Report::new(model, Verdict::Unreadable(unreadable)),
        Second::OutOfOrder(reason) => disagree(Opinion::OutOfOrder { reason }),
    }
}

enum Second {
    Violations(Vec<Violation>),
    Unreadable(Unreadable),
    OutOfOrder(String),
}

fn second_opinion(model: Model, bytes: &[u8], detail: Detail) -> Second {
    let value = match schema_runtime::value_from_slice(bytes) {
        Ok(value) => value,
        Err(error) => return Second::Unreadable(Unreadable::new(bytes, &error)),
    };
    let findings = full::find(model, &value, detail);
    // The second pass needs room of its own, and a payload may be large.
    drop(value);
    // What was read as JSON is UTF-8; without it there would only be no positions.
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    match findings {
        Ok(findings) => Second::Violations(findings.placed(text)),
        Err(reason) => Second::OutOfOrder(reason),
    }
}

/// The typed engine's error as a violation, for want of the full engine's.
fn only_violation(bytes: &[u8], error: &Error) -> Violation {
    let pointer = error.pointer().to_owned();
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let positions = locate(text, &[Target::Value(pointer.clone())]);
    Violation {
        pointer,
        position: positions.into_iter().next().flatten(),
        keyword: error.keyword().unwrap_or("unknown").to_owned(),
        schema: String::new(),
        member: None,
        message: error.kind().to_string(),
        help: None,
        value: None,
    }
}
