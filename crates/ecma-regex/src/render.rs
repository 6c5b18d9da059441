//! Writes a pattern in the syntax of the `regex` crate, or of `fancy-regex` if it has lookarounds.
//! This is the only translation of patterns.
//!
//! Classes are written as ranges of code points, `.` and `\s` as explicit classes, so that no
//! engine and no second translation can interpret them differently. Plain text stays as it is.

use std::fmt::Write as _;

use crate::node::{Look, Node, Repeat};
use crate::set::Set;

/// The engine that a pattern is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// The `regex` crate.
    Regex,
    /// The `fancy-regex` crate. It has no ASCII word boundary, so `\b` is written with lookarounds.
    Fancy,
}

/// `None` if the dialect cannot express the pattern.
pub(crate) fn render(node: &Node, dialect: Dialect) -> Option<String> {
    let mut writer = Writer {
        out: String::new(),
        dialect,
    };
    writer.node(node)?;
    Some(writer.out)
}

struct Writer {
    out: String,
    dialect: Dialect,
}

impl Writer {
    fn node(&mut self, node: &Node) -> Option<()> {
        match node {
            Node::Empty => {}
            Node::Set(set) => self.set(set),
            Node::Start => self.out.push('^'),
            Node::End => self.out.push('$'),
            Node::WordBoundary(at) => self.word_boundary(*at),
            Node::Sequence(nodes) => {
                for node in nodes {
                    match node {
                        Node::Choice(_) => self.grouped(node)?,
                        _ => self.node(node)?,
                    }
                }
            }
            Node::Choice(nodes) => {
                for (index, node) in nodes.iter().enumerate() {
                    if index > 0 {
                        self.out.push('|');
                    }
                    self.node(node)?;
                }
            }
            Node::Repeat(repeat) => self.repeat(repeat)?,
            Node::Group(_, node) => self.grouped(node)?,
            Node::Look(look) => self.look(look)?,
            Node::Reference(_) => return None,
        }
        Some(())
    }

    fn grouped(&mut self, node: &Node) -> Option<()> {
        self.out.push_str("(?:");
        self.node(node)?;
        self.out.push(')');
        Some(())
    }

    /// Laziness is dropped: it affects what is matched, not whether there is a match.
    fn repeat(&mut self, repeat: &Repeat) -> Option<()> {
        match &repeat.node {
            Node::Set(set) => self.set(set),
            node => self.grouped(node)?,
        }
        let _ = match (repeat.min, repeat.max) {
            (0, None) => write!(self.out, "*"),
            (1, None) => write!(self.out, "+"),
            (0, Some(1)) => write!(self.out, "?"),
            (min, None) => write!(self.out, "{{{min},}}"),
            (min, Some(max)) if min == max => write!(self.out, "{{{min}}}"),
            (min, Some(max)) => write!(self.out, "{{{min},{max}}}"),
        };
        Some(())
    }

    fn look(&mut self, look: &Look) -> Option<()> {
        if self.dialect == Dialect::Regex {
            return None;
        }
        self.out.push_str(match (look.behind, look.negated) {
            (false, false) => "(?=",
            (false, true) => "(?!",
            (true, false) => "(?<=",
            (true, true) => "(?<!",
        });
        self.node(&look.node)?;
        self.out.push(')');
        Some(())
    }

    fn word_boundary(&mut self, at: bool) {
        self.out.push_str(match (self.dialect, at) {
            (Dialect::Regex, true) => r"(?-u:\b)",
            (Dialect::Regex, false) => r"(?-u:\B)",
            (Dialect::Fancy, true) => {
                r"(?:(?<=[0-9A-Z\u{5F}a-z])(?![0-9A-Z\u{5F}a-z])|(?<![0-9A-Z\u{5F}a-z])(?=[0-9A-Z\u{5F}a-z]))"
            }
            (Dialect::Fancy, false) => {
                r"(?:(?<=[0-9A-Z\u{5F}a-z])(?=[0-9A-Z\u{5F}a-z])|(?<![0-9A-Z\u{5F}a-z])(?![0-9A-Z\u{5F}a-z]))"
            }
        });
    }

    fn set(&mut self, set: &Set) {
        let set = set.scalars();
        if let Some(c) = set.single() {
            return literal(c, &mut self.out);
        }
        let complement = set.complement().scalars();
        let negated = set.ranges().is_empty() || complement.ranges().len() < set.ranges().len();
        let shown = match (set.ranges(), complement.ranges()) {
            // The empty class is written as the complement of all code points, since `[]` is
            // invalid.
            ([], _) => Set::of([(0, crate::set::LAST)]),
            (_, []) => {
                self.out.push_str(r"[\u{0}-\u{10FFFF}]");
                return;
            }
            _ if negated => complement,
            _ => set,
        };
        self.out.push_str(if negated { "[^" } else { "[" });
        for &(first, last) in shown.ranges() {
            self.class_point(first);
            if last > first {
                if last > first + 1 {
                    self.out.push('-');
                }
                self.class_point(last);
            }
        }
        self.out.push(']');
    }

    fn class_point(&mut self, point: u32) {
        match char::from_u32(point).filter(char::is_ascii_alphanumeric) {
            Some(c) => self.out.push(c),
            None => {
                let _ = write!(self.out, "\\u{{{point:X}}}");
            }
        }
    }
}

/// A literal character.
pub(crate) fn literal(c: char, out: &mut String) {
    match c {
        '\\' | '.' | '+' | '*' | '?' | '(' | ')' | '|' | '[' | ']' | '{' | '}' | '^' | '$' => {
            out.push('\\');
            out.push(c);
        }
        ' '..='~' => out.push(c),
        c if c.is_alphanumeric() => out.push(c),
        c => {
            let _ = write!(out, "\\u{{{:X}}}", u32::from(c));
        }
    }
}
