//! Why a text is not an RFC 3339 date-time: what stands wrong and where, never the text itself.

use std::fmt;

/// Why a text is not an RFC 3339 date-time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DateTimeError {
    /// The text does not have the shape `YYYY-MM-DDThh:mm:ss[.fff](Z|±hh:mm)`.
    Shape {
        /// Where it leaves the shape, in bytes from the start.
        offset: usize,
        /// What should stand there.
        expected: &'static str,
    },
    /// A part is out of its range: the month, the day for its month, the hour, …
    Range {
        /// The part's name.
        part: &'static str,
    },
    /// A 60th second at another time than 23:59 UTC
    /// ([RFC 3339, section 5.7](https://www.rfc-editor.org/rfc/rfc3339#section-5.7)).
    LeapSecond,
}

impl DateTimeError {
    /// What is wrong, without saying again of what.
    pub(crate) fn reason(self) -> String {
        match self {
            Self::Shape { offset, expected } => format!("expected {expected} at byte {offset}"),
            Self::Range { part } => format!("the {part} is out of range"),
            Self::LeapSecond => "second 60 stands elsewhere than at 23:59 UTC".to_owned(),
        }
    }
}

impl fmt::Display for DateTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not an RFC 3339 date-time: {}", self.reason())
    }
}

impl std::error::Error for DateTimeError {}
