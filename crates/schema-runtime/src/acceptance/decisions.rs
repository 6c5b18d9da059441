//! Which branch of an untagged union a value matches, remembered for each place of a text.
//!
//! The branches of a union are tried one after the other, and unions nest: without memory each
//! level would multiply the work of all levels below it. The branches of the outer union remember
//! the decisions of inner ones for each other, and for the reader, which builds the value once.

use std::collections::HashMap;

use super::{Shape, Untagged};
use crate::hashing::NameHash;

/// Which branch of a union a value matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    /// The branch with this index.
    Branch {
        index: usize,
        /// The number of bytes behind the value.
        left: usize,
    },
    /// None.
    Nothing {
        /// The index of the branch that fails deepest inside the value: most likely the intended
        /// one.
        nearest: usize,
        /// The depth at which it fails.
        depth: u8,
    },
    /// Several, where only one may match.
    Several,
}

/// A place, as the number of bytes behind it, and a union, as the address of its static.
type Key = (usize, usize);

/// More decisions than this are not kept for the next outermost union: clearing a large table for
/// each of many small values would take quadratic time.
const ROOM: usize = 1024;

/// The decisions about the unions nested in the outermost one that is being read.
#[derive(Debug, Default)]
pub(crate) struct Decisions {
    made: Option<HashMap<Key, Decision, NameHash>>,
    /// The number of unions that are being decided or read.
    level: usize,
}

impl Decisions {
    /// Begins a union. Returns the level to pass to [`leave`](Self::leave).
    pub(crate) fn enter(&mut self) -> usize {
        self.level += 1;
        self.level - 1
    }

    /// Ends the union, also after an error. The decisions are dropped with the outermost one.
    pub(crate) fn leave(&mut self, level: usize) {
        self.level = level;
        if level > 0 {
            return;
        }
        match &mut self.made {
            Some(made) if made.capacity() <= ROOM => made.clear(),
            made => *made = None,
        }
    }

    /// The decision about the value before the last `left` bytes.
    pub(super) fn get(&self, left: usize, union: &'static Untagged) -> Option<Decision> {
        let made = self.made.as_ref()?;
        made.get(&key(left, union)).copied()
    }

    /// Keeps a decision for the other branches of the outer union, if there is one.
    pub(super) fn keep(&mut self, left: usize, union: &'static Untagged, decision: Decision) {
        if self.level > 0 {
            let made = self.made.get_or_insert_default();
            made.insert(key(left, union), decision);
        }
    }
}

fn key(left: usize, union: &'static Untagged) -> Key {
    (left, std::ptr::from_ref(union).addr())
}

impl Untagged {
    /// A union of these branches, of which exactly one (`oneOf`) or at least one (`anyOf`) must
    /// match.
    #[must_use]
    pub const fn new(branches: &'static [Shape], exclusive: bool) -> Self {
        Self {
            branches,
            exclusive,
        }
    }
}
