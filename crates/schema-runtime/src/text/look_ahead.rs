//! Looks for a member of the next object, to select the branch of a union that reads the object.
//!
//! What is skipped is not checked: the branch reads all of it again. Nothing is consumed.

use super::{Fault, FaultKind, Scanner, Text};

/// The outcome of looking for a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sought<T> {
    /// It is there.
    Found(T),
    /// The object has no such member.
    Absent,
    /// The next value is not an object, or is malformed.
    Unknown,
}

impl<'t> Scanner<'t> {
    /// Moves to the value of the first member of the next object whose name `find` accepts.
    fn seek_member<T>(&mut self, find: impl Fn(&str) -> Option<T>) -> Sought<T> {
        match self.seek(find) {
            Ok(found) => found.map_or(Sought::Absent, Sought::Found),
            // The branch that reads the object again will fail, too.
            Err(_) => Sought::Unknown,
        }
    }

    fn seek<T>(&mut self, find: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Fault> {
        if self.token() != Some(b'{') {
            return Err(self.ahead(FaultKind::Value));
        }
        self.skip();
        let mut first = true;
        while self.next_member(&mut first)? {
            let name = self.string()?;
            self.colon()?;
            if let Some(found) = find(&name) {
                self.token();
                return Ok(Some(found));
            }
            self.skip_value()?;
        }
        Ok(None)
    }

    /// Looks for the first member of the next object whose name `find` accepts.
    pub(crate) fn look_for<T>(&mut self, find: impl Fn(&str) -> Option<T>) -> Sought<T> {
        let start = self.bookmark();
        let found = self.seek_member(find);
        self.return_to(start);
        found
    }

    /// Looks for the value of the member `name` of the next object, which must be a string.
    pub(crate) fn look_for_text(&mut self, name: &str) -> Sought<Text<'t>> {
        let start = self.bookmark();
        let found = self.seek_member(|other| (other == name).then_some(()));
        let text = match (found, self.peek()) {
            (Sought::Found(()), Some(b'"')) => {
                self.skip();
                self.string().map_or(Sought::Unknown, Sought::Found)
            }
            (Sought::Absent, _) => Sought::Absent,
            _ => Sought::Unknown,
        };
        self.return_to(start);
        text
    }

    /// Looks for the JSON text of the member `name` of the next object.
    pub(crate) fn look_for_json(&mut self, name: &str) -> Sought<&'t str> {
        let start = self.bookmark();
        let found = self.seek_member(|other| (other == name).then_some(()));
        let begin = self.at;
        let json = match found {
            Sought::Found(()) => {
                let skipped = self.skip_value().ok();
                let json = skipped.and_then(|()| self.text.get(begin..self.at));
                json.map_or(Sought::Unknown, Sought::Found)
            }
            Sought::Absent => Sought::Absent,
            Sought::Unknown => Sought::Unknown,
        };
        self.return_to(start);
        json
    }

    /// Skips a value up to the next comma or bracket that does not belong to it.
    fn skip_value(&mut self) -> Result<(), Fault> {
        let mut open = 0_usize;
        loop {
            let Some(next) = self.token() else {
                return Err(self.behind(FaultKind::EndInValue));
            };
            match next {
                b'"' => {
                    self.skip();
                    self.skip_string()?;
                }
                b'{' | b'[' => {
                    open += 1;
                    self.skip();
                    continue;
                }
                b'}' | b']' => {
                    let Some(outer) = open.checked_sub(1) else {
                        return Err(self.ahead(FaultKind::Value));
                    };
                    open = outer;
                    self.skip();
                }
                b',' | b':' => {
                    self.skip();
                    continue;
                }
                _ => self.skip_word(),
            }
            if open == 0 {
                return Ok(());
            }
        }
    }

    /// Skips a number, `true`, `false`, `null`, or whatever else stands there.
    fn skip_word(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let ends = |byte: &u8| {
            matches!(
                byte,
                b',' | b'}' | b']' | b' ' | b'\n' | b'\t' | b'\r' | b'"'
            )
        };
        let length = rest.iter().position(ends).unwrap_or(rest.len());
        self.at += length.max(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> Option<String> {
        let mut scanner = Scanner::new(text.as_bytes());
        let found = scanner.look_for_text("t");
        assert_eq!(scanner.peek(), text.bytes().next(), "nothing is consumed");
        match found {
            Sought::Found(text) => Some(String::from(&*text)),
            _ => None,
        }
    }

    #[test]
    fn members_before_the_tag_are_skipped() {
        for before in [
            "",
            r#""a": 1, "#,
            r#""a": {"t": "x", "b": [{}, [], "}\"", null]}, "b": -1.5e3, "#,
            r#""a":[[1,2],[true]],"b":"","#,
            // Malformed, which the branch finds.
            r#""a": [}, "b": tru, "#,
        ] {
            let text = format!(r#"{{{before}"t": "y", "t": "z"}}"#);
            assert_eq!(tag(&text).as_deref(), Some("y"), "{text}");
        }
    }

    #[test]
    fn an_absent_tag_or_a_malformed_text_has_no_tag() {
        for text in [
            "{}",
            r#"["t"]"#,
            r#"{"t": 1}"#,
            r#"{"a": 1 "t": "y"}"#,
            r#"{"a": "#,
            r#"{"a": }"#,
            "",
        ] {
            assert_eq!(tag(text), None, "{text}");
        }
    }

    #[test]
    fn a_tag_of_any_type_is_its_text() {
        let mut scanner = Scanner::new(br#"{"a": 0, "t": 1.0 , "b": 2}"#);
        assert_eq!(scanner.look_for_json("t"), Sought::Found("1.0"));
        let index = scanner.look_for(|name| ["b", "t"].iter().position(|key| *key == name));
        assert_eq!(index, Sought::Found(1));
        assert_eq!(scanner.look_for(|_| None::<()>), Sought::Absent);
    }
}
