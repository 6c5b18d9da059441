//! The public type [`DateTime`]: a validated RFC 3339 date-time that keeps its text. The
//! conversions to date libraries are in submodules behind features.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod conversion_error;
mod date_time_error;
#[cfg(feature = "jiff")]
mod jiff;
mod rfc3339;
#[cfg(feature = "time")]
mod time;

use std::{fmt, str::FromStr};

use serde::{Serialize, Serializer};

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
pub use conversion_error::ConversionError;
pub use date_time_error::DateTimeError;

/// A date-time of [RFC 3339, section 5.6](https://www.rfc-editor.org/rfc/rfc3339#section-5.6), with
/// its original text: JSON Schema's format `date-time`.
///
/// Writing it back changes no character. Therefore equality and hash compare the text, and two
/// spellings of one instant (`…T10:00:00Z`, `…T10:00:00.0+00:00`) differ. Convert (features `jiff`,
/// `chrono`, `time`) to compare instants.
///
/// ```
/// use schema_runtime::DateTime;
///
/// let ended = DateTime::new("2024-02-29T23:59:60.5Z").unwrap();
/// assert_eq!(ended.as_str(), "2024-02-29T23:59:60.5Z");
/// assert!(DateTime::new("2023-02-29T10:00:00Z").is_err());
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DateTime(Box<str>);

impl DateTime {
    /// Validates `text` and keeps it.
    ///
    /// `t` and `z` may be lower case, any number of fraction digits from one up is allowed, the
    /// offset goes up to `±23:59`, and a leap second is allowed at `23:59:60` UTC, after the offset
    /// is applied.
    ///
    /// # Errors
    ///
    /// If `text` is not such a date-time. The error says where it deviates.
    pub fn new(text: impl Into<String>) -> Result<Self, DateTimeError> {
        let text = text.into();
        if !rfc3339::is_plain(text.as_bytes()) {
            rfc3339::parse(&text)?;
        }
        Ok(Self(text.into_boxed_str()))
    }

    /// Whether [`new`](Self::new) accepts `text`.
    pub(crate) fn is_valid(text: &str) -> bool {
        rfc3339::is_plain(text.as_bytes()) || rfc3339::parse(text).is_ok()
    }

    /// The original text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The parsed parts of the text, for the conversions.
    #[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
    fn parts(&self) -> Result<rfc3339::Parts, ConversionError> {
        // The text was validated by `new`, so this cannot fail; an error is still better than a
        // panic.
        rfc3339::parse(&self.0).map_err(|_| ConversionError::OutOfRange)
    }
}

impl AsRef<str> for DateTime {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for DateTime {
    type Err = DateTimeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::new(text)
    }
}

impl TryFrom<&str> for DateTime {
    type Error = DateTimeError;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        Self::new(text)
    }
}

impl TryFrom<String> for DateTime {
    type Error = DateTimeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::new(text)
    }
}

impl From<DateTime> for String {
    fn from(date_time: DateTime) -> Self {
        date_time.0.into()
    }
}

impl Serialize for DateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
