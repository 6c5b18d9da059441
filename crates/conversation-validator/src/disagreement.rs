//! The two engines said different things: a bug of ours, told rather than passed over.
//!
//! Holds pointers and keywords, no values, so that it can be reported as it stands.

use std::fmt;

use schema_runtime::Error;
use serde_json::{Value, json};

use crate::violation::Violation;

/// What each engine said about one payload, when they differ.
///
/// A report that carries one never counts as valid. Please report it: the text it displays as
/// holds nothing of the payload but names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// The typed parse.
    pub typed: Opinion,
    /// The full validator.
    pub full: Opinion,
}

/// What one engine says about a payload.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Opinion {
    /// The payload is accepted.
    Accepts,
    /// The payload breaks a rule.
    Refuses {
        /// The keyword of the first rule found broken, if the engine tells it.
        keyword: Option<String>,
        /// JSON Pointer to where.
        pointer: String,
    },
    /// The text cannot be read.
    CannotRead,
    /// The engine itself cannot be used.
    OutOfOrder {
        /// Why.
        reason: String,
    },
}

impl Opinion {
    /// The typed parse refused.
    pub(crate) fn of_error(error: &Error) -> Self {
        Self::Refuses {
            keyword: error.keyword().map(str::to_owned),
            pointer: error.pointer().to_owned(),
        }
    }

    /// The full validator found these violations.
    pub(crate) fn of_violations(violations: &[Violation]) -> Self {
        match violations.first() {
            None => Self::Accepts,
            Some(violation) => Self::Refuses {
                keyword: Some(violation.keyword.clone()),
                pointer: violation.pointer.clone(),
            },
        }
    }

    fn to_json(&self) -> Value {
        match self {
            Self::Accepts => json!({"verdict": "accepts"}),
            Self::Refuses { keyword, pointer } => {
                json!({"verdict": "refuses", "keyword": keyword, "pointer": pointer})
            }
            Self::CannotRead => json!({"verdict": "cannot-read"}),
            Self::OutOfOrder { reason } => json!({"verdict": "out-of-order", "reason": reason}),
        }
    }
}

impl Disagreement {
    pub(crate) fn to_json(&self) -> Value {
        json!({"typed": self.typed.to_json(), "full": self.full.to_json()})
    }
}

impl fmt::Display for Opinion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Accepts => f.write_str("accepts"),
            Self::Refuses { keyword, pointer } => {
                let keyword = keyword.as_deref().unwrap_or("some rule");
                write!(f, "refuses ({keyword} at `{pointer}`)")
            }
            Self::CannotRead => f.write_str("cannot read the text"),
            Self::OutOfOrder { reason } => write!(f, "is out of order ({reason})"),
        }
    }
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { typed, full } = self;
        write!(f, "the typed parse {typed}, the full validator {full}")
    }
}
