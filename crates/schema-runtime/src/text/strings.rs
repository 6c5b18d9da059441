//! Scans strings and resolves their escapes.

use std::{mem, ops::Deref};

use super::{Fault, FaultKind, Scanner, equality::same, plain::plain_prefix};

/// The content of a string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Text<'t> {
    /// A slice of the text.
    Borrowed(&'t str),
    /// A copy with resolved escapes.
    Owned(String),
}

impl Deref for Text<'_> {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        match self {
            Self::Borrowed(text) => text,
            Self::Owned(text) => text,
        }
    }
}

impl<'t> Scanner<'t> {
    /// Reads a string whose first quote was peeked at, if it is valid and has no escapes; otherwise
    /// consumes nothing.
    #[inline]
    pub(crate) fn plain_string(&mut self) -> Option<&'t str> {
        let start = self.at + 1;
        let end = start + plain_prefix(self.bytes.get(start..)?);
        if self.bytes.get(end) != Some(&b'"') {
            return None;
        }
        let text = self.text.get(start..end)?;
        self.at = end + 1;
        Some(text)
    }

    /// Reads a string after its first quote.
    pub(crate) fn string(&mut self) -> Result<Text<'t>, Fault> {
        let start = self.at;
        self.skip_plain();
        if self.peek() == Some(b'"') {
            let end = self.at;
            self.skip();
            return match self.text.get(start..end) {
                Some(text) => Ok(Text::Borrowed(text)),
                None => self.decoded(start, end).map(Text::Borrowed),
            };
        }
        self.escaped(start).map(Text::Owned)
    }

    /// Consumes the string `name` after its first quote, if it follows without escapes. `name` must
    /// need no escapes.
    #[expect(clippy::inline_always, reason = "a tenth of the time of a typed read")]
    #[inline(always)]
    pub(crate) fn eat_name(&mut self, name: &str) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let Some((start, [b'"', ..])) = rest.split_at_checked(name.len()) else {
            return false;
        };
        let found = same(start, name.as_bytes());
        if found {
            self.at += name.len() + 1;
        }
        found
    }

    /// Skips a string after its first quote. Does not check UTF-8.
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
                    self.escape(&mut Discard)?;
                }
                other => return Err(self.broken_string(other)),
            }
        }
    }

    /// A part of a text that is not valid UTF-8. The offsets must be those of ASCII characters.
    #[cold]
    fn decoded(&self, start: usize, end: usize) -> Result<&'t str, Fault> {
        let bytes = self.bytes.get(start..end).unwrap_or_default();
        str::from_utf8(bytes).map_err(|error| self.not_utf8(bytes.len() - error.valid_up_to()))
    }

    /// The position is the first invalid byte, `from_end` bytes before the quote; after an escape
    /// it is approximate.
    #[cold]
    fn not_utf8(&self, from_end: usize) -> Fault {
        Fault::new(FaultKind::Utf8, self.at.saturating_sub(from_end))
    }

    /// A part of the text that is known to be ASCII.
    pub(super) fn ascii(&self, start: usize, end: usize) -> &'t str {
        let checked = || str::from_utf8(self.bytes.get(start..end)?).ok();
        self.text
            .get(start..end)
            .or_else(checked)
            .unwrap_or_default()
    }

    /// Reads the rest of a string that has an escape or is invalid.
    fn escaped(&mut self, start: usize) -> Result<String, Fault> {
        if !self.is_utf8() {
            return self.escaped_bytes(start);
        }
        // Resolved into a buffer that all strings share, then copied into an allocation of its
        // exact size: a growing one is moved several times.
        let mut content = mem::take(&mut self.scratch);
        content.clear();
        let resolved = self.resolve(start, &mut content);
        let text = resolved.map(|()| content.as_str().to_owned());
        self.scratch = content;
        text
    }

    /// Resolves the escapes of the rest of a string.
    fn resolve(&mut self, start: usize, content: &mut String) -> Result<(), Fault> {
        let mut start = start;
        loop {
            let found = self.peek();
            if !matches!(found, Some(b'"' | b'\\')) {
                return Err(self.broken_string(found));
            }
            content.push_str(self.text.get(start..self.at).unwrap_or_default());
            self.skip();
            if found == Some(b'"') {
                return Ok(());
            }
            self.escape(content)?;
            start = self.at;
            self.skip_plain();
        }
    }

    /// As [`escaped`](Self::escaped), in a text that is not valid UTF-8: each string is checked.
    #[cold]
    fn escaped_bytes(&mut self, start: usize) -> Result<String, Fault> {
        let mut content = Vec::new();
        let mut start = start;
        loop {
            let found = self.peek();
            if !matches!(found, Some(b'"' | b'\\')) {
                return Err(self.broken_string(found));
            }
            content.extend_from_slice(self.bytes.get(start..self.at).unwrap_or_default());
            if found == Some(b'"') {
                break;
            }
            self.skip();
            self.escape(&mut content)?;
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
            return self.behind(FaultKind::EndInString);
        }
        self.skip();
        self.behind(FaultKind::ControlCharacter)
    }

    /// Moves to the next quote, backslash or control character, or to the end.
    #[inline]
    fn skip_plain(&mut self) {
        self.at += plain_prefix(self.bytes.get(self.at..).unwrap_or_default());
    }

    /// Resolves an escape after its backslash.
    fn escape(&mut self, content: &mut impl Content) -> Result<(), Fault> {
        let Some(letter) = self.peek() else {
            return Err(self.behind(FaultKind::EndInString));
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
            _ => return Err(self.behind(FaultKind::Escape)),
        });
        Ok(())
    }

    /// Reads the character of one or two `\u` escapes, after the first `\u`.
    fn unicode_escape(&mut self) -> Result<char, Fault> {
        let lead = self.four_hex_digits()?;
        if let Some(character) = char::from_u32(lead) {
            return Ok(character);
        }
        if lead >= 0xDC00 {
            return Err(self.behind(FaultKind::LoneSurrogate));
        }
        for expected in [b'\\', b'u'] {
            let Some(found) = self.peek() else {
                return Err(self.behind(FaultKind::EndInString));
            };
            self.skip();
            if found != expected {
                return Err(self.behind(FaultKind::EndOfSurrogates));
            }
        }
        let trail = self.four_hex_digits()?;
        if !(0xDC00..=0xDFFF).contains(&trail) {
            return Err(self.behind(FaultKind::LoneSurrogate));
        }
        let code_point = 0x1_0000 + ((lead - 0xD800) << 10) + (trail - 0xDC00);
        char::from_u32(code_point).ok_or_else(|| self.behind(FaultKind::LoneSurrogate))
    }

    fn four_hex_digits(&mut self) -> Result<u32, Fault> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let Some(digits) = rest.first_chunk::<4>() else {
            self.at = self.bytes.len();
            return Err(self.behind(FaultKind::EndInString));
        };
        self.at += 4;
        digits.iter().try_fold(0, |code, &digit| {
            let value = char::from(digit).to_digit(16);
            value
                .map(|value| code * 16 + value)
                .ok_or_else(|| self.behind(FaultKind::Escape))
        })
    }
}

/// Receives resolved escapes.
trait Content {
    fn push(&mut self, character: char);
}

impl Content for String {
    #[inline]
    fn push(&mut self, character: char) {
        self.push(character);
    }
}

impl Content for Vec<u8> {
    fn push(&mut self, character: char) {
        self.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

/// Discards them.
struct Discard;

impl Content for Discard {
    fn push(&mut self, _: char) {}
}
