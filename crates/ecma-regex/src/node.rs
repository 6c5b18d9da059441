//! The syntax tree of a pattern.

use std::ops::Range;

use crate::set::Set;

/// A part of a pattern. The parser limits the nesting, so recursion over the tree is safe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    /// Matches the empty text.
    Empty,
    /// One code point.
    Set(Set),
    /// `^`
    Start,
    /// `$`
    End,
    /// `\b`, or `\B` if `false`.
    WordBoundary(bool),
    Sequence(Vec<Node>),
    Choice(Vec<Node>),
    Repeat(Box<Repeat>),
    /// A capturing group.
    Group(u32, Box<Node>),
    Look(Box<Look>),
    /// A back-reference, as its index in [`Parsed::references`](crate::parser::Parsed::references).
    Reference(usize),
}

/// A quantified part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Repeat {
    pub(crate) node: Node,
    pub(crate) min: u32,
    pub(crate) max: Option<u32>,
    pub(crate) greedy: bool,
    /// The capturing groups inside. Every iteration resets their captures.
    pub(crate) groups: Range<u32>,
}

/// A lookahead or lookbehind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Look {
    pub(crate) node: Node,
    pub(crate) behind: bool,
    pub(crate) negated: bool,
}

impl Node {
    /// Whether it has neither lookarounds nor back-references.
    pub(crate) fn is_regular(&self) -> bool {
        match self {
            Self::Look(_) | Self::Reference(_) => false,
            Self::Sequence(nodes) | Self::Choice(nodes) => nodes.iter().all(Self::is_regular),
            Self::Repeat(repeat) => repeat.node.is_regular(),
            Self::Group(_, node) => node.is_regular(),
            Self::Empty | Self::Set(_) | Self::Start | Self::End | Self::WordBoundary(_) => true,
        }
    }

    /// Whether it neither consumes nor captures text, so that repetition changes nothing.
    fn is_assertion(&self) -> bool {
        match self {
            Self::Empty | Self::Start | Self::End | Self::WordBoundary(_) | Self::Look(_) => true,
            Self::Sequence(nodes) | Self::Choice(nodes) => nodes.iter().all(Self::is_assertion),
            Self::Repeat(repeat) => repeat.node.is_assertion(),
            Self::Set(_) | Self::Group(..) | Self::Reference(_) => false,
        }
    }

    /// A smaller tree for the same language. Only for patterns without back-references, since it
    /// drops groups.
    pub(crate) fn simplified(self) -> Self {
        match self {
            Self::Group(_, node) => node.simplified(),
            Self::Sequence(nodes) => sequence(nodes),
            Self::Choice(nodes) => choice(nodes),
            Self::Repeat(repeat) => repeated(*repeat),
            Self::Look(look) => {
                let node = look.node.simplified();
                Self::Look(Box::new(Look { node, ..*look }))
            }
            other => other,
        }
    }
}

fn sequence(nodes: Vec<Node>) -> Node {
    let mut flat = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node.simplified() {
            Node::Empty => {}
            Node::Sequence(inner) => flat.extend(inner),
            other => flat.push(other),
        }
    }
    match flat.len() {
        0 => Node::Empty,
        1 => flat.remove(0),
        _ => Node::Sequence(flat),
    }
}

fn choice(nodes: Vec<Node>) -> Node {
    let mut nodes: Vec<Node> = nodes.into_iter().map(Node::simplified).collect();
    let mut union = Set::default();
    for node in &nodes {
        match node {
            Node::Set(set) => union.add(set),
            _ if nodes.len() == 1 => return nodes.remove(0),
            _ => return Node::Choice(nodes),
        }
    }
    Node::Set(union)
}

fn repeated(repeat: Repeat) -> Node {
    let node = repeat.node.simplified();
    match (repeat.min, repeat.max) {
        (_, Some(0)) => Node::Empty,
        (1, Some(1)) => node,
        (0, _) if node.is_assertion() => Node::Empty,
        _ if node.is_assertion() => node,
        _ => Node::Repeat(Box::new(Repeat { node, ..repeat })),
    }
}
