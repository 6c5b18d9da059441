//! The error of converting between number types.

use std::fmt;

/// Why a conversion between number types failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NumberError {
    /// NaN or an infinity, which JSON cannot represent.
    NotFinite,
    /// The number has a fraction, and the target is an integer type.
    NotAnInteger,
    /// The number is out of the range of the target type.
    OutOfRange,
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotFinite => "NaN and infinities are not JSON numbers",
            Self::NotAnInteger => "the number has a fraction",
            Self::OutOfRange => "the number is out of the type's range",
        })
    }
}

impl std::error::Error for NumberError {}
