//! Selects the engine that matches a pattern: the cheapest one with ECMA-262's result.

use crate::automaton::Automaton;
use crate::backtracking::Program;
use crate::kind::Kind;
use crate::node::{Look, Node, Repeat};
use crate::parser::Parsed;
use crate::render::{Dialect, render};
use crate::set::Matcher;
use crate::steps::{Steps, Undecided};

/// Beyond this many repeated characters the `regex` crate takes long to compile a pattern, and more
/// memory than its limit allows.
const MOST_REPEATED: u64 = 1_000;

/// A compiled pattern.
pub(crate) enum Engine {
    /// `^text$`
    Exact(Box<str>),
    /// `^text`
    Prefix(Box<str>),
    /// `^(?:one|another)$`
    OneOf(Box<[Box<str>]>),
    /// `^[a-z]{1,64}$`: a bounded number of characters, all from one set.
    Each {
        set: Box<Matcher>,
        min: usize,
        max: usize,
    },
    Regular(Box<regex::Regex>),
    /// Several conditions on the whole text: `^(?!no)yes$`.
    Conditions(Box<[Condition]>),
    Automaton(Box<Automaton>),
    Backtracking(Box<Program>),
}

pub(crate) struct Condition {
    engine: Engine,
    negated: bool,
}

impl Engine {
    /// The engine of a pattern and its kind; `None` if the pattern repeats too much.
    pub(crate) fn new(parsed: Parsed) -> Option<(Self, Kind)> {
        if !parsed.references.is_empty() {
            let program = Box::new(Program::new(&parsed));
            return Some((Self::Backtracking(program), Kind::BackReference));
        }
        let root = parsed.root.simplified();
        if root.is_regular() {
            return Some((Self::of_regular(&root)?, Kind::Regular));
        }
        let engine = match conditions(&root) {
            Some(conditions) => {
                let conditions = conditions.into_iter().map(Condition::new);
                Self::Conditions(conditions.collect::<Option<_>>()?)
            }
            None => Self::automaton(&root)?,
        };
        Some((engine, Kind::LookAround))
    }

    fn of_regular(root: &Node) -> Option<Self> {
        if let Some(simple) = simple(root) {
            return Some(simple);
        }
        if repeats_much(root) {
            return Self::automaton(root);
        }
        let compiled = render(root, Dialect::Regex).and_then(|text| {
            // The parser bounds how deep a pattern nests; each group can take several levels there.
            regex::RegexBuilder::new(&text)
                .nest_limit(10_000)
                .build()
                .ok()
        });
        match compiled {
            Some(compiled) => Some(Self::Regular(Box::new(compiled))),
            None => Self::automaton(root),
        }
    }

    fn automaton(root: &Node) -> Option<Self> {
        Automaton::new(root).map(|it| Self::Automaton(Box::new(it)))
    }

    #[inline]
    pub(crate) fn is_match(&self, text: &str, steps: &mut Steps) -> Result<bool, Undecided> {
        match self {
            Self::Backtracking(program) => program.is_match(text, steps),
            linear => Ok(linear.decides(text)),
        }
    }

    fn decides(&self, text: &str) -> bool {
        match self {
            Self::Exact(exact) => *text == **exact,
            Self::Prefix(prefix) => text.starts_with(&**prefix),
            Self::OneOf(texts) => texts.iter().any(|listed| *text == **listed),
            Self::Each { set, min, max } => {
                // A text has at most as many characters as bytes, so most texts need no counting.
                text.len() >= *min
                    && set.contains_all(text)
                    && (text.len() <= *max || has_at_most(text, *max))
                    && (*min <= 1 || has_at_least(text, *min))
            }
            Self::Regular(regex) => regex.is_match(text),
            Self::Conditions(conditions) => conditions
                .iter()
                .all(|it| it.engine.decides(text) != it.negated),
            Self::Automaton(automaton) => automaton.is_match(text),
            // Unreachable: conditions never contain back-references, and `is_match` handles them
            // itself.
            Self::Backtracking(_) => false,
        }
    }
}

impl Condition {
    fn new((node, negated): (Node, bool)) -> Option<Self> {
        let engine = Engine::of_regular(&node)?;
        Some(Self { engine, negated })
    }
}

fn has_at_most(text: &str, most: usize) -> bool {
    text.chars().nth(most).is_none()
}

fn has_at_least(text: &str, least: usize) -> bool {
    text.chars().nth(least - 1).is_some()
}

/// An engine for a pattern that needs no regular expression.
fn simple(root: &Node) -> Option<Engine> {
    let Node::Sequence(nodes) = root else {
        return None;
    };
    let (first, rest) = nodes.split_first()?;
    if *first != Node::Start {
        return None;
    }
    match rest {
        [Node::Repeat(repeat), Node::End] => {
            let Repeat { node, min, max, .. } = &**repeat;
            let Node::Set(set) = node else {
                return None;
            };
            let bound = |bound: u32| usize::try_from(bound).unwrap_or(usize::MAX);
            Some(Engine::Each {
                set: Box::new(Matcher::new(set)),
                min: bound(*min),
                max: max.map_or(usize::MAX, bound),
            })
        }
        [Node::Choice(nodes), Node::End] => {
            let texts = nodes.iter().map(|node| text(std::slice::from_ref(node)));
            Some(Engine::OneOf(texts.collect::<Option<_>>()?))
        }
        [middle @ .., Node::End] => Some(Engine::Exact(text(middle)?)),
        rest => Some(Engine::Prefix(text(rest)?)),
    }
}

/// The only text that the nodes match, if they are literal characters.
fn text(nodes: &[Node]) -> Option<Box<str>> {
    let mut out = String::new();
    for node in nodes {
        match node {
            Node::Empty => {}
            Node::Set(set) => out.push(set.scalars().single()?),
            Node::Sequence(nodes) => out.push_str(&text(nodes)?),
            _ => return None,
        }
    }
    Some(out.into())
}

/// Splits off lookarounds at the ends of the text into conditions of their own: a lookahead after
/// `^` and a lookbehind before `$` apply to the whole text. Most lookarounds in practice are of
/// this form. `None` if a condition is not regular.
fn conditions(root: &Node) -> Option<Vec<(Node, bool)>> {
    let Node::Sequence(nodes) = root else {
        return None;
    };
    let mut middle = nodes.as_slice();
    let mut found = Vec::new();
    if let [Node::Start, after @ ..] = middle {
        let ahead = after.iter().map_while(|node| look(node, false));
        let ahead: Vec<&Look> = ahead.collect();
        middle = &after[ahead.len()..];
        for look in ahead {
            let node = Node::Sequence(vec![Node::Start, look.node.clone()]);
            found.push((node.simplified(), look.negated));
        }
    }
    let starts = !found.is_empty() || matches!(nodes.first(), Some(Node::Start));
    let mut ends = false;
    if let [before @ .., Node::End] = middle {
        ends = true;
        let behind = before.iter().rev().map_while(|node| look(node, true));
        let behind: Vec<&Look> = behind.collect();
        middle = &before[..before.len() - behind.len()];
        for look in behind {
            let node = Node::Sequence(vec![look.node.clone(), Node::End]).simplified();
            found.push((node, look.negated));
        }
    }
    let start = starts.then_some(Node::Start);
    let end = ends.then_some(Node::End);
    let rest = start.into_iter().chain(middle.iter().cloned()).chain(end);
    found.push((Node::Sequence(rest.collect()).simplified(), false));
    found
        .iter()
        .all(|(node, _)| node.is_regular())
        .then_some(found)
}

fn look(node: &Node, behind: bool) -> Option<&Look> {
    match node {
        Node::Look(look) if look.behind == behind => Some(look),
        _ => None,
    }
}

/// Whether a pattern repeats too much for the `regex` crate.
pub(crate) fn repeats_much(node: &Node) -> bool {
    repeated_characters(node) > MOST_REPEATED
}

/// The length of a pattern in characters with its repetitions expanded.
fn repeated_characters(node: &Node) -> u64 {
    match node {
        Node::Set(_) => 1,
        Node::Sequence(nodes) | Node::Choice(nodes) => nodes
            .iter()
            .map(repeated_characters)
            .fold(0, u64::saturating_add),
        Node::Repeat(repeat) => {
            let times = repeat.max.unwrap_or(repeat.min).max(1);
            repeated_characters(&repeat.node).saturating_mul(times.into())
        }
        Node::Group(_, node) => repeated_characters(node),
        Node::Look(look) => repeated_characters(&look.node),
        Node::Empty | Node::Start | Node::End | Node::WordBoundary(_) | Node::Reference(_) => 0,
    }
}
