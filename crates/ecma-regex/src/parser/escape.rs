//! Parses escapes, inside and outside of classes.

use super::{Parser, Reference, Repeatable, Target, dialects};
use crate::error::Error;
use crate::node::Node;
use crate::property;
use crate::set::Set;

/// The meaning of an escape that is also allowed inside a class.
pub(super) enum Atom {
    Point(u32),
    Set(Set),
}

impl Parser<'_> {
    /// Parses an escape outside of a class. Returns also whether a quantifier may follow.
    pub(super) fn atom_escape(&mut self) -> Result<(Node, Repeatable), Error> {
        let start = self.at;
        self.bump();
        if self.eat("b") {
            return Ok((Node::WordBoundary(true), Repeatable::No));
        }
        if self.eat("B") {
            return Ok((Node::WordBoundary(false), Repeatable::No));
        }
        if self.eat("k") {
            if !self.eat("<") {
                return Err(dialects::escape('k', self.since(start)));
            }
            let name = self.group_name(start)?;
            return Ok((self.reference(Target::Name(name), start), Repeatable::Yes));
        }
        if matches!(self.peek(), Some('1'..='9')) {
            let digits = self.rest();
            let end = digits.find(|c: char| !c.is_ascii_digit());
            let digits = &digits[..end.unwrap_or(digits.len())];
            self.at += digits.len();
            let number = digits.parse().unwrap_or(u32::MAX);
            return Ok((
                self.reference(Target::Number(number), start),
                Repeatable::Yes,
            ));
        }
        let set = match self.shared_escape(start)? {
            Atom::Point(point) => Set::one(point),
            Atom::Set(set) => set,
        };
        Ok((Node::Set(set), Repeatable::Yes))
    }

    fn reference(&mut self, to: Target, start: usize) -> Node {
        let span = self.since(start);
        self.references.push(Reference { to, span });
        Node::Reference(self.references.len() - 1)
    }

    /// Parses an escape that has the same meaning inside and outside of classes. The backslash has
    /// been read.
    pub(super) fn shared_escape(&mut self, start: usize) -> Result<Atom, Error> {
        let Some(c) = self.bump() else {
            let error = Error::new("nothing follows the backslash", self.since(start));
            return Err(error.help("write `\\\\` for a backslash"));
        };
        let set = match c {
            'd' | 'D' => Set::digit(),
            's' | 'S' => Set::space(),
            'w' | 'W' => Set::word(),
            'p' | 'P' => self.property(c, start)?,
            _ => return self.character(c, start).map(Atom::Point),
        };
        let negated = c.is_ascii_uppercase();
        Ok(Atom::Set(if negated { set.complement() } else { set }))
    }

    fn property(&mut self, letter: char, start: usize) -> Result<Set, Error> {
        let end = self
            .rest()
            .find('}')
            .filter(|_| self.rest().starts_with('{'));
        let Some(end) = end else {
            return Err(dialects::property_without_braces(
                letter,
                self.rest(),
                start,
            ));
        };
        let name = &self.rest()[1..end];
        self.at += end + 1;
        self.with_flag.get_or_insert(start..self.at);
        property::find(name).map_err(|help| {
            let reason = format!("`{name}` is no Unicode property that ECMA-262 knows");
            let error = Error::new(reason, self.since(start));
            match help {
                Some(help) => error.help(help),
                None => error,
            }
        })
    }

    /// `CharacterEscape`
    fn character(&mut self, c: char, start: usize) -> Result<u32, Error> {
        let point = match c {
            't' => '\t'.into(),
            'n' => '\n'.into(),
            'v' => 0x0B,
            'f' => 0x0C,
            'r' => '\r'.into(),
            '0' if !self.rest().starts_with(|c: char| c.is_ascii_digit()) => 0,
            'c' => match self.peek() {
                Some(letter) if letter.is_ascii_alphabetic() => {
                    self.bump();
                    u32::from(letter) % 32
                }
                _ => return Err(dialects::escape(c, self.since(start))),
            },
            'x' => match self.hex(2) {
                Some(point) => point,
                None => return Err(dialects::escape(c, self.since(start))),
            },
            'u' => self.unicode_escape(start)?,
            '0'..='9' => return Err(dialects::octal(c, self.since(start))),
            c if c.is_ascii_alphabetic() => return Err(dialects::escape(c, self.since(start))),
            '^' | '$' | '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|'
            | '/' => c.into(),
            c => {
                self.annex_b(start, "leave the backslash away");
                c.into()
            }
        };
        Ok(point)
    }

    /// `\u0061`, `\u{61}`, or the two halves of a surrogate pair. The `\u` has been read.
    pub(super) fn unicode_escape(&mut self, start: usize) -> Result<u32, Error> {
        if self.rest().starts_with('{') {
            return self.braced_code_point(start);
        }
        let Some(lead) = self.hex(4) else {
            return Err(dialects::escape('u', self.since(start)));
        };
        let after_lead = self.at;
        if (0xD800..0xDC00).contains(&lead) && self.eat("\\u") {
            match self.hex(4) {
                Some(trail) if (0xDC00..0xE000).contains(&trail) => {
                    return Ok(0x1_0000 + ((lead - 0xD800) << 10) + (trail - 0xDC00));
                }
                _ => self.at = after_lead,
            }
        }
        Ok(lead)
    }

    fn braced_code_point(&mut self, start: usize) -> Result<u32, Error> {
        let digits = self.rest().get(1..).unwrap_or_default();
        let digits = &digits[..digits.find('}').unwrap_or(0)];
        let plain = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        if !plain {
            self.bump();
            return Err(dialects::escape('u', self.since(start)));
        }
        self.at += digits.len() + 2;
        self.with_flag.get_or_insert(start..self.at);
        let digits = digits.trim_start_matches('0');
        let point = u32::from_str_radix(if digits.is_empty() { "0" } else { digits }, 16);
        point
            .ok()
            .filter(|point| *point <= crate::set::LAST)
            .ok_or_else(|| {
                let reason = "the last code point of Unicode is U+10FFFF";
                Error::new(reason, self.since(start))
            })
    }

    fn hex(&mut self, length: usize) -> Option<u32> {
        let digits = self.rest().get(..length)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        self.at += length;
        u32::from_str_radix(digits, 16).ok()
    }
}
