//! The same types as hand-written structs with serde's derive, nothing checked beyond types, for
//! comparison.

#![expect(
    dead_code,
    reason = "only reading is measured; the fields are never used"
)]

use serde::Deserialize;
use serde_json::{Map, Value};

#[derive(Deserialize)]
pub(crate) struct Keys {
    active: Option<bool>,
    billed: Option<bool>,
    closed: Option<bool>,
    delayed: Option<bool>,
    escalated: Option<bool>,
    flagged: Option<bool>,
    held: Option<bool>,
    internal: Option<bool>,
    locked: Option<bool>,
    muted: Option<bool>,
    notified: Option<bool>,
    open: Option<bool>,
    paused: Option<bool>,
    queued: Option<bool>,
    recorded: Option<bool>,
    shared: Option<bool>,
}

#[derive(Deserialize)]
pub(crate) struct Strings {
    values: Option<Vec<String>>,
}

/// Drops unknown properties.
#[derive(Deserialize)]
pub(crate) struct Dropped {
    id: Option<i64>,
}

/// Keeps unknown properties.
#[derive(Deserialize)]
pub(crate) struct Flattened {
    id: Option<i64>,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

#[derive(Deserialize)]
pub(crate) struct Tagged {
    values: Option<Vec<Event>>,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Event {
    Chat { text: String, read: Option<bool> },
    Call { number: String, held: Option<bool> },
}

#[derive(Deserialize)]
pub(crate) struct Kinds {
    values: Option<Vec<Answer>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Answer {
    Boolean(bool),
    Integer(i64),
    Text(String),
    Choice { name: String },
}
