//! Parses groups: capturing, named, non-capturing, and lookarounds.

use super::{DEEPEST, Item, Parser, Repeatable, dialects};
use crate::error::Error;
use crate::node::{Look, Node};
use crate::property::{is_identifier_part, is_identifier_start};

/// An open group, or the whole pattern.
pub(super) struct Frame {
    kind: Kind,
    start: usize,
    groups_before: u32,
    alternatives: Vec<Node>,
    pub(super) items: Vec<Node>,
    /// The names of groups in the current alternative.
    names: Vec<String>,
    /// The names of groups in earlier alternatives.
    earlier_names: Vec<String>,
}

enum Kind {
    Plain,
    Capturing(u32),
    Look { behind: bool, negated: bool },
}

impl Frame {
    pub(super) fn whole() -> Self {
        Self::new(Kind::Plain, 0, 0)
    }

    fn new(kind: Kind, start: usize, groups_before: u32) -> Self {
        Self {
            kind,
            start,
            groups_before,
            alternatives: Vec::new(),
            items: Vec::new(),
            names: Vec::new(),
            earlier_names: Vec::new(),
        }
    }

    pub(super) fn end_alternative(&mut self) {
        let items = std::mem::take(&mut self.items);
        self.alternatives.push(sequence(items));
        self.earlier_names.append(&mut self.names);
    }

    pub(super) fn into_node(mut self) -> Node {
        if self.alternatives.is_empty() {
            return sequence(self.items);
        }
        self.end_alternative();
        Node::Choice(self.alternatives)
    }
}

fn sequence(mut items: Vec<Node>) -> Node {
    match items.len() {
        0 => Node::Empty,
        1 => items.remove(0),
        _ => Node::Sequence(items),
    }
}

impl Parser<'_> {
    pub(super) fn open_group(&mut self) -> Result<(), Error> {
        let (start, groups_before) = (self.at, self.groups);
        self.bump();
        if self.frames.len() > DEEPEST {
            let reason = format!("groups are nested more than {DEEPEST} levels deep");
            return Err(Error::new(reason, self.since(start)));
        }
        let kind = if self.eat("?") {
            self.special_group(start)?
        } else {
            Kind::Capturing(self.count_group())
        };
        self.frames.push(Frame::new(kind, start, groups_before));
        Ok(())
    }

    fn special_group(&mut self, start: usize) -> Result<Kind, Error> {
        let looks = [
            ("=", false, false),
            ("!", false, true),
            ("<=", true, false),
            ("<!", true, true),
        ];
        for (sign, behind, negated) in looks {
            if self.eat(sign) {
                return Ok(Kind::Look { behind, negated });
            }
        }
        if self.eat(":") {
            return Ok(Kind::Plain);
        }
        if !self.eat("<") {
            return Err(dialects::special_group(self.pattern, start));
        }
        let name_start = self.at;
        let name = self.group_name(start)?;
        if self.frames.iter().any(|frame| frame.names.contains(&name)) {
            let reason = format!("two groups have the name `{name}`");
            return Err(Error::new(reason, name_start..self.at - 1));
        }
        let group = self.count_group();
        self.names.push((name.clone(), group));
        if let Some(frame) = self.frames.last_mut() {
            frame.names.push(name);
        }
        Ok(Kind::Capturing(group))
    }

    fn count_group(&mut self) -> u32 {
        self.groups += 1;
        self.groups
    }

    pub(super) fn close_group(&mut self) -> Result<Item, Error> {
        let start = self.at;
        self.bump();
        if self.frames.len() == 1 {
            let error = Error::new("this parenthesis closes no group", self.since(start));
            return Err(error.help("write `\\)` for the character itself"));
        }
        let Some(mut frame) = self.frames.pop() else {
            return Err(self.unclosed());
        };
        if let Some(parent) = self.frames.last_mut() {
            // For the enclosing group, names of all alternatives count: each may take part in the
            // same match as the parts around the group.
            parent.names.append(&mut frame.names.clone());
            parent.names.append(&mut frame.earlier_names);
        }
        let (start, groups_before) = (frame.start, frame.groups_before);
        let mut repeatable = Repeatable::Yes;
        let node = match frame.kind {
            Kind::Plain => frame.into_node(),
            Kind::Capturing(group) => Node::Group(group, Box::new(frame.into_node())),
            Kind::Look { behind, negated } => {
                repeatable = if behind {
                    Repeatable::No
                } else {
                    Repeatable::WithoutFlag
                };
                let node = frame.into_node();
                Node::Look(Box::new(Look {
                    node,
                    behind,
                    negated,
                }))
            }
        };
        Ok(Item {
            node,
            start,
            groups_before,
            repeatable,
        })
    }

    pub(super) fn unclosed(&self) -> Error {
        let start = self.frames.last().map_or(0, |frame| frame.start);
        Error::new("this group is not closed", start..start + 1)
            .help("write `\\(` for the character itself")
    }

    /// Parses `name>` of a group or a back-reference: an identifier, which may contain `\u`
    /// escapes.
    pub(super) fn group_name(&mut self, start: usize) -> Result<String, Error> {
        let mut name = String::new();
        loop {
            let from = self.at;
            let c = match self.bump() {
                Some('>') if !name.is_empty() => return Ok(name),
                Some('\\') if self.eat("u") => char::from_u32(self.unicode_escape(from)?),
                Some('\\') | None => None,
                c => c,
            };
            let allowed = |c: &char| {
                if name.is_empty() {
                    is_identifier_start(*c)
                } else {
                    is_identifier_part(*c)
                }
            };
            let Some(c) = c.filter(allowed) else {
                let error = Error::new("a group's name is an identifier", self.since(start));
                return Err(error
                    .help("letters, digits, `_` and `$`, and no digit first, as in `(?<year>…)`"));
            };
            name.push(c);
        }
    }
}
