//! Conversions between [`DateTime`] and `jiff::Timestamp`.

use super::{ConversionError, DateTime, DateTimeError, rfc3339::Parts};

impl DateTime {
    /// The instant.
    ///
    /// The offset from UTC is applied and not kept, since a timestamp has none. Fraction digits
    /// after the ninth are cut off.
    ///
    /// # Errors
    ///
    /// [`ConversionError::LeapSecond`] in a leap second, which `jiff` cannot represent;
    /// [`ConversionError::OutOfRange`] in the last two days of the year 9999, which `jiff` cuts off
    /// for its time zones.
    ///
    /// ```
    /// use schema_runtime::DateTime;
    ///
    /// let ended = DateTime::new("2024-07-01T02:00:00+02:00").unwrap();
    /// assert_eq!(ended.to_jiff().unwrap().as_second(), 1_719_792_000);
    /// ```
    pub fn to_jiff(&self) -> Result<jiff::Timestamp, ConversionError> {
        let parts = self.parts()?;
        if parts.second == 60 {
            return Err(ConversionError::LeapSecond);
        }
        timestamp(parts).map_err(|_| ConversionError::OutOfRange)
    }
}

fn timestamp(parts: Parts) -> Result<jiff::Timestamp, jiff::Error> {
    let local = jiff::civil::DateTime::new(
        parts.year.cast_signed(),
        parts.month.cast_signed(),
        parts.day.cast_signed(),
        parts.hour.cast_signed(),
        parts.minute.cast_signed(),
        parts.second.cast_signed(),
        parts.nanosecond.cast_signed(),
    )?;
    let offset = jiff::tz::Offset::from_seconds(i32::from(parts.offset_minutes) * 60)?;
    offset.to_timestamp(local)
}

/// In UTC with `Z`. Refuses years before 0, which RFC 3339 cannot write.
impl TryFrom<jiff::Timestamp> for DateTime {
    type Error = ConversionError;

    fn try_from(timestamp: jiff::Timestamp) -> Result<Self, Self::Error> {
        Self::new(timestamp.to_string()).map_err(|_: DateTimeError| ConversionError::OutOfRange)
    }
}
