//! Strings: what stands between two quotes, with escapes resolved. Eight bytes at a time, since most have nothing special in them.

use super::{Fault, Scanner, Trouble};

/// The content of a string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Text<'t> {
    /// As it stands in the text.
    Borrowed(&'t str),
    /// Put together, because it had escapes.
    Owned(String),
}

impl<'t> Scanner<'t> {
    /// Reads a string, behind its first quote.
    #[inline]
    pub(crate) fn string(&mut self) -> Result<Text<'t>, Fault> {
        let start = self.at;
        self.skip_plain();
        if self.peek() == Some(b'"') {
            let end = self.at;
            self.skip();
            return match self.text.get(start..end) {
                Some(text) => Ok(Text::Borrowed(text)),
                None => self.doubtful(start, end).map(Text::Borrowed),
            };
        }
        self.escaped(start).map(Text::Owned)
    }

    /// Reads a string of which only the end matters, behind its first quote. In a text that is not UTF-8 throughout, whether this
    /// string is does not show.
    #[expect(dead_code, reason = "for the judge that builds nothing")]
    #[inline]
    pub(crate) fn skip_string(&mut self) -> Result<(), Fault> {
        loop {
            self.skip_plain();
            match self.peek() {
                Some(b'"') => {
                    self.skip();
                    return Ok(());
                }
                Some(b'\\') => {
                    self.skip();
                    self.escape(&mut Nowhere)?;
                }
                other => return Err(self.broken_string(other)),
            }
        }
    }

    /// Part of the text, if it is one. The offsets are where ASCII characters stand.
    #[cold]
    fn doubtful(&self, start: usize, end: usize) -> Result<&'t str, Fault> {
        let bytes = self.bytes.get(start..end).unwrap_or_default();
        str::from_utf8(bytes).map_err(|error| self.not_utf8(bytes.len() - error.valid_up_to()))
    }

    /// The place is the first byte that is no UTF-8, `from_end` bytes before the quote; after an escape, near it.
    #[cold]
    fn not_utf8(&self, from_end: usize) -> Fault {
        Fault::new(Trouble::Utf8, self.at.saturating_sub(from_end))
    }

    /// Part of the text that is known to be ASCII.
    pub(super) fn ascii(&self, start: usize, end: usize) -> &'t str {
        let checked = || str::from_utf8(self.bytes.get(start..end)?).ok();
        self.text
            .get(start..end)
            .or_else(checked)
            .unwrap_or_default()
    }

    /// Reads on to the end of a string that has an escape or is broken.
    fn escaped(&mut self, start: usize) -> Result<String, Fault> {
        let mut content = Vec::new();
        let mut start = start;
        loop {
            content.extend_from_slice(self.bytes.get(start..self.at).unwrap_or_default());
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    self.skip();
                    self.escape(&mut content)?;
                }
                other => return Err(self.broken_string(other)),
            }
            start = self.at;
            self.skip_plain();
        }
        self.skip();
        String::from_utf8(content).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            self.not_utf8(error.as_bytes().len() - valid)
        })
    }

    #[cold]
    fn broken_string(&mut self, found: Option<u8>) -> Fault {
        if found.is_none() {
            return self.behind(Trouble::EndInString);
        }
        self.skip();
        self.behind(Trouble::ControlCharacter)
    }

    /// Steps to the next quote, backslash or control character, or to the end.
    #[inline]
    fn skip_plain(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let (chunks, tail) = rest.as_chunks::<8>();
        for chunk in chunks {
            let special = specials(u64::from_le_bytes(*chunk));
            if special != 0 {
                self.at += special.trailing_zeros() as usize / 8;
                return;
            }
            self.at += 8;
        }
        let special = |byte: &u8| *byte < 0x20 || *byte == b'"' || *byte == b'\\';
        self.at += tail.iter().position(special).unwrap_or(tail.len());
    }

    /// Resolves an escape, behind its backslash.
    fn escape(&mut self, content: &mut impl Content) -> Result<(), Fault> {
        let Some(letter) = self.peek() else {
            return Err(self.behind(Trouble::EndInString));
        };
        self.skip();
        content.push(match letter {
            b'"' | b'\\' | b'/' => char::from(letter),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => self.unicode_escape()?,
            _ => return Err(self.behind(Trouble::Escape)),
        });
        Ok(())
    }

    /// Reads the character that one or two `\u` stand for, behind the first of them.
    fn unicode_escape(&mut self) -> Result<char, Fault> {
        let lead = self.four_hex_digits()?;
        if let Some(character) = char::from_u32(lead) {
            return Ok(character);
        }
        if lead >= 0xDC00 {
            return Err(self.behind(Trouble::LoneSurrogate));
        }
        for expected in [b'\\', b'u'] {
            let Some(found) = self.peek() else {
                return Err(self.behind(Trouble::EndInString));
            };
            self.skip();
            if found != expected {
                return Err(self.behind(Trouble::EndOfSurrogates));
            }
        }
        let trail = self.four_hex_digits()?;
        if !(0xDC00..=0xDFFF).contains(&trail) {
            return Err(self.behind(Trouble::LoneSurrogate));
        }
        let code_point = 0x1_0000 + ((lead - 0xD800) << 10) + (trail - 0xDC00);
        char::from_u32(code_point).ok_or_else(|| self.behind(Trouble::LoneSurrogate))
    }

    fn four_hex_digits(&mut self) -> Result<u32, Fault> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let Some(digits) = rest.first_chunk::<4>() else {
            self.at = self.bytes.len();
            return Err(self.behind(Trouble::EndInString));
        };
        self.at += 4;
        digits.iter().try_fold(0, |code, &digit| {
            let value = char::from(digit).to_digit(16);
            value
                .map(|value| code * 16 + value)
                .ok_or_else(|| self.behind(Trouble::Escape))
        })
    }
}

/// The highest bit of each byte that is a quote, a backslash or a control character; above the first of them other bits may be set.
///
/// After Mycroft: subtracting borrows into a byte's highest bit where the byte is below what is subtracted.
#[inline]
const fn specials(bytes: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    let control = bytes.wrapping_sub(ONES * 0x20) & !bytes;
    let quotes = bytes ^ (ONES * b'"' as u64);
    let quote = quotes.wrapping_sub(ONES) & !quotes;
    let backslashes = bytes ^ (ONES * b'\\' as u64);
    let backslash = backslashes.wrapping_sub(ONES) & !backslashes;
    (control | quote | backslash) & (ONES << 7)
}

/// Where resolved escapes go.
trait Content {
    fn push(&mut self, character: char);
}

impl Content for Vec<u8> {
    fn push(&mut self, character: char) {
        self.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

/// For strings that nobody wants.
struct Nowhere;

impl Content for Nowhere {
    fn push(&mut self, _: char) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_special_byte_is_found_at_each_place() {
        for byte in 0..=u8::MAX {
            for place in 0..8 {
                let mut chunk = *b"plain te";
                chunk[place] = byte;
                let found = specials(u64::from_le_bytes(chunk));
                let first = (found != 0).then(|| found.trailing_zeros() as usize / 8);
                let special = byte < 0x20 || byte == b'"' || byte == b'\\';
                assert_eq!(first, special.then_some(place), "{byte} at {place}");
            }
        }
    }
}
