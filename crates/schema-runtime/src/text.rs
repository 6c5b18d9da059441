//! A scanner for JSON text, shared by the readers and by the check that builds no value
//! (`accepts`).
//!
//! It must accept what `serde_json` accepts, and fail with the same message at the same position;
//! tests compare the two. It must not depend on types or schemas.

mod equality;
mod fault;
mod look_ahead;
mod numbers;
mod plain;
mod strings;

pub use fault::Fault;
pub(crate) use fault::FaultKind;
pub(crate) use look_ahead::Sought;
pub(crate) use numbers::Numeral;
pub(crate) use strings::Text;

/// The maximum nesting depth of arrays and objects.
const MAX_DEPTH: u8 = 127;

/// Reads JSON text from left to right.
pub(crate) struct Scanner<'t> {
    bytes: &'t [u8],
    /// The same text; empty if it is not valid UTF-8. Then each string is decoded separately, to
    /// report the position of the error.
    text: &'t str,
    /// Where escapes are resolved.
    scratch: String,
    /// The offset of the next byte.
    at: usize,
    depth: u8,
}

/// A position in a text.
#[derive(Clone, Copy)]
pub(crate) struct Bookmark {
    at: usize,
    depth: u8,
}

impl<'t> Scanner<'t> {
    /// A scanner at the beginning of a text.
    pub(crate) fn new(bytes: &'t [u8]) -> Self {
        // Validating UTF-8 once is faster than string by string, and slicing a `str` is cheap.
        let text = simdutf8::basic::from_utf8(bytes).unwrap_or_default();
        Self {
            bytes,
            text,
            scratch: String::new(),
            at: 0,
            depth: 0,
        }
    }

    /// A scanner of the rest of a text, inside of `depth` arrays and objects.
    pub(crate) fn within(rest: &'t str, depth: u8) -> Self {
        Self {
            bytes: rest.as_bytes(),
            text: rest,
            scratch: String::new(),
            at: 0,
            depth,
        }
    }

    /// The text from the next value on; `None` if the text is not valid UTF-8.
    pub(crate) fn rest(&mut self) -> Option<&'t str> {
        self.token();
        self.text.get(self.at..).filter(|_| self.is_utf8())
    }

    /// The number of bytes that are left.
    pub(crate) fn left(&self) -> usize {
        self.bytes.len() - self.at
    }

    /// Moves to the place before the last `left` bytes.
    pub(crate) fn move_to(&mut self, left: usize) {
        self.at = self.bytes.len() - left;
    }

    /// The number of arrays and objects around the current position. After a failure it is the
    /// number of those around the failure.
    pub(crate) fn depth(&self) -> u8 {
        self.depth
    }

    /// Restores the depth of a position that was reached before.
    pub(crate) fn set_depth(&mut self, depth: u8) {
        self.depth = depth;
    }

    /// Whether the text is valid UTF-8.
    pub(crate) fn is_utf8(&self) -> bool {
        self.text.len() == self.bytes.len()
    }

    /// The current position.
    pub(crate) fn bookmark(&self) -> Bookmark {
        Bookmark {
            at: self.at,
            depth: self.depth,
        }
    }

    /// Moves to a position that was reached before.
    pub(crate) fn return_to(&mut self, place: Bookmark) {
        self.at = place.at;
        self.depth = place.depth;
    }

    /// The next byte.
    #[inline]
    pub(crate) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Consumes the byte that was peeked at.
    #[inline]
    pub(crate) fn skip(&mut self) {
        self.at += 1;
    }

    /// Skips white space and peeks at the next byte.
    #[inline]
    pub(crate) fn token(&mut self) -> Option<u8> {
        loop {
            let next = self.peek();
            match next {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.skip(),
                _ => return next,
            }
        }
    }

    /// Reads `null`, `true` or `false`, whose first letter was peeked at.
    #[inline]
    pub(crate) fn word(&mut self, word: &'static str) -> Result<(), Fault> {
        let end = self.at + word.len();
        if self.bytes.get(self.at..end) == Some(word.as_bytes()) {
            self.at = end;
            Ok(())
        } else {
            Err(self.broken_word(word))
        }
    }

    #[cold]
    fn broken_word(&mut self, word: &'static str) -> Fault {
        for expected in word.bytes() {
            match self.peek() {
                None => return self.behind(FaultKind::EndInValue),
                Some(found) => {
                    self.skip();
                    if found != expected {
                        return self.behind(FaultKind::Word);
                    }
                }
            }
        }
        self.behind(FaultKind::Word)
    }

    /// Enters an array or object whose bracket was peeked at.
    #[inline]
    pub(crate) fn open(&mut self) -> Result<(), Fault> {
        if self.depth == MAX_DEPTH {
            return Err(self.ahead(FaultKind::TooDeep));
        }
        self.depth += 1;
        self.skip();
        Ok(())
    }

    /// Leaves an array or object, also after an error.
    #[inline]
    pub(crate) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Whether another item follows. Does not consume the closing bracket.
    #[inline]
    pub(crate) fn next_item(&mut self, first: &mut bool) -> Result<bool, Fault> {
        match self.token() {
            Some(b']') => Ok(false),
            Some(b',') if !*first => {
                self.skip();
                match self.token() {
                    Some(b']') => Err(self.ahead(FaultKind::TrailingComma)),
                    Some(_) => Ok(true),
                    None => Err(self.ahead(FaultKind::EndInValue)),
                }
            }
            Some(_) if *first => {
                *first = false;
                Ok(true)
            }
            Some(_) => Err(self.ahead(FaultKind::CommaInArray)),
            None => Err(self.ahead(FaultKind::EndInArray)),
        }
    }

    /// Whether another member follows; if so, the quote before its name is consumed. Does not
    /// consume the closing brace.
    #[inline]
    pub(crate) fn next_member(&mut self, first: &mut bool) -> Result<bool, Fault> {
        // Fast path: between members of a text without white space.
        if let (false, Some([b',', b'"'])) = (*first, self.bytes.get(self.at..self.at + 2)) {
            self.at += 2;
            return Ok(true);
        }
        self.next_member_slow(first)
    }

    #[inline(never)]
    fn next_member_slow(&mut self, first: &mut bool) -> Result<bool, Fault> {
        match self.token() {
            Some(b'}') => return Ok(false),
            Some(b',') if !*first => {
                self.skip();
                match self.token() {
                    Some(b'"') => {}
                    Some(b'}') => return Err(self.ahead(FaultKind::TrailingComma)),
                    Some(_) => return Err(self.ahead(FaultKind::Name)),
                    None => return Err(self.ahead(FaultKind::EndInValue)),
                }
            }
            Some(b'"') if *first => *first = false,
            Some(_) if *first => return Err(self.ahead(FaultKind::Name)),
            Some(_) => return Err(self.ahead(FaultKind::CommaInObject)),
            None => return Err(self.ahead(FaultKind::EndInObject)),
        }
        self.skip();
        Ok(true)
    }

    /// Consumes the colon after a name.
    #[inline]
    pub(crate) fn colon(&mut self) -> Result<(), Fault> {
        match self.token() {
            Some(b':') => {
                self.skip();
                Ok(())
            }
            Some(_) => Err(self.ahead(FaultKind::Colon)),
            None => Err(self.ahead(FaultKind::EndInObject)),
        }
    }

    /// Consumes the bracket after the last item.
    #[inline]
    pub(crate) fn close_array(&mut self) -> Result<(), Fault> {
        match self.token() {
            Some(b']') => {
                self.skip();
                Ok(())
            }
            Some(b',') => {
                self.skip();
                match self.token() {
                    Some(b']') => Err(self.ahead(FaultKind::TrailingComma)),
                    _ => Err(self.ahead(FaultKind::TrailingCharacters)),
                }
            }
            Some(_) => Err(self.ahead(FaultKind::TrailingCharacters)),
            None => Err(self.ahead(FaultKind::EndInArray)),
        }
    }

    /// Consumes the brace after the last member.
    #[inline]
    pub(crate) fn close_object(&mut self) -> Result<(), Fault> {
        match self.token() {
            Some(b'}') => {
                self.skip();
                Ok(())
            }
            Some(b',') => Err(self.ahead(FaultKind::TrailingComma)),
            Some(_) => Err(self.ahead(FaultKind::TrailingCharacters)),
            None => Err(self.ahead(FaultKind::EndInObject)),
        }
    }

    /// Fails unless only white space is left.
    pub(crate) fn end(&mut self) -> Result<(), Fault> {
        match self.token() {
            None => Ok(()),
            Some(_) => Err(self.ahead(FaultKind::TrailingCharacters)),
        }
    }

    /// An error in the byte that was peeked at; its position is after that byte.
    #[cold]
    pub(crate) fn ahead(&self, kind: FaultKind) -> Fault {
        Fault::new(kind, self.bytes.len().min(self.at + 1))
    }

    /// An error in what was consumed last; its position is the current one.
    #[cold]
    pub(crate) fn behind(&self, kind: FaultKind) -> Fault {
        Fault::new(kind, self.at)
    }

    /// Sets the current position in a fault that has none.
    #[inline]
    pub(crate) fn place<T>(&self, outcome: &mut Result<T, Fault>) {
        if let Err(fault) = outcome {
            fault.place_at(self.at);
        }
    }

    /// Line and column of a fault: lines from 1, columns in bytes from the last line break; (0, 0)
    /// if the position is unknown.
    pub(crate) fn position(&self, fault: Fault) -> (usize, usize) {
        let Some(at) = fault.at() else { return (0, 0) };
        let before = self.bytes.get(..at).unwrap_or(self.bytes);
        let lines = before.split(|&byte| byte == b'\n');
        lines.fold((0, 0), |(line, _), text| (line + 1, text.len()))
    }
}
