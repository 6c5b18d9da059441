//! Conversions between [`DateTime`] and `chrono::DateTime`.

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, SecondsFormat, TimeZone};

use super::{ConversionError, DateTime, DateTimeError, rfc3339::Parts};

impl DateTime {
    /// The date-time with its offset from UTC.
    ///
    /// A leap second is kept: `chrono` represents it as second 59 with 10⁹ nanoseconds or more.
    /// Fraction digits after the ninth are cut off.
    ///
    /// # Errors
    ///
    /// No case is known. [`ConversionError::OutOfRange`] would mean that the range of `chrono` is
    /// smaller than that of RFC 3339.
    ///
    /// ```
    /// use schema_runtime::DateTime;
    ///
    /// let ended = DateTime::new("2016-12-31T23:59:60Z").unwrap().to_chrono().unwrap();
    /// assert_eq!(ended.to_rfc3339(), "2016-12-31T23:59:60+00:00");
    /// ```
    pub fn to_chrono(&self) -> Result<chrono::DateTime<FixedOffset>, ConversionError> {
        let parts = self.parts()?;
        let offset = FixedOffset::east_opt(i32::from(parts.offset_minutes) * 60);
        local(parts)
            .zip(offset)
            .and_then(|(local, offset)| offset.from_local_datetime(&local).single())
            .ok_or(ConversionError::OutOfRange)
    }
}

fn local(parts: Parts) -> Option<NaiveDateTime> {
    let leap = parts.second == 60;
    let (second, nanosecond) = if leap {
        (59, parts.nanosecond + 1_000_000_000)
    } else {
        (parts.second, parts.nanosecond)
    };
    NaiveDate::from_ymd_opt(parts.year.into(), parts.month.into(), parts.day.into())?
        .and_hms_nano_opt(
            parts.hour.into(),
            parts.minute.into(),
            second.into(),
            nanosecond,
        )
}

/// With the time zone's offset, `Z` where it is zero. A leap second is written as `:60`.
///
/// Refuses years outside of 0 to 9999, offsets with seconds, and leap seconds not at 23:59 UTC.
impl<Tz: TimeZone> TryFrom<chrono::DateTime<Tz>> for DateTime {
    type Error = ConversionError;

    fn try_from(date_time: chrono::DateTime<Tz>) -> Result<Self, Self::Error> {
        let fixed = date_time.fixed_offset();
        if fixed.offset().local_minus_utc() % 60 != 0 {
            return Err(ConversionError::OffsetSeconds);
        }
        Self::new(fixed.to_rfc3339_opts(SecondsFormat::AutoSi, true)).map_err(|error| match error {
            DateTimeError::LeapSecond => ConversionError::LeapSecond,
            _ => ConversionError::OutOfRange,
        })
    }
}
