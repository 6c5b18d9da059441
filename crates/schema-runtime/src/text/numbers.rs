//! Scans numbers. The value of an integer is computed while it is read. For other numbers the
//! digits are returned and `serde_json` converts them, so that doubles never differ in the last
//! bit.

use super::{Fault, FaultKind, Scanner};

/// A number as it is written in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numeral<'t> {
    /// An integer from zero up.
    Natural(u64),
    /// An integer below zero.
    Negative(i64),
    /// With a fraction or an exponent, wider than 64 bits, or `-0`.
    Written(&'t str),
}

/// Integers of up to 19 digits fit into 64 bits: nineteen nines are less than 2⁶⁴.
const SAFE_DIGITS: usize = 19;

impl<'t> Scanner<'t> {
    /// Reads a number whose sign or first digit was peeked at.
    #[inline]
    pub(crate) fn number(&mut self) -> Result<Numeral<'t>, Fault> {
        let start = self.at;
        let negative = self.peek() == Some(b'-');
        if negative {
            self.skip();
        }
        let first_digit = self.at;
        let value = self.integer()?;
        let digits = self.at - first_digit;
        if matches!(self.peek(), Some(b'.' | b'e' | b'E')) {
            self.fraction_and_exponent(first_digit)?;
        } else if digits <= SAFE_DIGITS {
            match (negative, 0_i64.checked_sub_unsigned(value)) {
                (false, _) => return Ok(Numeral::Natural(value)),
                (true, Some(value)) if value < 0 => return Ok(Numeral::Negative(value)),
                (true, _) => {}
            }
        }
        Ok(Numeral::Written(self.ascii(start, self.at)))
    }

    /// Reads the digits before the decimal point. The value is correct up to [`SAFE_DIGITS`]
    /// digits.
    #[inline]
    fn integer(&mut self) -> Result<u64, Fault> {
        match self.peek() {
            None => return Err(self.behind(FaultKind::EndInValue)),
            Some(b'0') => {
                self.skip();
                return match self.peek() {
                    Some(b'0'..=b'9') => Err(self.ahead(FaultKind::Number)),
                    _ => Ok(0),
                };
            }
            Some(b'1'..=b'9') => {}
            Some(_) => {
                self.skip();
                return Err(self.behind(FaultKind::Number));
            }
        }
        let mut value = 0_u64;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            value = value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
            self.skip();
        }
        Ok(value)
    }

    #[inline(never)]
    fn fraction_and_exponent(&mut self, first_digit: usize) -> Result<(), Fault> {
        if self.peek() == Some(b'.') {
            self.skip();
            let point = self.at;
            self.skip_digits();
            if self.at == point {
                let end = self.peek().is_none();
                return Err(self.ahead(if end {
                    FaultKind::EndInValue
                } else {
                    FaultKind::Number
                }));
            }
        }
        match self.peek() {
            Some(b'e' | b'E') => self.exponent(first_digit),
            _ => Ok(()),
        }
    }

    fn exponent(&mut self, first_digit: usize) -> Result<(), Fault> {
        let significand = self.bytes.get(first_digit..self.at).unwrap_or_default();
        let zero = !significand
            .iter()
            .any(|digit| (b'1'..=b'9').contains(digit));
        self.skip();
        let negative = self.peek() == Some(b'-');
        if let Some(b'+' | b'-') = self.peek() {
            self.skip();
        }
        match self.peek() {
            Some(b'0'..=b'9') => {}
            None => return Err(self.behind(FaultKind::EndInValue)),
            Some(_) => {
                self.skip();
                return Err(self.behind(FaultKind::Number));
            }
        }
        let mut exponent = 0_i32;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            self.skip();
            let next = exponent
                .checked_mul(10)
                .and_then(|tens| tens.checked_add(i32::from(digit - b'0')));
            match next {
                Some(next) => exponent = next,
                // `serde_json` stops here, too.
                None if !zero && !negative => return Err(self.behind(FaultKind::NumberOutOfRange)),
                None => self.skip_digits(),
            }
        }
        Ok(())
    }

    fn skip_digits(&mut self) {
        while let Some(b'0'..=b'9') = self.peek() {
            self.skip();
        }
    }
}
