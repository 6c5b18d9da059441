//! RFC 3339: valid and invalid date-times. Agreement with the validator is tested in `agreement`.

use schema_runtime::{DateTime, DateTimeError};

#[test]
fn accepted() {
    for text in [
        "1985-04-12T23:20:50.52Z",
        "1996-12-19T16:39:57-08:00",
        "1990-12-31T23:59:60Z",
        "1990-12-31T15:59:60-08:00",
        "2017-01-01T05:29:60+05:30",
        "2017-01-01T00:59:60.999+01:00",
        "1937-01-01T12:00:27.87+00:20",
        "0000-02-29T00:00:00z",
        "9999-12-31t23:59:59.000000000000000000000001-23:59",
        "2000-02-29T00:00:00-00:00",
    ] {
        let read = DateTime::new(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(read.as_str(), text);
        assert_eq!(
            serde_json::to_value(&read).unwrap(),
            serde_json::json!(text)
        );
        assert_eq!(text.parse::<DateTime>().unwrap(), read);
    }
}

#[test]
fn refused_with_a_reason() {
    let shape = |offset, expected| DateTimeError::Shape { offset, expected };
    let range = |part| DateTimeError::Range { part };
    for (text, error) in [
        ("", shape(0, "a digit")),
        ("2024", shape(4, "`-`")),
        ("2024-1-01T00:00:00Z", shape(6, "a digit")),
        ("2024-01-01 00:00:00Z", shape(10, "`T`")),
        ("2024-01-01", shape(10, "`T`")),
        ("2024-01-01T00:00Z", shape(16, "`:`")),
        (
            "2024-01-01T00:00:00",
            shape(19, "a fraction, `Z` or an offset"),
        ),
        ("2024-01-01T00:00:00.Z", shape(20, "a digit")),
        (
            "2024-01-01T00:00:00,5Z",
            shape(19, "a fraction, `Z` or an offset"),
        ),
        ("2024-01-01T00:00:00+0100", shape(22, "`:`")),
        ("2024-01-01T00:00:00+01", shape(22, "`:`")),
        ("2024-01-01T00:00:00+-01:00", shape(20, "a digit")),
        ("2024-01-01T00:00:00Z ", shape(20, "the end")),
        ("2024-01-01T00:00:00ZZ", shape(20, "the end")),
        (" 2024-01-01T00:00:00Z", shape(0, "a digit")),
        ("+2024-01-01T00:00:00Z", shape(0, "a digit")),
        ("२०२४-01-01T00:00:00Z", shape(0, "a digit")),
        ("2024-13-01T00:00:00Z", range("month")),
        ("2024-00-01T00:00:00Z", range("month")),
        ("2024-01-00T00:00:00Z", range("day")),
        ("2024-04-31T00:00:00Z", range("day")),
        ("2023-02-29T00:00:00Z", range("day")),
        ("1900-02-29T00:00:00Z", range("day")),
        ("2024-01-01T24:00:00Z", range("hour")),
        ("2024-01-01T00:60:00Z", range("minute")),
        ("2024-01-01T00:00:61Z", range("second")),
        ("2024-01-01T00:00:00+24:00", range("offset's hour")),
        ("2024-01-01T00:00:00+00:60", range("offset's minute")),
        ("2024-01-01T23:58:60Z", DateTimeError::LeapSecond),
        ("2024-01-01T22:59:60Z", DateTimeError::LeapSecond),
        ("2024-01-01T23:59:60+01:00", DateTimeError::LeapSecond),
    ] {
        assert_eq!(DateTime::new(text), Err(error), "{text}");
    }
}

#[test]
fn spellings_of_one_instant_differ() {
    let a = DateTime::new("2024-01-01T00:00:00Z").unwrap();
    let b = DateTime::new("2024-01-01T00:00:00.0+00:00").unwrap();
    assert_ne!(a, b);
    #[cfg(feature = "jiff")]
    assert_eq!(a.to_jiff(), b.to_jiff());
    #[cfg(feature = "chrono")]
    assert_eq!(a.to_chrono(), b.to_chrono());
    #[cfg(feature = "time")]
    assert_eq!(a.to_time(), b.to_time());
}

/// The text, and its instant in seconds and nanoseconds.
#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
const INSTANTS: [(&str, i64, u32); 5] = [
    ("1970-01-01T00:00:00Z", 0, 0),
    ("1996-12-19t16:39:57-08:00", 851_042_397, 0),
    ("1937-01-01T12:00:27.87+00:20", -1_041_337_173, 870_000_000),
    (
        "2024-07-01T02:00:00.1234567899+23:59",
        1_719_712_860,
        123_456_789,
    ),
    ("0000-01-01T00:00:00Z", -62_167_219_200, 0),
];

#[cfg(feature = "jiff")]
#[test]
fn jiff() {
    use schema_runtime::ConversionError;
    for (text, second, nanosecond) in INSTANTS {
        let timestamp = DateTime::new(text).unwrap().to_jiff().unwrap();
        let nanoseconds = i128::from(second) * 1_000_000_000 + i128::from(nanosecond);
        assert_eq!(timestamp.as_nanosecond(), nanoseconds, "{text}");
        assert_eq!(
            DateTime::try_from(timestamp).unwrap().to_jiff(),
            Ok(timestamp)
        );
    }
    let leap = DateTime::new("2016-12-31T23:59:60Z").unwrap();
    assert_eq!(leap.to_jiff(), Err(ConversionError::LeapSecond));
    let last = DateTime::new("9999-12-31T23:59:59Z").unwrap();
    assert_eq!(last.to_jiff(), Err(ConversionError::OutOfRange));
    assert_eq!(
        DateTime::try_from(jiff::Timestamp::MIN),
        Err(ConversionError::OutOfRange)
    );
    assert!(DateTime::try_from(jiff::Timestamp::MAX).is_ok());
}

#[cfg(feature = "chrono")]
#[test]
fn chrono() {
    use chrono::{FixedOffset, TimeZone, Utc};
    use schema_runtime::ConversionError;
    for (text, second, nanosecond) in INSTANTS {
        let converted = DateTime::new(text).unwrap().to_chrono().unwrap();
        assert_eq!(
            (converted.timestamp(), converted.timestamp_subsec_nanos()),
            (second, nanosecond),
            "{text}"
        );
        assert_eq!(
            DateTime::try_from(converted).unwrap().to_chrono(),
            Ok(converted)
        );
    }
    // A leap second converts in both directions.
    let leap = DateTime::new("2017-01-01T00:59:60.5+01:00").unwrap();
    let converted = leap.to_chrono().unwrap();
    assert_eq!(converted.timestamp_subsec_nanos(), 1_500_000_000);
    assert_eq!(
        DateTime::try_from(converted).unwrap().as_str(),
        "2017-01-01T00:59:60.500+01:00"
    );
    // `chrono` also allows leap seconds at times that have none.
    let stray = Utc.with_ymd_and_hms(2024, 1, 1, 12, 0, 59).unwrap() + chrono::Duration::zero();
    let stray = chrono::Timelike::with_nanosecond(&stray, 1_000_000_000).unwrap();
    assert_eq!(DateTime::try_from(stray), Err(ConversionError::LeapSecond));
    let odd = FixedOffset::east_opt(3601)
        .unwrap()
        .timestamp_opt(0, 0)
        .unwrap();
    assert_eq!(DateTime::try_from(odd), Err(ConversionError::OffsetSeconds));
    assert_eq!(
        DateTime::try_from(chrono::DateTime::<Utc>::MAX_UTC),
        Err(ConversionError::OutOfRange)
    );
    assert_eq!(
        DateTime::try_from(Utc.timestamp_opt(0, 0).unwrap())
            .unwrap()
            .as_str(),
        "1970-01-01T00:00:00Z"
    );
    assert!(
        DateTime::new("9999-12-31T23:59:59-23:59")
            .unwrap()
            .to_chrono()
            .is_ok()
    );
    assert!(
        DateTime::new("0000-01-01T00:00:00+23:59")
            .unwrap()
            .to_chrono()
            .is_ok()
    );
}

#[cfg(feature = "time")]
#[test]
fn time() {
    use schema_runtime::ConversionError;
    use time::{OffsetDateTime, UtcOffset};
    for (text, second, nanosecond) in INSTANTS {
        let converted = DateTime::new(text).unwrap().to_time().unwrap();
        assert_eq!(
            (converted.unix_timestamp(), converted.nanosecond()),
            (second, nanosecond),
            "{text}"
        );
        assert_eq!(
            DateTime::try_from(converted).unwrap().to_time(),
            Ok(converted)
        );
    }
    let leap = DateTime::new("2016-12-31T23:59:60Z").unwrap();
    assert_eq!(leap.to_time(), Err(ConversionError::LeapSecond));
    let odd = OffsetDateTime::UNIX_EPOCH.to_offset(UtcOffset::from_hms(1, 0, 1).unwrap());
    assert_eq!(DateTime::try_from(odd), Err(ConversionError::OffsetSeconds));
    let far = OffsetDateTime::UNIX_EPOCH.to_offset(UtcOffset::from_hms(24, 30, 0).unwrap());
    assert_eq!(DateTime::try_from(far), Err(ConversionError::OutOfRange));
    let past = OffsetDateTime::from_unix_timestamp(-62_167_219_201).unwrap();
    assert_eq!(DateTime::try_from(past), Err(ConversionError::OutOfRange));
    assert!(
        DateTime::new("9999-12-31T23:59:59-23:59")
            .unwrap()
            .to_time()
            .is_ok()
    );
    assert!(
        DateTime::new("0000-01-01T00:00:00+23:59")
            .unwrap()
            .to_time()
            .is_ok()
    );
}
