//! Parses quantifiers: `*`, `+`, `?`, `{n}`, `{n,}`, `{n,m}`, each of them lazy if a `?` follows.

use super::{Item, Parser, Repeatable, dialects};
use crate::error::Error;
use crate::node::{Node, Repeat};

impl Parser<'_> {
    /// Applies the quantifier that follows an item, if there is one.
    pub(super) fn quantified(&mut self, item: Item) -> Result<Node, Error> {
        let start = self.at;
        let Some((min, max)) = self.quantifier()? else {
            return Ok(item.node);
        };
        if item.repeatable == Repeatable::No {
            let what = &self.pattern[item.start..start];
            let reason = format!("`{what}` cannot be repeated");
            return Err(Error::new(reason, self.since(start)));
        }
        if item.repeatable == Repeatable::WithoutFlag {
            let instead = "leave the quantifier away";
            self.annex_b(item.start, instead);
        }
        let greedy = !self.eat("?");
        if self.peek() == Some('+') {
            self.bump();
            return Err(dialects::possessive(self.since(start)));
        }
        Ok(Node::Repeat(Box::new(Repeat {
            node: item.node,
            min,
            max,
            greedy,
            groups: item.groups_before + 1..self.groups + 1,
        })))
    }

    fn quantifier(&mut self) -> Result<Option<(u32, Option<u32>)>, Error> {
        let start = self.at;
        let bounds = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => return self.braces(),
            _ => return Ok(None),
        };
        self.bump();
        debug_assert!(self.at > start);
        Ok(Some(bounds))
    }

    /// Parses a quantifier in braces. Consumes nothing and returns `None` if there is none.
    fn braces(&mut self) -> Result<Option<(u32, Option<u32>)>, Error> {
        let start = self.at;
        let Some((min, max, length)) = in_braces(self.rest()) else {
            return Ok(None);
        };
        self.at += length;
        if max.is_some_and(|max| max < min) {
            let reason = "the numbers of a quantifier are in the wrong order";
            return Err(Error::new(reason, self.since(start)));
        }
        Ok(Some((min, max)))
    }

    /// Parses a `{` at the beginning of an item. By Annex B it is a literal, unless it begins a
    /// quantifier.
    pub(super) fn literal_brace(&mut self) -> Result<(), Error> {
        if in_braces(self.rest()).is_some() {
            return Err(self.nothing_to_repeat());
        }
        if let Some(length) = dialects::upper_bound_alone(self.rest()) {
            let span = self.at..self.at + length;
            return Err(dialects::no_lower_bound(&self.pattern[span.clone()], span));
        }
        let start = self.at;
        self.bump();
        self.annex_b(start, "write a backslash in front");
        Ok(())
    }

    pub(super) fn nothing_to_repeat(&self) -> Error {
        let length = in_braces(self.rest()).map_or(1, |(_, _, length)| length);
        let quantifier = &self.pattern[self.at..self.at + length];
        let span = self.at..self.at + length;
        let error = Error::new(format!("`{quantifier}` has nothing to repeat"), span);
        error.help(format!("write `\\{quantifier}` for the character itself"))
    }
}

/// The bounds in braces at the beginning of a text, and the length of the whole. Numbers beyond 32
/// bits become [`u32::MAX`], which exceeds the length of any text.
fn in_braces(text: &str) -> Option<(u32, Option<u32>, usize)> {
    let inside = text.strip_prefix('{')?;
    let inside = &inside[..inside.find('}')?];
    let number = |digits: &str| {
        let plain = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
        plain.then(|| digits.parse().unwrap_or(u32::MAX))
    };
    let (min, max) = match inside.split_once(',') {
        None => (number(inside)?, Some(number(inside)?)),
        Some((min, "")) => (number(min)?, None),
        Some((min, max)) => (number(min)?, Some(number(max)?)),
    };
    Some((min, max, inside.len() + 2))
}
