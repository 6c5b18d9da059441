//! Conversions between [`DateTime`] and `time::OffsetDateTime`.

use time::{
    Date, Month, OffsetDateTime, Time, UtcOffset, error::ComponentRange,
    format_description::well_known::Rfc3339,
};

use super::{ConversionError, DateTime, rfc3339::Parts};

impl DateTime {
    /// The date-time with its offset from UTC. Fraction digits after the ninth are cut off.
    ///
    /// # Errors
    ///
    /// [`ConversionError::LeapSecond`] in a leap second, which `time` cannot represent.
    ///
    /// ```
    /// use schema_runtime::DateTime;
    ///
    /// let ended = DateTime::new("2024-07-01T02:00:00+02:00").unwrap();
    /// assert_eq!(ended.to_time().unwrap().unix_timestamp(), 1_719_792_000);
    /// ```
    pub fn to_time(&self) -> Result<OffsetDateTime, ConversionError> {
        let parts = self.parts()?;
        if parts.second == 60 {
            return Err(ConversionError::LeapSecond);
        }
        offset_date_time(parts).map_err(|_| ConversionError::OutOfRange)
    }
}

fn offset_date_time(parts: Parts) -> Result<OffsetDateTime, ComponentRange> {
    let date =
        Date::from_calendar_date(parts.year.into(), Month::try_from(parts.month)?, parts.day)?;
    let time = Time::from_hms_nano(parts.hour, parts.minute, parts.second, parts.nanosecond)?;
    let offset = UtcOffset::from_whole_seconds(i32::from(parts.offset_minutes) * 60)?;
    Ok(OffsetDateTime::new_in_offset(date, time, offset))
}

/// With its offset, `Z` where that is zero. Refuses years outside of 0 to 9999 and offsets with
/// seconds or beyond `±23:59`.
impl TryFrom<OffsetDateTime> for DateTime {
    type Error = ConversionError;

    fn try_from(date_time: OffsetDateTime) -> Result<Self, Self::Error> {
        if date_time.offset().seconds_past_minute() != 0 {
            return Err(ConversionError::OffsetSeconds);
        }
        let text = date_time
            .format(&Rfc3339)
            .map_err(|_| ConversionError::OutOfRange)?;
        Self::new(text).map_err(|_| ConversionError::OutOfRange)
    }
}
