//! Validates a payload: first with the typed engine, then, if that rejects it, with the full
//! engine.
//!
//! This module compares the verdicts of the engines but does not choose between them: if they
//! differ, the report holds a disagreement.

use schema_runtime::Error;

use crate::Model;
use crate::Options;
use crate::Payload;
use crate::locate::pointers::{Target, locate};
use crate::report::count::Count;
use crate::report::disagreement::{Disagreement, EngineVerdict};
use crate::report::unreadable::Unreadable;
use crate::report::verdict::{Report, Verdict};
use crate::report::violation::Violation;
use crate::validate::findings::Findings;
use crate::validate::full;
use crate::validate::payload_text::PayloadText;

/// Payloads of more bytes than this are validated before the typed value is built. Validation alone
/// takes a fifth of the time and no memory, while a typed value with many additional properties
/// takes up to ninety times the size of the payload, only to be dropped if there is a violation
/// near the end.
const LARGE: usize = 1 << 20;

/// Reads a payload as the type of its model, in one pass and without an intermediate `Value`.
///
/// Succeeds if and only if the model's schema accepts the payload.
///
/// # Errors
///
/// The first violation, with its JSON Pointer and position. [`validate`] finds all of them.
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

/// Validates a payload and reports its violations without quoting any of its values: the first 100
/// and how many there are in all, see [`Options`].
///
/// A valid payload costs what [`parse`] costs. Only if that rejects is the text read a second time,
/// for the violations and their positions. Memory stays within ten times the payload and
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

/// [`validate`] with [`Options`], or with a [`Detail`](crate::Detail) alone.
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
        return rejected(model, bytes, None, options.into());
    }
    match parse(model, bytes) {
        Ok(payload) => Report::new(model, Verdict::Valid(payload)),
        Err(error) => rejected(model, bytes, Some(error), options.into()),
    }
}

impl PayloadText<'_> {
    /// Validates the payload against a model, with the report of [`validate_with`].
    #[must_use]
    pub fn validate(&self, model: Model, options: impl Into<Options>) -> Report {
        let bytes = self.bytes;
        let error = if model.is_valid(bytes) {
            match parse(model, bytes) {
                Ok(payload) => return Report::new(model, Verdict::Valid(payload)),
                Err(error) => Some(error),
            }
        } else {
            None
        };
        let full = run_on(model, self, options.into());
        rejected_with(model, bytes, error, full)
    }
}

/// Validates a payload with both engines, whatever the first verdict is, and reports if they
/// differ.
///
/// For tests and for finding bugs of ours; [`validate`] runs the full engine only if the typed one
/// rejects.
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
        Err(error) => rejected(model, bytes, Some(error), Options::new()),
    }
}

/// The report on a payload that the typed engine accepts.
fn accepted(model: Model, bytes: &[u8], payload: Payload) -> Report {
    let disagree = |verdict, full| {
        let typed = EngineVerdict::Accepts;
        Report::new(model, verdict).disagreeing(Disagreement { typed, full })
    };
    match run_full_engine(model, bytes, Options::new()) {
        FullResult::Accepts => Report::new(model, Verdict::Valid(payload)),
        FullResult::Violations(Findings { violations, count }) => {
            let full = EngineVerdict::of_violations(&violations);
            let verdict = match violations.as_slice() {
                // The memory limit was reached before the errors of one union were collected.
                [] => Verdict::Valid(payload),
                _ => Verdict::Invalid(violations),
            };
            disagree(verdict, full).counting(count)
        }
        FullResult::Unreadable(unreadable) => {
            disagree(Verdict::Unreadable(unreadable), EngineVerdict::CannotRead)
        }
        FullResult::Unavailable(reason) => disagree(
            Verdict::Valid(payload),
            EngineVerdict::Unavailable { reason },
        ),
    }
}

/// The report on a payload that the typed engine rejects. `error` is `None` if only its verdict is
/// known.
fn rejected(model: Model, bytes: &[u8], error: Option<Error>, options: Options) -> Report {
    let full = run_full_engine(model, bytes, options);
    rejected_with(model, bytes, error, full)
}

fn rejected_with(model: Model, bytes: &[u8], error: Option<Error>, full: FullResult) -> Report {
    let error = || error.or_else(|| parse(model, bytes).err());
    let only = |error: Option<&Error>| {
        let violation = only_violation(bytes, error);
        Report::new(model, Verdict::Invalid(vec![violation]))
    };
    let disagree = |error: Option<Error>, full| {
        let typed = EngineVerdict::of_error(error.as_ref());
        only(error.as_ref()).disagreeing(Disagreement { typed, full })
    };
    match full {
        FullResult::Accepts => disagree(error(), EngineVerdict::Accepts),
        // The memory limit was reached before the errors of one union were collected.
        FullResult::Violations(Findings { violations, .. }) if violations.is_empty() => {
            only(error().as_ref()).counting(Count::AtLeast(1))
        }
        FullResult::Violations(Findings { violations, count }) => {
            Report::new(model, Verdict::Invalid(violations)).counting(count)
        }
        FullResult::Unreadable(unreadable) => Report::new(model, Verdict::Unreadable(unreadable)),
        FullResult::Unavailable(reason) => disagree(error(), EngineVerdict::Unavailable { reason }),
    }
}

/// What the full engine finds.
enum FullResult {
    Accepts,
    /// The list is empty if the memory limit was reached before the first violation was complete.
    Violations(Findings),
    Unreadable(Unreadable),
    /// The engine cannot be used, for this reason.
    Unavailable(String),
}

fn run_full_engine(model: Model, bytes: &[u8], options: Options) -> FullResult {
    match PayloadText::new(bytes) {
        Ok(text) => run_on(model, &text, options),
        Err(unreadable) => FullResult::Unreadable(unreadable),
    }
}

fn run_on(model: Model, text: &PayloadText<'_>, options: Options) -> FullResult {
    let Some(tape) = &text.tape else {
        return FullResult::Unavailable("two readers of the same text differ".to_owned());
    };
    match full::find(model, tape, options) {
        Ok(findings) if findings.count == Count::Exactly(0) => FullResult::Accepts,
        Ok(findings) => FullResult::Violations(findings),
        Err(reason) => FullResult::Unavailable(reason),
    }
}

/// The typed engine's error as a violation, for when the full engine gives none.
pub(crate) fn only_violation(bytes: &[u8], error: Option<&Error>) -> Violation {
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
