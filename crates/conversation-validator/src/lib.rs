//! Checks conversation payloads of Zendesk, Ada, Inkeep and Genesys Cloud against the JSON Schema
//! of their [`Model`].
//!
//! ```
//! use conversation_validator::{Model, Verdict, identify, validate};
//!
//! let payload = br#"{"state": "connected", "held": "no"}"#;
//!
//! let model = identify(payload).model().unwrap();
//! assert_eq!(model, Model::GenesysConversationChat);
//!
//! let report = validate(model, payload);
//! let [violation] = report.violations() else { panic!() };
//! assert_eq!(violation.pointer, "/held");
//! assert_eq!(violation.message, "expected a boolean or null, found a string");
//! ```
//!
//! | to | use | costs |
//! | --- | --- | --- |
//! | get a typed value, or the first error | [`parse`] | one pass |
//! | get a typed value, or what is wrong | [`validate`] | one pass; more only on failure |
//! | learn which model it is | [`identify`] | one pass for each model, and one more |
//! | test this crate | [`cross_check`] | both engines, always |
//!
//! # Two engines, one verdict
//!
//! The typed parse of `conversation-models` and the full validator of the `jsonschema` crate
//! accept the same payloads. If they ever do not, the report holds a [`Disagreement`], says that
//! this is a bug of ours, and the payload does not count as valid.
//!
//! # Requirements on the text
//!
//! Both engines require the same of the text, whatever the schema says. A text that does not meet
//! a requirement is neither valid nor invalid: [`Verdict::Unreadable`].
//!
//! - A duplicate key is an error that names the key, at any depth and also among additional
//!   properties.
//! - Arrays and objects may nest 127 levels deep.
//! - The text is UTF-8, without a byte order mark, and JSON as RFC 8259 defines it.
//! - A number must fit a double-precision float (`1e999` does not).
//!
//! Positions are lines and columns from 1; columns count Unicode scalar values, as most editors
//! do. Pointers are JSON Pointers (RFC 6901).
//!
//! # Personal data
//!
//! Conversations are personal data. Reports show property names, pointers, JSON types and counts,
//! but quote no value of a payload unless asked to with [`Detail::Values`]. That holds for
//! `Display`, for JSON and for `Debug` of every type of this crate, also of a [`Report`] that holds
//! the typed payload; the typed values themselves, such as a `ConversationChat`, print what they
//! hold. Names of additional properties are shown, too: without them no violation could be found in
//! the payload.
//!
//! Nothing is logged or sent anywhere, and no schema is fetched.
//!
//! # Hostile payloads
//!
//! What `Display` writes may go to a terminal or into a log: characters of a payload, or of the
//! name of its file, that control a terminal are escaped, see [`printable`]. [`write_json`] escapes
//! them in JSON.
//!
//! Time and memory are bounded by the size of the payload, not by the number of its violations, see
//! [`Options`].

mod identify;
mod locate;
mod model;
mod report;
mod validate;

pub use identify::candidate::{Candidate, Tag, TagFound};
pub use identify::decision::Decision;
pub use identify::evidence::identify;
pub use identify::identification::Identification;
pub use identify::json::UndecidedRecord;
pub use locate::position::Position;
pub use model::catalogue::{Model, Payload};
pub use model::names::UnknownModel;
pub use report::cause::Cause;
pub use report::count::Count;
pub use report::disagreement::{Disagreement, EngineVerdict};
pub use report::json::{Record, write_json};
pub use report::unreadable::{Unreadable, UnreadableReason};
pub use report::verdict::{Report, Verdict};
pub use report::violation::Violation;
pub use schema_runtime::{Error, ErrorKind, Printable, printable};
pub use validate::detail::Detail;
pub use validate::engines::{cross_check, parse, validate, validate_with};
pub use validate::options::Options;
pub use validate::payload_text::PayloadText;

/// Runs the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeExamples;
