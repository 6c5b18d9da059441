//! One broken rule, as data.
//!
//! Made by `full`, located by `findings`, shown by `text` and `json`. Holds no value of the payload
//! unless asked to.

use crate::position::Position;

/// One rule of the schema that the payload breaks.
///
/// ```
/// use conversation_validator::{Model, validate};
///
/// let report = validate(
///     Model::GenesysConversationChat,
///     br#"{"segments": [{"startTime": "2026-11-20T09:00:00Z", "end_time": "2026-11-20T09:05:00Z"}]}"#,
/// );
/// let [violation] = report.violations() else { panic!() };
/// assert_eq!(violation.pointer, "/segments/0");
/// assert_eq!(violation.keyword, "required");
/// assert_eq!(violation.member.as_deref(), Some("endTime"));
/// assert_eq!(violation.message, "missing member `endTime`");
/// assert!(violation.help.as_deref().unwrap().contains("`end_time`"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// JSON Pointer (RFC 6901) to the value at fault; for a missing or superfluous member, to
    /// the object.
    pub pointer: String,
    /// Where that value begins in the text; for a superfluous member, where its name does.
    pub position: Option<Position>,
    /// The keyword of the schema that is broken, such as `required`.
    pub keyword: String,
    /// Where in which schema the rule stands: an absolute address with a JSON Pointer as its
    /// fragment, such as `https://conversation-schemas.example/genesys/segment.json#/required`.
    ///
    /// When no form of a union fits by its JSON type, this is the place of the union.
    pub schema: String,
    /// The member that is missing or superfluous.
    pub member: Option<String>,
    /// What is wrong, in one line, without values of the payload.
    pub message: String,
    /// What to know or do about it.
    pub help: Option<String>,
    /// The value at fault, shortened; only with [`Detail::Values`](crate::Detail::Values).
    pub value: Option<String>,
}
