//! JSON text as a stream of tokens: what the readers of types and the judge that builds nothing have in common.
//!
//! Takes bytes, gives strings, numbers and punctuation, and where they stop being JSON. Accepts what `serde_json` accepts, and fails
//! in the same words at the same place; the tests hold the two against each other. Knows no type and no schema.

mod equality;
mod fault;
mod numbers;
mod plain;
mod strings;

pub(crate) use fault::{Fault, Trouble};
pub(crate) use numbers::Numeral;
pub(crate) use strings::Text;

/// The levels of arrays and objects that are read.
const MAX_DEPTH: u8 = 127;

/// Reads JSON text from left to right.
pub(crate) struct Scanner<'t> {
    bytes: &'t [u8],
    /// The same, or nothing if it is not UTF-8 throughout: then each string is looked at on its own, for the sake of the error.
    text: &'t str,
    /// The offset of the next byte.
    at: usize,
    depth: u8,
}

/// A place in a text.
#[derive(Clone, Copy)]
pub(crate) struct Bookmark {
    at: usize,
    depth: u8,
}

impl<'t> Scanner<'t> {
    /// At the beginning of a text.
    pub(crate) fn new(bytes: &'t [u8]) -> Self {
        // Once for all is faster than string by string, and slicing what is known to be text costs nothing.
        let text = str::from_utf8(bytes).unwrap_or_default();
        Self {
            bytes,
            text,
            at: 0,
            depth: 0,
        }
    }

    /// Whether the text is UTF-8 throughout.
    pub(crate) fn is_utf8(&self) -> bool {
        self.text.len() == self.bytes.len()
    }

    /// The place that was reached.
    pub(crate) fn bookmark(&self) -> Bookmark {
        Bookmark {
            at: self.at,
            depth: self.depth,
        }
    }

    /// Goes back, or forth, to a place that was reached before.
    pub(crate) fn return_to(&mut self, place: Bookmark) {
        self.at = place.at;
        self.depth = place.depth;
    }

    /// The next byte.
    #[inline]
    pub(crate) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Steps over the byte that was peeked at.
    #[inline]
    pub(crate) fn skip(&mut self) {
        self.at += 1;
    }

    /// The next byte that is not white space.
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

    /// Reads the rest of `null`, `true` or `false`, of which the first letter was peeked at.
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
                None => return self.behind(Trouble::EndInValue),
                Some(found) => {
                    self.skip();
                    if found != expected {
                        return self.behind(Trouble::Word);
                    }
                }
            }
        }
        self.behind(Trouble::Word)
    }

    /// Steps into an array or object whose bracket was peeked at.
    #[inline]
    pub(crate) fn open(&mut self) -> Result<(), Fault> {
        if self.depth == MAX_DEPTH {
            return Err(self.ahead(Trouble::TooDeep));
        }
        self.depth += 1;
        self.skip();
        Ok(())
    }

    /// Steps out of an array or object, whatever became of it.
    #[inline]
    pub(crate) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Whether a further item follows. The closing bracket is left where it is.
    #[inline]
    pub(crate) fn next_item(&mut self, first: &mut bool) -> Result<bool, Fault> {
        match self.token() {
            Some(b']') => Ok(false),
            Some(b',') if !*first => {
                self.skip();
                match self.token() {
                    Some(b']') => Err(self.ahead(Trouble::TrailingComma)),
                    Some(_) => Ok(true),
                    None => Err(self.ahead(Trouble::EndInValue)),
                }
            }
            Some(_) if *first => {
                *first = false;
                Ok(true)
            }
            Some(_) => Err(self.ahead(Trouble::CommaInArray)),
            None => Err(self.ahead(Trouble::EndInArray)),
        }
    }

    /// Whether a further member follows; if so, its name comes next, behind the quote that was stepped over. The closing bracket is
    /// left where it is.
    #[inline]
    pub(crate) fn next_member(&mut self, first: &mut bool) -> Result<bool, Fault> {
        // Between members of a text without white space.
        if let (false, Some([b',', b'"'])) = (*first, self.bytes.get(self.at..self.at + 2)) {
            self.at += 2;
            return Ok(true);
        }
        self.next_member_anyhow(first)
    }

    #[inline(never)]
    fn next_member_anyhow(&mut self, first: &mut bool) -> Result<bool, Fault> {
        match self.token() {
            Some(b'}') => return Ok(false),
            Some(b',') if !*first => {
                self.skip();
                match self.token() {
                    Some(b'"') => {}
                    Some(b'}') => return Err(self.ahead(Trouble::TrailingComma)),
                    Some(_) => return Err(self.ahead(Trouble::Name)),
                    None => return Err(self.ahead(Trouble::EndInValue)),
                }
            }
            Some(b'"') if *first => *first = false,
            Some(_) if *first => return Err(self.ahead(Trouble::Name)),
            Some(_) => return Err(self.ahead(Trouble::CommaInObject)),
            None => return Err(self.ahead(Trouble::EndInObject)),
        }
        self.skip();
        Ok(true)
    }

    /// Steps over the colon behind a name.
    #[inline]
    pub(crate) fn colon(&mut self) -> Result<(), Fault> {
        match self.token() {
            Some(b':') => {
                self.skip();
                Ok(())
            }
            Some(_) => Err(self.ahead(Trouble::Colon)),
            None => Err(self.ahead(Trouble::EndInObject)),
        }
    }

    /// Steps over the bracket behind the last item.
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
                    Some(b']') => Err(self.ahead(Trouble::TrailingComma)),
                    _ => Err(self.ahead(Trouble::TrailingCharacters)),
                }
            }
            Some(_) => Err(self.ahead(Trouble::TrailingCharacters)),
            None => Err(self.ahead(Trouble::EndInArray)),
        }
    }

    /// Steps over the brace behind the last member.
    #[inline]
    pub(crate) fn close_object(&mut self) -> Result<(), Fault> {
        match self.token() {
            Some(b'}') => {
                self.skip();
                Ok(())
            }
            Some(b',') => Err(self.ahead(Trouble::TrailingComma)),
            Some(_) => Err(self.ahead(Trouble::TrailingCharacters)),
            None => Err(self.ahead(Trouble::EndInObject)),
        }
    }

    /// Makes sure that nothing but white space is left.
    pub(crate) fn end(&mut self) -> Result<(), Fault> {
        match self.token() {
            None => Ok(()),
            Some(_) => Err(self.ahead(Trouble::TrailingCharacters)),
        }
    }

    /// What is wrong with the byte that was peeked at: the place is behind it.
    #[cold]
    pub(crate) fn ahead(&self, trouble: Trouble) -> Fault {
        Fault::new(trouble, self.bytes.len().min(self.at + 1))
    }

    /// What is wrong with what was stepped over last.
    #[cold]
    pub(crate) fn behind(&self, trouble: Trouble) -> Fault {
        Fault::new(trouble, self.at)
    }

    /// Gives a fault that has no place the place that was reached.
    #[inline]
    pub(crate) fn place<T>(&self, outcome: &mut Result<T, Fault>) {
        if let Err(fault) = outcome {
            fault.place_at(self.at);
        }
    }

    /// Line and column of a place: lines from 1, columns in bytes from the last line break.
    pub(crate) fn position(&self, fault: Fault) -> (usize, usize) {
        let Some(at) = fault.at() else { return (0, 0) };
        let before = self.bytes.get(..at).unwrap_or(self.bytes);
        let lines = before.split(|&byte| byte == b'\n');
        lines.fold((0, 0), |(line, _), text| (line + 1, text.len()))
    }
}
