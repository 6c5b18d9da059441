//! Parses date-times by the grammar of RFC 3339, section 5.6, and the ranges of section 5.7. It
//! needs no calendar beyond the length of months and must not depend on a date library.

use super::DateTimeError;

/// The numbers in a date-time, all in range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts {
    /// 0 to 9999
    pub(super) year: u16,
    /// 1 to 12
    pub(super) month: u8,
    /// 1 to 31
    pub(super) day: u8,
    /// 0 to 23
    pub(super) hour: u8,
    /// 0 to 59
    pub(super) minute: u8,
    /// 0 to 60
    pub(super) second: u8,
    /// 0 to 999 999 999; fraction digits past the ninth are cut off here (the text keeps them).
    pub(super) nanosecond: u32,
    /// Minutes to add to UTC, −1439 to 1439
    pub(super) offset_minutes: i16,
}

/// Whether `text` is a date-time of the most common form, `2026-08-15T08:00:00.000Z` with or
/// without the fraction, with a second below 60 and a day up to the 28th.
///
/// A fast path: `true` implies that [`parse`] succeeds; `false` decides nothing.
pub(super) fn is_plain(text: &[u8]) -> bool {
    let Some((
        &[
            y0,
            y1,
            y2,
            y3,
            b'-',
            m0,
            m1,
            b'-',
            d0,
            d1,
            b'T',
            h0,
            h1,
            b':',
            i0,
            i1,
            b':',
            s0,
            s1,
        ],
        rest,
    )) = text.split_first_chunk()
    else {
        return false;
    };
    let digits = [y0, y1, y2, y3, m0, m1, d0, d1, h0, h1, i0, i1, s0, s1];
    let two = |tens: u8, ones: u8| {
        tens.wrapping_sub(b'0')
            .wrapping_mul(10)
            .wrapping_add(ones.wrapping_sub(b'0'))
    };
    let zone = match rest {
        [b'Z'] => true,
        [b'.', fraction @ .., b'Z'] => {
            !fraction.is_empty() && fraction.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    };
    // Every month has at least 28 days.
    let in_range = (1..=12).contains(&two(m0, m1))
        && (1..=28).contains(&two(d0, d1))
        && two(h0, h1) < 24
        && two(i0, i1) < 60
        && two(s0, s1) < 60;
    zone && in_range
        && digits
            .iter()
            .fold(true, |all, digit| all & digit.is_ascii_digit())
}

/// `date-time = full-date "T" full-time`; the letters may be lower case (section 5.6, note).
pub(super) fn parse(text: &str) -> Result<Parts, DateTimeError> {
    let mut cursor = Cursor::new(text);
    let (year, month, day) = full_date(&mut cursor)?;
    cursor.letter(b'T', "`T`")?;
    let (hour, minute, second) = partial_time(&mut cursor)?;
    let nanosecond = fraction(&mut cursor)?;
    let offset_minutes = time_offset(&mut cursor)?;
    cursor.end()?;

    if second == 60 && !is_last_minute_of_utc_day(hour, minute, offset_minutes) {
        return Err(DateTimeError::LeapSecond);
    }
    Ok(Parts {
        year,
        month,
        day,
        hour,
        minute,
        second,
        nanosecond,
        offset_minutes,
    })
}

/// `full-date = 4DIGIT "-" 2DIGIT "-" 2DIGIT`
fn full_date(cursor: &mut Cursor<'_>) -> Result<(u16, u8, u8), DateTimeError> {
    let year = u16::from(cursor.two_digits()?) * 100 + u16::from(cursor.two_digits()?);
    cursor.byte(b'-', "`-`")?;
    let month = in_range(cursor.two_digits()?, 1, 12, "month")?;
    cursor.byte(b'-', "`-`")?;
    let day = in_range(cursor.two_digits()?, 1, days_in(year, month), "day")?;
    Ok((year, month, day))
}

/// `partial-time = 2DIGIT ":" 2DIGIT ":" 2DIGIT [time-secfrac]`, without the fraction.
fn partial_time(cursor: &mut Cursor<'_>) -> Result<(u8, u8, u8), DateTimeError> {
    let hour = in_range(cursor.two_digits()?, 0, 23, "hour")?;
    cursor.byte(b':', "`:`")?;
    let minute = in_range(cursor.two_digits()?, 0, 59, "minute")?;
    cursor.byte(b':', "`:`")?;
    let second = in_range(cursor.two_digits()?, 0, 60, "second")?;
    Ok((hour, minute, second))
}

/// `time-secfrac = "." 1*DIGIT`, in nanoseconds.
fn fraction(cursor: &mut Cursor<'_>) -> Result<u32, DateTimeError> {
    if !cursor.eat(b'.') {
        return Ok(0);
    }
    let mut unit = 100_000_000;
    let mut nanoseconds = u32::from(cursor.digit()?) * unit;
    while let Some(digit) = cursor.peek_digit() {
        cursor.skip();
        unit /= 10;
        nanoseconds += u32::from(digit) * unit;
    }
    Ok(nanoseconds)
}

/// `time-offset = "Z" / ("+" / "-") 2DIGIT ":" 2DIGIT`, in minutes.
fn time_offset(cursor: &mut Cursor<'_>) -> Result<i16, DateTimeError> {
    if cursor.eat(b'Z') || cursor.eat(b'z') {
        return Ok(0);
    }
    let sign = if cursor.eat(b'+') {
        1
    } else if cursor.eat(b'-') {
        -1
    } else {
        return Err(cursor.expected("a fraction, `Z` or an offset"));
    };
    let hours = in_range(cursor.two_digits()?, 0, 23, "offset's hour")?;
    cursor.byte(b':', "`:`")?;
    let minutes = in_range(cursor.two_digits()?, 0, 59, "offset's minute")?;
    Ok(sign * (i16::from(hours) * 60 + i16::from(minutes)))
}

/// Section 5.7 and appendix D: leap seconds fall into the last minute of a UTC day. Which days have
/// one is not checked: future leap seconds are unknown.
fn is_last_minute_of_utc_day(hour: u8, minute: u8, offset_minutes: i16) -> bool {
    const DAY: i16 = 24 * 60;
    let utc = i16::from(hour) * 60 + i16::from(minute) - offset_minutes;
    utc.rem_euclid(DAY) == DAY - 1
}

/// Section 5.7 and appendix C.
fn days_in(year: u16, month: u8) -> u8 {
    let leap_year =
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap_year => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn in_range(value: u8, least: u8, most: u8, part: &'static str) -> Result<u8, DateTimeError> {
    if (least..=most).contains(&value) {
        Ok(value)
    } else {
        Err(DateTimeError::Range { part })
    }
}

/// The text still to be read.
struct Cursor<'t> {
    bytes: &'t [u8],
    offset: usize,
}

impl<'t> Cursor<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            bytes: text.as_bytes(),
            offset: 0,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.offset).copied()
    }

    fn skip(&mut self) {
        self.offset += 1;
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        if found {
            self.skip();
        }
        found
    }

    fn byte(&mut self, byte: u8, expected: &'static str) -> Result<(), DateTimeError> {
        if self.eat(byte) {
            Ok(())
        } else {
            Err(self.expected(expected))
        }
    }

    fn letter(&mut self, upper: u8, expected: &'static str) -> Result<(), DateTimeError> {
        if self.eat(upper.to_ascii_lowercase()) {
            Ok(())
        } else {
            self.byte(upper, expected)
        }
    }

    fn peek_digit(&self) -> Option<u8> {
        self.peek()
            .filter(u8::is_ascii_digit)
            .map(|digit| digit - b'0')
    }

    fn digit(&mut self) -> Result<u8, DateTimeError> {
        let digit = self.peek_digit().ok_or_else(|| self.expected("a digit"))?;
        self.skip();
        Ok(digit)
    }

    fn two_digits(&mut self) -> Result<u8, DateTimeError> {
        Ok(self.digit()? * 10 + self.digit()?)
    }

    fn end(&self) -> Result<(), DateTimeError> {
        if self.peek().is_none() {
            Ok(())
        } else {
            Err(self.expected("the end"))
        }
    }

    fn expected(&self, expected: &'static str) -> DateTimeError {
        DateTimeError::Shape {
            offset: self.offset,
            expected,
        }
    }
}
