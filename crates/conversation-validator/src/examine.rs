//! How a payload is judged: the typed engine first, the full one when that refuses.
//!
//! Takes a model and bytes; gives a typed payload or a report. Compares what the engines say and
//! never decides between them: a difference makes a report of its own.

use schema_runtime::Error;

use crate::{
    Model, Options, Payload,
    count::Count,
    disagreement::{Disagreement, Opinion},
    findings::Findings,
    full,
    locate::{Target, locate},
    report::{Report, Verdict},
    tape::Tape,
    unreadable::Unreadable,
    violation::Violation,
};

/// From how many bytes on the verdict is asked for before the typed value is built: it takes a fifth of the time, and no memory, while
/// a typed value with many unknown properties takes up to ninety times the payload, only to be dropped for a fault at its end.
const LARGE: usize = 1 << 20;

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

/// Checks a payload and reports everything wrong with it, without quoting any of its values: the
/// first 100 violations and how many there are in all, see [`Options`].
///
/// A valid payload costs what [`parse`] costs. Only when that refuses is the text read a second
/// time, for the violations and their positions. Memory stays within ten times the payload and
/// some 20 MB, however many violations there are.
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
    validate_with(model, bytes, Options::new())
}

/// [`validate`], with a say in how much is reported: [`Options`], or a
/// [`Detail`](crate::Detail) alone.
///
/// ```
/// use conversation_validator::{Model, Options, validate_with};
///
/// let payload = br#"{"segments": [1, 2, 3]}"#;
/// let options = Options::new().max_violations(1);
/// let report = validate_with(Model::GenesysConversationChat, payload, options);
/// assert_eq!((report.violations().len(), report.violation_count().known()), (1, 3));
/// assert!(report.to_string().ends_with("3 violations, of which the first 1 is shown"));
/// ```
#[must_use]
pub fn validate_with(model: Model, bytes: &[u8], options: impl Into<Options>) -> Report {
    if bytes.len() > LARGE && !model.is_valid(bytes) {
        return refused(model, bytes, None, options.into());
    }
    match parse(model, bytes) {
        Ok(payload) => Report::new(model, Verdict::Valid(payload)),
        Err(error) => refused(model, bytes, Some(error), options.into()),
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
        Err(error) => refused(model, bytes, Some(error), Options::new()),
    }
}

/// The typed engine accepted: what does the full one say?
fn accepted(model: Model, bytes: &[u8], payload: Payload) -> Report {
    let disagree = |verdict, full| {
        let typed = Opinion::Accepts;
        Report::new(model, verdict).disagreeing(Disagreement { typed, full })
    };
    match second_opinion(model, bytes, Options::new()) {
        Second::Accepts => Report::new(model, Verdict::Valid(payload)),
        Second::Violations(Findings { violations, count }) => {
            let full = Opinion::of_violations(&violations);
            let verdict = match violations.as_slice() {
                // There was no room for what one violation of a union consists of.
                [] => Verdict::Valid(payload),
                _ => Verdict::Invalid(violations),
            };
            disagree(verdict, full).counting(count)
        }
        Second::Unreadable(unreadable) => {
            disagree(Verdict::Unreadable(unreadable), Opinion::CannotRead)
        }
        Second::OutOfOrder(reason) => {
            disagree(Verdict::Valid(payload), Opinion::OutOfOrder { reason })
        }
    }
}

/// The typed engine refused, with this error if it was asked for one: what does the full one say?
fn refused(model: Model, bytes: &[u8], error: Option<Error>, options: Options) -> Report {
    let error = || error.or_else(|| parse(model, bytes).err());
    let only = |error: Option<&Error>| {
        let violation = only_violation(bytes, error);
        Report::new(model, Verdict::Invalid(vec![violation]))
    };
    let disagree = |error: Option<Error>, full| {
        let typed = Opinion::of_error(error.as_ref());
        only(error.as_ref()).disagreeing(Disagreement { typed, full })
    };
    match second_opinion(model, bytes, options) {
        Second::Accepts => disagree(error(), Opinion::Accepts),
        // There was no room for what one violation of a union consists of.
        Second::Violations(Findings { violations, .. }) if violations.is_empty() => {
            only(error().as_ref()).counting(Count::AtLeast(1))
        }
        Second::Violations(Findings { violations, count }) => {
            Report::new(model, Verdict::Invalid(violations)).counting(count)
        }
        Second::Unreadable(unreadable) => Report::new(model, Verdict::Unreadable(unreadable)),
        Second::OutOfOrder(reason) => disagree(error(), Opinion::OutOfOrder { reason }),
    }
}

enum Second {
    Accepts,
    /// None are known of if there is no room for even one of them.
    Violations(Findings),
    Unreadable(Unreadable),
    OutOfOrder(String),
}

fn second_opinion(model: Model, bytes: &[u8], options: Options) -> Second {
    if let Err(unreadable) = Unreadable::check(bytes) {
        return Second::Unreadable(unreadable);
    }
    // What was read as JSON is UTF-8, and has an index.
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let Some(tape) = Tape::new(text) else {
        return Second::OutOfOrder("two readers of the same text differ".to_owned());
    };
    match full::find(model, &tape, options) {
        Ok(findings) if findings.count == Count::Exactly(0) => Second::Accepts,
        Ok(findings) => Second::Violations(findings),
        Err(reason) => Second::OutOfOrder(reason),
    }
}

/// The typed engine's error as a violation, for want of the full engine's.
fn only_violation(bytes: &[u8], error: Option<&Error>) -> Violation {
    let pointer = error.map_or_else(String::new, |error| error.pointer().to_owned());
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let positions = locate(text, &[Target::Value(pointer.clone())]);
    let keyword = error.and_then(Error::keyword).unwrap_or("unknown");
    let message = error.map_or_else(
        || "the validate-only pass rejects the payload, reading accepts it".to_owned(),
        |error| error.kind().to_string(),
    );
    Violation {
        pointer,
        position: positions.into_iter().next().flatten(),
        keyword: keyword.to_owned(),
        schema: String::new(),
        member: None,
        message,
        help: None,
        value: None,
    }
}
