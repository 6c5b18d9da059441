//! Why a text is not an RFC 3339 date-time. It must not hold the text, so that messages never quote
//! payloads.

use std::fmt;

/// Why a text is not an RFC 3339 date-time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DateTimeError {
    /// The text does not have the shape `YYYY-MM-DDThh:mm:ss[.fff](Z|±hh:mm)`.
    Shape {
        /// The byte offset of the first deviation.
        offset: usize,
        /// What is expected there.
        expected: &'static str,
    },
    /// A part is out of its range: the month, the day of its month, the hour, …
    Range {
        /// The name of the part.
        part: &'static str,
    },
    /// Second 60 at another time than 23:59 UTC ([RFC 3339, section
    /// 5.7](https://www.rfc-editor.org/rfc/rfc3339#section-5.7)).
    LeapSecond,
}

impl DateTimeError {
    /// The reason alone, without the prefix "not an RFC 3339 date-time".
    pub(crate) fn reason(self) -> String {
        match self {
            Self::Shape { offset, expected } => format!("expected {expected} at byte {offset}"),
            Self::Range { part } => format!("the {part} is out of range"),
            Self::LeapSecond => "second 60 is allowed only at 23:59 UTC".to_owned(),
        }
    }
}

impl fmt::Display for DateTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not an RFC 3339 date-time: {}", self.reason())
    }
}

impl std::error::Error for DateTimeError {}
