//! Parses a pattern by the grammar `Pattern[+UnicodeMode, +NamedCaptureGroups]` of ECMA-262
//! (section 22.2.1), extended by those forms of Annex B (section B.1.2) that all dialects read
//! alike.
//!
//! Syntax of other dialects is an error that names the spelling of ECMA-262. Annex B would accept
//! it with a meaning that its author did not intend (`\z` is the letter z).

mod class;
mod dialects;
mod escape;
mod group;
mod quantifier;

use std::ops::Range;

use crate::error::Error;
use crate::node::Node;
use crate::set::Set;
use group::Frame;

/// The maximum nesting depth of groups. It bounds all recursion over the tree.
const DEEPEST: usize = 100;

/// A parsed pattern.
#[derive(Debug, Clone)]
pub(crate) struct Parsed {
    pub(crate) root: Node,
    /// The number of capturing groups.
    pub(crate) groups: u32,
    /// The groups that each back-reference may refer to: several where alternatives share a name.
    pub(crate) references: Vec<Vec<u32>>,
}

pub(crate) fn parse(pattern: &str) -> Result<Parsed, Error> {
    Parser::new(pattern).parse()
}

struct Parser<'p> {
    pattern: &'p str,
    at: usize,
    /// The open groups; the first frame is the whole pattern.
    frames: Vec<Frame>,
    groups: u32,
    names: Vec<(String, u32)>,
    references: Vec<Reference>,
    /// The number of `[` inside classes: other dialects nest classes this way.
    nested_brackets: usize,
    /// The first construct that is valid only by Annex B, and its replacement.
    without_flag: Option<(Range<usize>, &'static str)>,
    /// The first construct that has its meaning only with the flag `u`.
    with_flag: Option<Range<usize>>,
}

/// A back-reference. Its group may follow later, so it is resolved at the end.
struct Reference {
    to: Target,
    span: Range<usize>,
}

enum Target {
    Number(u32),
    Name(String),
}

/// A parsed part, before its quantifier.
struct Item {
    node: Node,
    start: usize,
    /// The number of capturing groups in front of it.
    groups_before: u32,
    repeatable: Repeatable,
}

/// Whether a quantifier may follow.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Repeatable {
    Yes,
    No,
    /// Lookaheads, by Annex B.
    WithoutFlag,
}

impl<'p> Parser<'p> {
    fn new(pattern: &'p str) -> Self {
        Self {
            pattern,
            at: 0,
            frames: vec![Frame::whole()],
            groups: 0,
            names: Vec::new(),
            references: Vec::new(),
            nested_brackets: 0,
            without_flag: None,
            with_flag: None,
        }
    }

    fn parse(mut self) -> Result<Parsed, Error> {
        while let Some(c) = self.peek() {
            if let Some(item) = self.item(c)? {
                let node = self.quantified(item)?;
                if let Some(frame) = self.frames.last_mut() {
                    frame.items.push(node);
                }
            }
        }
        if self.frames.len() > 1 {
            return Err(self.unclosed());
        }
        let references = self.resolve()?;
        self.check_flag()?;
        let root = self.frames.pop().map_or(Node::Empty, Frame::into_node);
        Ok(Parsed {
            root,
            groups: self.groups,
            references,
        })
    }

    /// Parses the part that begins with `c`; `None` if `c` opens a group or ends an alternative.
    fn item(&mut self, c: char) -> Result<Option<Item>, Error> {
        let (start, groups_before) = (self.at, self.groups);
        let item = |node, repeatable| Item {
            node,
            start,
            groups_before,
            repeatable,
        };
        let literal = |c: char| item(Node::Set(Set::one(c.into())), Repeatable::Yes);
        Ok(Some(match c {
            '|' => {
                self.bump();
                if let Some(frame) = self.frames.last_mut() {
                    frame.end_alternative();
                }
                return Ok(None);
            }
            '(' => {
                self.open_group()?;
                return Ok(None);
            }
            ')' => self.close_group()?,
            '^' | '$' => {
                self.bump();
                item(
                    if c == '^' { Node::Start } else { Node::End },
                    Repeatable::No,
                )
            }
            '.' => {
                self.bump();
                item(Node::Set(Set::dot()), Repeatable::Yes)
            }
            '[' => item(Node::Set(self.class()?), Repeatable::Yes),
            '\\' => {
                let (node, repeatable) = self.atom_escape()?;
                item(node, repeatable)
            }
            '*' | '+' | '?' => return Err(self.nothing_to_repeat()),
            '{' => {
                self.literal_brace()?;
                literal(c)
            }
            ']' if self.nested_brackets > 0 => return Err(self.nested_class()),
            // An unmatched closing bracket or brace is a literal (Annex B).
            ']' | '}' => {
                self.bump();
                self.annex_b(start, "write a backslash in front");
                literal(c)
            }
            _ => {
                self.bump();
                literal(c)
            }
        }))
    }

    /// Resolves back-references, once all groups are known.
    fn resolve(&self) -> Result<Vec<Vec<u32>>, Error> {
        let references = self.references.iter();
        references
            .map(|reference| match &reference.to {
                Target::Number(number) if *number <= self.groups => Ok(vec![*number]),
                Target::Number(number) => Err(dialects::no_such_group(
                    *number,
                    self.groups,
                    &reference.span,
                )),
                Target::Name(name) => {
                    let named = self.names.iter().filter(|(known, _)| known == name);
                    let groups: Vec<u32> = named.map(|(_, group)| *group).collect();
                    if groups.is_empty() {
                        let reason = format!("no group has the name `{name}`");
                        return Err(Error::new(reason, reference.span.clone()));
                    }
                    Ok(groups)
                }
            })
            .collect()
    }

    /// Records that the text since `start` is valid by Annex B and invalid with the flag `u`.
    fn annex_b(&mut self, start: usize, instead: &'static str) {
        self.without_flag.get_or_insert((start..self.at, instead));
    }

    /// Rejects a pattern that mixes both grammars. Annex B alone would read `\p{L}` as the text
    /// `p{L}`, which is never intended.
    fn check_flag(&self) -> Result<(), Error> {
        let (Some((span, instead)), Some(with_flag)) = (&self.without_flag, &self.with_flag) else {
            return Ok(());
        };
        let (part, other) = (
            &self.pattern[span.clone()],
            &self.pattern[with_flag.clone()],
        );
        let reason = format!(
            "`{part}` is allowed only without the flag `u`, and `{other}` has its meaning only with it"
        );
        Err(Error::new(reason, span.clone()).help(*instead))
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn rest(&self) -> &'p str {
        self.pattern.get(self.at..).unwrap_or_default()
    }

    fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn eat(&mut self, expected: &str) -> bool {
        let eaten = self.rest().starts_with(expected);
        if eaten {
            self.at += expected.len();
        }
        eaten
    }

    /// The span from `start` to the current position.
    fn since(&self, start: usize) -> Range<usize> {
        start..self.at
    }
}
