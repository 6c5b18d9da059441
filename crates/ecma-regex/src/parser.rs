//! From the text of a pattern to its tree: the grammar `Pattern[+UnicodeMode, +NamedCaptureGroups]` of ECMA-262 (section 22.2.1), and
//! beyond it those forms of Annex B (section B.1.2) that mean to everybody what they mean there.
//!
//! What other dialects write differently is an error that names the spelling of ECMA-262; Annex B would give it a meaning that its
//! author did not have in mind (`\z` is the letter z).

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

/// How deep groups may stand in one another: bounds all recursion over the tree.
const DEEPEST: usize = 100;

/// A parsed pattern.
#[derive(Debug, Clone)]
pub(crate) struct Parsed {
    pub(crate) root: Node,
    /// The number of capturing groups.
    pub(crate) groups: u32,
    /// The groups each back-reference may mean: more than one where alternatives share a name.
    pub(crate) references: Vec<Vec<u32>>,
}

pub(crate) fn parse(pattern: &str) -> Result<Parsed, Error> {
    Parser::new(pattern).parse()
}

struct Parser<'p> {
    pattern: &'p str,
    at: usize,
    /// The groups that are open, the whole pattern first.
    frames: Vec<Frame>,
    groups: u32,
    names: Vec<(String, u32)>,
    references: Vec<Reference>,
    /// Brackets that were opened inside classes, as dialects with nested classes write them.
    nested_brackets: usize,
    /// The first thing that only Annex B allows, and how to do without it.
    without_flag: Option<(Range<usize>, &'static str)>,
    /// The first thing that only the flag `u` gives its meaning.
    with_flag: Option<Range<usize>>,
}

/// A back-reference whose group may yet come.
struct Reference {
    to: Target,
    span: Range<usize>,
}

enum Target {
    Number(u32),
    Name(String),
}

/// A part that was read, before a quantifier may follow.
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

    /// Reads what begins with `c`; nothing where that opens a group or ends an alternative.
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
            // A bracket or brace that closes nothing stands for itself.
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

    /// The groups that back-references mean, now that all are known.
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

    /// Notes that what was read since `start` has a meaning by Annex B and none with the flag `u`.
    fn annex_b(&mut self, start: usize, instead: &'static str) {
        self.without_flag.get_or_insert((start..self.at, instead));
    }

    /// Annex B reads `\p{L}` as the text `p{L}`, which nobody who writes it has in mind: a pattern is read by one grammar or the other.
    fn check_flag(&self) -> Result<(), Error> {
        let (Some((span, instead)), Some(with_flag)) = (&self.without_flag, &self.with_flag) else {
            return Ok(());
        };
        let (part, other) = (
            &self.pattern[span.clone()],
            &self.pattern[with_flag.clone()],
        );
        let reason = format!(
            "`{part}` is allowed only without the flag `u`, and `{other}` is what it is only with it"
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

    /// From `start` to what was read.
    fn since(&self, start: usize) -> Range<usize> {
        start..self.at
    }
}
