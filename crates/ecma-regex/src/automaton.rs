//! Matches patterns with lookarounds and patterns with large repetition counts in linear time, by
//! simulating a nondeterministic automaton over characters.
//!
//! Lookarounds are evaluated in advance at every position of the text, innermost first: a
//! lookbehind by running its automaton forwards and restarting it at every position, a lookahead by
//! running the automaton of its reversal backwards. The results are tables that the outer automaton
//! reads. There is no backtracking and no recursion, so no step budget is needed.

mod compile;
pub(crate) mod run;

use crate::node::Node;
use crate::set::Matcher;
use compile::Compiler;

/// Upper bound on the states of a pattern. The time for one character is proportional to their
/// number.
const MOST_STATES: usize = 100_000;

/// A pattern and its lookarounds.
pub(crate) struct Automaton {
    sets: Vec<Matcher>,
    /// The lookarounds, each after those nested in it; the pattern itself comes last.
    parts: Vec<Part>,
}

/// The automaton of a lookaround, or of the pattern.
struct Part {
    states: Vec<State>,
    start: u32,
    /// Whether the text is read from its end.
    backwards: bool,
    /// Whether a match can begin only at the start of the text.
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
    /// A repeated set. Counters record where each run of its characters began, so that the
    /// repetition needs one state instead of one for each iteration.
    Count {
        set: u32,
        counter: u32,
        min: u32,
        max: Option<u32>,
        next: u32,
    },
}

impl Automaton {
    /// `None` if the automaton would exceed [`MOST_STATES`].
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
