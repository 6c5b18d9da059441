//! Patterns with lookarounds, and those that repeat much, in linear time: a nondeterministic automaton over characters, all of whose
//! states are followed at once.
//!
//! A lookaround is worked out beforehand for every place in the text, the innermost first: a lookbehind by running its automaton
//! forwards and starting it anew at every place, a lookahead by running the automaton of its reversal backwards. What is left is an
//! automaton that asks a table. Nothing is tried twice, nothing recurs, and no budget is needed.

mod compile;
pub(crate) mod run;

use crate::node::Node;
use crate::set::Matcher;
use compile::Compiler;

/// States that a pattern may have: the time for one character.
const MOST_STATES: usize = 100_000;

/// A pattern and its lookarounds.
pub(crate) struct Automaton {
    sets: Vec<Matcher>,
    /// The lookarounds, each behind those inside it, and the pattern itself.
    parts: Vec<Part>,
}

/// The automaton of a lookaround, or of the pattern.
struct Part {
    states: Vec<State>,
    start: u32,
    /// Whether it reads the text from the end.
    backwards: bool,
    /// Whether it can only begin where the text does.
    anchored: bool,
    counters: usize,
}

#[derive(Clone, Copy)]
enum State {
    Accept,
    Set {
        set: u32,
        next: u32,
    },
    Split(u32, u32),
    Start(u32),
    End(u32),
    WordBoundary {
        at: bool,
        next: u32,
    },
    Look {
        part: u32,
        negated: bool,
        next: u32,
    },
    /// A set, repeated: it remembers where its characters began, instead of being written out.
    Count {
        set: u32,
        counter: u32,
        min: u32,
        max: Option<u32>,
        next: u32,
    },
}

impl Automaton {
    /// Nothing when it would have too many states.
    pub(crate) fn new(root: &Node) -> Option<Self> {
        let mut compiler = Compiler::default();
        compiler.part(root, false)?;
        Some(Self {
            sets: compiler.sets,
            parts: compiler.parts,
        })
    }

    pub(crate) fn is_match(&self, text: &str) -> bool {
        run::is_match(self, text)
    }
}
