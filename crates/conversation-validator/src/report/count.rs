//! A count that may be a lower bound, because the search was stopped.

use std::fmt;

/// How many violations a payload has.
///
/// ```
/// use conversation_validator::Count;
///
/// assert_eq!(Count::Exactly(3).to_string(), "3");
/// assert_eq!(Count::AtLeast(30_000).to_string(), "at least 30000");
/// assert_eq!(Count::AtLeast(30_000).known(), 30_000);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Count {
    /// Exactly this many.
    Exactly(usize),
    /// This many or more: the search was stopped at its memory limit.
    AtLeast(usize),
}

impl Count {
    /// The number: all of them, or the lower bound.
    #[must_use]
    pub const fn known(self) -> usize {
        match self {
            Self::Exactly(count) | Self::AtLeast(count) => count,
        }
    }

    /// Whether the number is exact.
    #[must_use]
    pub const fn is_exact(self) -> bool {
        matches!(self, Self::Exactly(_))
    }

    /// How many there are besides the `shown` ones.
    pub(crate) const fn beside(self, shown: usize) -> Self {
        match self {
            Self::Exactly(count) => Self::Exactly(count.saturating_sub(shown)),
            Self::AtLeast(count) => Self::AtLeast(count.saturating_sub(shown)),
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(count) => write!(f, "{count}"),
            Self::AtLeast(count) => write!(f, "at least {count}"),
        }
    }
}
