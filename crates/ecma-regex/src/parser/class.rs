//! Parses character classes.

use super::escape::Atom;
use super::{Parser, dialects};
use crate::error::Error;
use crate::set::Set;

impl Parser<'_> {
    pub(super) fn class(&mut self) -> Result<Set, Error> {
        let start = self.at;
        self.bump();
        let negated = self.eat("^");
        let mut ranges = Vec::new();
        loop {
            match self.peek() {
                None => {
                    let error = Error::new("this class is not closed", start..start + 1);
                    return Err(error.help("write `\\[` for the character itself"));
                }
                Some(']') => break,
                Some(_) => self.class_range(&mut ranges)?,
            }
        }
        self.bump();
        let set = Set::of(ranges);
        Ok(if negated { set.complement() } else { set })
    }

    /// Parses an atom or a range of two atoms.
    fn class_range(&mut self, ranges: &mut Vec<(u32, u32)>) -> Result<(), Error> {
        let start = self.at;
        let first = self.class_atom()?;
        let is_range = self.rest().strip_prefix('-');
        let is_range = is_range.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(']'));
        if !is_range {
            add(first, ranges);
            return Ok(());
        }
        self.bump();
        let last = self.class_atom()?;
        match (first, last) {
            (Atom::Point(first), Atom::Point(last)) if first <= last => ranges.push((first, last)),
            (Atom::Point(_), Atom::Point(_)) => {
                let reason = "the ends of a range are in the wrong order";
                let error = Error::new(reason, self.since(start));
                return Err(error.help("write `\\-` for a hyphen that is no range"));
            }
            // Annex B: beside a class escape the hyphen is a literal.
            (first, last) => {
                self.annex_b(start, "write `\\-` for the hyphen");
                add(first, ranges);
                ranges.push(('-'.into(), '-'.into()));
                add(last, ranges);
            }
        }
        Ok(())
    }

    fn class_atom(&mut self) -> Result<Atom, Error> {
        let start = self.at;
        if let Some(length) = dialects::posix_class(self.rest()) {
            return Err(dialects::posix(&self.rest()[..length], start));
        }
        match self.bump() {
            Some('\\') => {}
            Some(c) => {
                self.nested_brackets += usize::from(c == '[');
                return Ok(Atom::Point(c.into()));
            }
            None => return Err(Error::new("this class is not closed", self.since(start))),
        }
        if self.eat("b") {
            return Ok(Atom::Point(8));
        }
        if self.eat("-") {
            return Ok(Atom::Point('-'.into()));
        }
        self.shared_escape(start)
    }

    pub(super) fn nested_class(&self) -> Error {
        let reason = "classes do not nest: this bracket is outside of any class";
        let help =
            "write one class, `\\[` for an opening bracket in it and `\\]` for a closing one";
        Error::new(reason, self.at..self.at + 1).help(help)
    }
}

fn add(atom: Atom, ranges: &mut Vec<(u32, u32)>) {
    match atom {
        Atom::Point(point) => ranges.push((point, point)),
        Atom::Set(set) => ranges.extend_from_slice(set.ranges()),
    }
}
