//! A cursor that steps from value to value through text that was read as JSON before, examining
//! only the bytes it needs.
//!
//! Every method returns `None` if the text ends or is not JSON after all; none panics, whatever the
//! text.

use std::borrow::Cow;

use memchr::memchr2;

/// A position in JSON text.
pub(crate) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    /// A cursor at the beginning of the text.
    pub(crate) const fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// The next byte.
    pub(crate) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Moves to the next value or name and returns its offset.
    pub(crate) fn value(&mut self) -> Option<usize> {
        self.skip_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b':' | b','));
        self.peek().map(|_| self.at)
    }

    /// Moves past the opening bracket or brace at the cursor.
    pub(crate) const fn open(&mut self) {
        self.at += 1;
    }

    /// Whether another item or property follows; if not, moves past the closing bracket or brace.
    pub(crate) fn next(&mut self) -> Option<bool> {
        self.value()?;
        let closed = matches!(self.peek()?, b']' | b'}');
        self.at += usize::from(closed);
        Some(!closed)
    }

    /// Reads the name or string at the cursor, without its escapes, and moves past it.
    pub(crate) fn name(&mut self) -> Option<Cow<'t, str>> {
        let start = self.at;
        self.skip_string()?;
        let quoted = self.text.get(start..self.at)?;
        if quoted.contains('\\') {
            serde_json::from_str(quoted).ok().map(Cow::Owned)
        } else {
            let plain = quoted.strip_prefix('"')?.strip_suffix('"')?;
            Some(Cow::Borrowed(plain))
        }
    }

    /// Moves past the next value, without recursion.
    pub(crate) fn skip_value(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            self.value()?;
            match self.peek()? {
                b'"' => self.skip_string()?,
                b'{' | b'[' => {
                    self.at += 1;
                    depth += 1;
                }
                b'}' | b']' => {
                    self.at += 1;
                    depth = depth.checked_sub(1)?;
                }
                _ => self.skip_literal()?,
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Moves past the name or string at the cursor.
    pub(crate) fn skip_string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            let rest = self.text.as_bytes().get(self.at..)?;
            let Some(length) = memchr2(b'"', b'\\', rest) else {
                self.at = self.text.len();
                return None;
            };
            let escaped = rest.get(length) == Some(&b'\\');
            self.at += length + 1 + usize::from(escaped);
            if !escaped {
                return Some(());
            }
        }
    }

    /// Moves past a number, `true`, `false` or `null`; `None` if no character belongs to one:
    /// callers would loop forever.
    fn skip_literal(&mut self) -> Option<()> {
        let start = self.at;
        self.skip_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
        (self.at > start).then_some(())
    }

    fn skip_while(&mut self, belongs: impl Fn(u8) -> bool) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|byte| !belongs(*byte));
        self.at += length.unwrap_or(rest.len());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn values_are_skipped_whole() {
        for value in [
            "0",
            "-1.5e+7",
            "null",
            r#""""#,
            r#""}\\\"]\u0022""#,
            "[]",
            r#"{"a": [{}, [[]]], "]": "}"}"#,
        ] {
            let text = format!(" {value} ,");
            let mut cursor = Cursor::new(&text);
            assert_eq!(cursor.skip_value(), Some(()), "{value}");
            assert_eq!(cursor.at, 1 + value.len(), "{value}");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_walked_for_ever(text in r#"[\[\]{},:"\\ au0-é]{0,40}"#) {
            let mut cursor = Cursor::new(&text);
            while cursor.skip_value().is_some() {
                prop_assert!(cursor.at <= text.len() + 1);
            }
        }
    }
}
