//! Typed, exact, lossless models of the conversations that support platforms send.
//!
//! | feature, module | model to parse | sent by |
//! | --- | --- | --- |
// generated: documentation
//! | [`zendesk`] | [`zendesk::ChatEndedEvent`] | Zendesk, as an event of a ticket audit |
//! | [`ada`] | [`ada::ConversationEndedWebhookPayload`] | Ada, as the webhook `v1.conversation.ended` |
//! | [`inkeep`] | [`inkeep::SupportTicketConversation`] | Inkeep, by its analytics API |
//! | [`genesys`] | [`genesys::ConversationChat`] | Genesys Cloud, as a communication of a participant |
// generated: end
//!
//! A payload parses if and only if its JSON Schema accepts it, and the round trip is lossless:
//! additional properties, unknown values of an open enum, and the difference between `null` and
//! absent are kept.
//!
//! ```
//! use conversation_models::Presence;
//! use conversation_models::genesys::{ConnectionState, ConversationChat};
//!
//! let text = r#"{"state": "some-new-state", "x": {"y": 1}, "wrapup": null}"#;
//! let chat = ConversationChat::from_slice(text.as_bytes())?;
//!
//! assert!(matches!(&chat.state, Presence::Value(ConnectionState::Unknown(state)) if state.as_str() == "some-new-state"));
//! assert!(chat.wrapup.is_null());
//! assert!(chat.segments.is_absent());
//! assert_eq!(chat.extra.get("x"), Some(&serde_json::json!({"y": 1})));
//!
//! let written: serde_json::Value = serde_json::to_value(&chat)?;
//! assert_eq!(written, serde_json::from_str::<serde_json::Value>(text)?);
//!
//! let error = ConversationChat::from_slice(br#"{"segments": [{"endTime": "2026-01-01T00:00:00Z"}]}"#);
//! assert_eq!(error.unwrap_err().pointer(), "/segments/0");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The types also implement `serde::Deserialize` and `Serialize`, so that they can be fields of
//! your own types. With the feature `schemars` each implements `schemars::JsonSchema` with its own
//! schema. The features `jiff`, `chrono` and `time` add conversions to [`DateTime`].
//!
//! # Borrowing
//!
//! With the feature `borrowed` each vendor's module has the same types again in a module
//! `borrowed`, for values that do not outlive the payload: strings are `Cow<'a, str>` and point
//! into the payload, unless they contain an escape. Verdicts, errors and output are the same;
//! `into_owned` removes the dependence on the payload. Types that hold no text have no lifetime.
//! Property names, additional properties, dates and unknown values of open enums are owned there,
//! too, and so is text that a union has to read before its variant is known.
//!
//! ```
//! # #[cfg(feature = "borrowed")] {
//! use std::borrow::Cow;
//!
//! use conversation_models::genesys::borrowed::ConversationChat;
//!
//! let payload = br#"{"id": "6453a8f0", "peerId": "line\nbreak"}"#.to_vec();
//! let chat = ConversationChat::from_slice(&payload)?;
//! assert!(matches!(chat.id.value(), Some(Cow::Borrowed("6453a8f0"))));
//! assert!(matches!(chat.peer_id.value(), Some(Cow::Owned(_))));
//!
//! let kept: ConversationChat<'static> = chat.into_owned();
//! drop(payload);
//! assert_eq!(kept.id.as_deref().value(), Some(&"6453a8f0"));
//! # }
//! # Ok::<(), conversation_models::Error>(())
//! ```
//!
//! Types, documentation and schemas are generated from the same files: the documentation of each
//! type names its schema.

pub use schema_runtime::{
    ConstraintError, DateTime, Error, ErrorKind, Extra, Integer, Map, Null, Number, Presence,
    UnknownValue,
};

mod models;

// generated: modules
#[cfg(feature = "ada")]
pub mod ada;
#[cfg(feature = "genesys")]
pub mod genesys;
#[cfg(feature = "inkeep")]
pub mod inkeep;
#[cfg(feature = "zendesk")]
pub mod zendesk;
// generated: end
