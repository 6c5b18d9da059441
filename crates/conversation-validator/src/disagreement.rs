//! The two engines said different things: a bug of ours, told rather than passed over.
//!
//! Holds pointers and keywords, no values, so that it can be reported as it stands.

use std::fmt;

use schema_runtime::{Error, printable};

use crate::{text::LONGEST_POINTER, violation::Violation};

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
    pub(crate) fn of_error(error: Option<&Error>) -> Self {
        let keyword = error.and_then(Error::keyword);
        Self::Refuses {
            keyword: keyword.map(str::to_owned),
            pointer: error.map_or_else(String::new, |error| error.pointer().to_owned()),
        }
    }

    /// The full validator found these violations.
    pub(crate) fn of_violations(violations: &[Violation]) -> Self {
        let first = violations.first();
        Self::Refuses {
            keyword: first.map(|violation| violation.keyword.clone()),
            pointer: first.map_or_else(String::new, |violation| violation.pointer.clone()),
        }
    }

    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Accepts => "accepts",
            Self::Refuses { .. } => "refuses",
            Self::CannotRead => "cannot-read",
            Self::OutOfOrder { .. } => "out-of-order",
        }
    }
}

impl fmt::Display for Opinion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Accepts => f.write_str("accepts"),
            Self::Refuses { keyword, pointer } => {
                let keyword = keyword.as_deref().unwrap_or("some rule");
                let pointer = printable(pointer);
                write!(f, "refuses ({keyword} at `{pointer:.LONGEST_POINTER$}`)")
            }
            Self::CannotRead => f.write_str("cannot read the text"),
            Self::OutOfOrder { reason } => write!(f, "is out of order ({})", printable(reason)),
        }
    }
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { typed, full } = self;
        write!(f, "the typed parse {typed}, the full validator {full}")
    }
}
