//! The verdicts of the two engines where they differ, which is a bug of ours.
//!
//! A disagreement holds pointers and keywords but no values, so that users can report it unchanged.

use std::fmt;

use schema_runtime::{Error, printable};

use crate::report::limits::LONGEST_POINTER;
use crate::report::violation::Violation;

/// The differing verdicts of the two engines on one payload.
///
/// A report with a disagreement never counts as valid. Please report it: its `Display` shows
/// nothing of the payload except property names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// The typed parse.
    pub typed: EngineVerdict,
    /// The full validator.
    pub full: EngineVerdict,
}

/// The verdict of one engine on a payload.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum EngineVerdict {
    /// The payload is accepted.
    Accepts,
    /// The payload is rejected.
    Rejects {
        /// The keyword of the first violation, if the engine gives it.
        keyword: Option<String>,
        /// JSON Pointer to the invalid value.
        pointer: String,
    },
    /// The text cannot be read.
    CannotRead,
    /// The engine itself cannot be used.
    Unavailable {
        /// The reason.
        reason: String,
    },
}

impl EngineVerdict {
    /// From the error of the typed parse; `None` if only its verdict is known.
    pub(crate) fn of_error(error: Option<&Error>) -> Self {
        let keyword = error.and_then(Error::keyword);
        Self::Rejects {
            keyword: keyword.map(str::to_owned),
            pointer: error.map_or_else(String::new, |error| error.pointer().to_owned()),
        }
    }

    /// From the violations that the full validator found.
    pub(crate) fn of_violations(violations: &[Violation]) -> Self {
        let first = violations.first();
        Self::Rejects {
            keyword: first.map(|violation| violation.keyword.clone()),
            pointer: first.map_or_else(String::new, |violation| violation.pointer.clone()),
        }
    }

    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Accepts => "accepts",
            Self::Rejects { .. } => "refuses",
            Self::CannotRead => "cannot-read",
            Self::Unavailable { .. } => "out-of-order",
        }
    }
}

impl fmt::Display for EngineVerdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Accepts => f.write_str("accepts"),
            Self::Rejects { keyword, pointer } => {
                let keyword = keyword.as_deref().unwrap_or("unknown keyword");
                let pointer = printable(pointer);
                write!(f, "refuses ({keyword} at `{pointer:.LONGEST_POINTER$}`)")
            }
            Self::CannotRead => f.write_str("cannot read the text"),
            Self::Unavailable { reason } => write!(f, "cannot be used ({})", printable(reason)),
        }
    }
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { typed, full } = self;
        write!(f, "the typed parse {typed}, the full validator {full}")
    }
}
