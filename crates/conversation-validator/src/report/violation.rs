//! One violation, as data.
//!
//! `full` makes it, with a position from its finding; `text` and `json` render it. It holds no
//! value of the payload unless the options ask for it.

use crate::locate::position::Position;

/// One keyword of the schema that the payload violates.
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
/// assert_eq!(violation.message, "missing property `endTime`");
/// assert!(violation.help.as_deref().unwrap().contains("`end_time`"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// JSON Pointer (RFC 6901) to the invalid value; for a missing or unexpected property, to the
    /// object.
    pub pointer: String,
    /// Where that value begins in the text; for an unexpected property, where its name begins.
    pub position: Option<Position>,
    /// The violated keyword, such as `required`.
    pub keyword: String,
    /// The location of the keyword: an absolute URI with a JSON Pointer as its fragment, such as
    /// `https://conversation-schemas.example/genesys/segment.json#/required`.
    ///
    /// If no branch of a union accepts the JSON type of the value, this is the location of the
    /// union.
    pub schema: String,
    /// The name of the missing or unexpected property.
    pub member: Option<String>,
    /// The message: one line, without values of the payload.
    pub message: String,
    /// Advice on how to fix it.
    pub help: Option<String>,
    /// The invalid value, shortened; only with [`Detail::Values`](crate::Detail::Values).
    pub value: Option<String>,
}
