//! The error of converting a date-time to the type of a date library or back.

use std::fmt;

/// Why a date-time has no exact counterpart in the other type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConversionError {
    /// The date-time is in a leap second, which the other type cannot represent.
    LeapSecond,
    /// The date-time is outside the range of the other type; RFC 3339 has the years 0 to 9999.
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
