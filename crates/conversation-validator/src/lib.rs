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
//! accept the same payloads. If they ever do not, the report carries a [`Disagreement`], says that
//! this is a bug of ours, and does not count as valid.
//!
//! # What is said about text
//!
//! These are facts about the text, not about the value, and both engines treat them alike. A text
//! that breaks one cannot be judged: [`Verdict::Unreadable`].
//!
//! - A member name that stands twice in one object, at any depth and also among members the schema
//!   does not name, is an error that names the member.
//! - Arrays and objects may stand 127 deep in each other.
//! - The text is UTF-8, without a byte order mark, and JSON as RFC 8259 has it.
//! - A number must fit a double-precision float (`1e999` does not).
//!
//! Positions are lines and columns from 1; columns count Unicode scalar values, as most editors
//! do. Pointers are JSON Pointers (RFC 6901).
//!
//! # Personal data
//!
//! Conversations are personal data. Reports name members, pointers, kinds and counts, but quote no
//! value of a payload unless asked to with [`Detail::Values`]. That holds for `Display`, for JSON and
//! for `Debug` of every type of this crate, also of a [`Report`] that holds the typed payload; the
//! typed values themselves, such as a `ConversationChat`, print what they hold. Names of properties
//! are shown, also those the schema does not know: without them no fault could be found again.
//!
//! Nothing is logged or sent anywhere, and no schema is fetched.
//!
//! # Hostile payloads
//!
//! What `Display` writes may go to a terminal or into a log: whatever a payload, or the name of its
//! file, could steer one with is escaped, see [`printable`]. JSON goes through [`write_json`].
//!
//! Time and memory are bounded by the size of the payload, not by the number of its faults, see
//! [`Options`].

mod bundle;
mod candidate;
mod catalogue;
mod cause;
mod compiled;
mod count;
mod cursor;
mod decision;
mod detail;
mod disagreement;
mod evidence;
mod examine;
mod expansion;
mod explain;
mod findings;
mod formats;
mod full;
mod identification;
mod json;
mod kinds;
mod locate;
mod model;
mod near;
mod options;
mod position;
mod report;
mod tape;
mod text;
mod unions;
mod unreadable;
mod violation;

pub use candidate::{Candidate, Tag, TagFound};
pub use catalogue::{Model, Payload};
pub use cause::Cause;
pub use count::Count;
pub use decision::Decision;
pub use detail::Detail;
pub use disagreement::{Disagreement, Opinion};
pub use evidence::identify;
pub use examine::{cross_check, parse, validate, validate_with};
pub use identification::Identification;
pub use json::write_json;
pub use model::UnknownModel;
pub use options::Options;
pub use position::Position;
pub use report::{Report, Verdict};
pub use schema_runtime::{Error, ErrorKind, Printable, printable};
pub use unreadable::{Trouble, Unreadable};
pub use violation::Violation;

/// Runs the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeExamples;
