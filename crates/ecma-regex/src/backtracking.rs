//! Patterns with back-references: ECMA-262's own algorithm (section 22.2.2), by backtracking with its stacks on the heap.
//!
//! A group forgets what it captured when an iteration around it begins; one that captured nothing is matched by the empty text;
//! lookbehinds read from right to left; what a negative lookaround captured is forgotten. Whether a text matches depends on all this.

mod compile;
mod run;

use crate::parser::Parsed;
use crate::set::Matcher;
use crate::steps::{Steps, Undecided};

/// Choices and changes that may be remembered at a time, for the sake of memory.
const MOST_REMEMBERED: usize = 2_000_000;

/// A pattern as instructions.
pub(crate) struct Program {
    instructions: Vec<Instruction>,
    sets: Vec<Matcher>,
    /// The groups that each back-reference may mean.
    references: Vec<Vec<u32>>,
    groups: u32,
    /// Places in the text and numbers, besides the ends of groups.
    registers: u32,
    anchored: bool,
}

#[derive(Debug, Clone, Copy)]
enum Instruction {
    Match,
    Set {
        set: u32,
        backwards: bool,
    },
    Start,
    End,
    WordBoundary(bool),
    Jump(u32),
    /// First the next instruction, then the other.
    Try {
        other: u32,
    },
    /// Remembers in a register where a group begins.
    Open {
        register: u32,
    },
    Close {
        group: u32,
        register: u32,
        backwards: bool,
    },
    Reference {
        reference: u32,
        backwards: bool,
    },
    /// Characters of a set as often as can be.
    Many {
        set: u32,
        backwards: bool,
        greedy: bool,
        min: u32,
        max: Option<u32>,
    },
    /// A loop begins: no iteration yet.
    Begin {
        register: u32,
    },
    /// Another iteration or not. The next instruction is `Iterate`.
    Loop {
        register: u32,
        greedy: bool,
        min: u32,
        max: Option<u32>,
        exit: u32,
    },
    /// An iteration begins: counts it, remembers where, and forgets the groups inside.
    Iterate {
        register: u32,
        first_group: u32,
        last_group: u32,
    },
    /// An iteration ends. One beyond those required that consumed nothing fails.
    Again {
        register: u32,
        min: u32,
        start: u32,
    },
    Look {
        negated: bool,
        exit: u32,
    },
    EndLook,
}

impl Program {
    pub(crate) fn new(parsed: &Parsed) -> Self {
        compile::program(parsed)
    }

    pub(crate) fn is_match(&self, text: &str, steps: &mut Steps) -> Result<bool, Undecided> {
        run::is_match(self, text, steps)
    }
}
