//! Matches patterns with back-references by ECMA-262's own algorithm (section 22.2.2):
//! backtracking, with its stacks on the heap.
//!
//! Whether a text matches depends on these rules: an iteration resets the captures of the groups
//! inside it; a back-reference to a group without a capture matches the empty text; lookbehinds
//! match from right to left; captures of a negative lookaround are discarded.

mod compile;
mod run;

use crate::parser::Parsed;
use crate::set::Matcher;
use crate::steps::{Steps, Undecided};

/// Upper bound on the backtracking stack and the undo log together. It limits memory.
const MOST_REMEMBERED: usize = 2_000_000;

/// A pattern as instructions.
pub(crate) struct Program {
    instructions: Vec<Instruction>,
    sets: Vec<Matcher>,
    /// The groups that each back-reference may refer to.
    references: Vec<Vec<u32>>,
    groups: u32,
    /// The number of cells for text offsets and counters, besides the bounds of groups.
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
    /// Tries the next instruction first, then `other`.
    Try {
        other: u32,
    },
    /// Stores in a register where a group begins.
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
    /// A repeated set: matched in one instruction.
    Many {
        set: u32,
        backwards: bool,
        greedy: bool,
        min: u32,
        max: Option<u32>,
    },
    /// Starts a loop: sets its iteration counter to 0.
    Begin {
        register: u32,
    },
    /// Decides between another iteration and `exit`. The next instruction is `Iterate`.
    Loop {
        register: u32,
        greedy: bool,
        min: u32,
        max: Option<u32>,
        exit: u32,
    },
    /// Starts an iteration: counts it, stores its start and resets the captures of the groups
    /// inside.
    Iterate {
        register: u32,
        first_group: u32,
        last_group: u32,
    },
    /// Ends an iteration. An iteration beyond the required ones fails if it consumed nothing.
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
