//! What can keep a date-time from crossing over to a date library or back.

use std::fmt;

/// Why a date-time has no exact counterpart on the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConversionError {
    /// The date-time lies in a leap second, and the other type has none.
    LeapSecond,
    /// The date-time lies outside of what the other side can write: RFC 3339 has the years 0 to 9999.
    OutOfRange,
    /// The offset from UTC is not a whole number of minutes, and RFC 3339 has no seconds there.
    OffsetSeconds,
}

impl fmt::Display for ConversionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::LeapSecond => {
                "the date-time lies in a leap second, which the type asked for does not have"
            }
            Self::OutOfRange => "the date-time is out of the type's range",
            Self::OffsetSeconds => "the offset from UTC has seconds, which RFC 3339 cannot write",
        })
    }
}

impl std::error::Error for ConversionError {}
