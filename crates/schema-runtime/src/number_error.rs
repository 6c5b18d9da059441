//! Why a number does not become another type of number.

use std::fmt;

/// Why a conversion between number types failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NumberError {
    /// NaN or an infinity, which JSON cannot write.
    NotFinite,
    /// The number has a fraction, and an integer was asked for.
    NotAnInteger,
    /// The type asked for does not reach as far.
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
