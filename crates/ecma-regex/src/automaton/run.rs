//! Simulates an automaton on a text, keeping the set of active states.

use std::collections::VecDeque;

use super::{Automaton, Part, State};
use crate::set::Matcher;

pub(super) fn is_match(automaton: &Automaton, text: &str) -> bool {
    let Some((pattern, lookarounds)) = automaton.parts.split_last() else {
        return false;
    };
    let mut tables: Vec<Table> = Vec::with_capacity(lookarounds.len());
    for part in lookarounds {
        let mut table = Table::new(text.len());
        Run::new(automaton, part, text, &tables).all(|at| {
            table.set(at);
            false
        });
        tables.push(table);
    }
    let mut matched = false;
    Run::new(automaton, pattern, text, &tables).all(|_| {
        matched = true;
        true
    });
    matched
}

/// Where a lookaround holds: a bit for each byte offset of the text, and one for its end.
struct Table(Vec<u64>);

impl Table {
    fn new(length: usize) -> Self {
        Self(vec![0; length / 64 + 1])
    }

    fn set(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    fn get(&self, at: usize) -> bool {
        self.0
            .get(at / 64)
            .is_some_and(|word| word >> (at % 64) & 1 == 1)
    }
}

/// The state of one simulation.
struct Run<'r> {
    sets: &'r [Matcher],
    part: &'r Part,
    text: &'r str,
    tables: &'r [Table],
    /// The active states that consume a character.
    waiting: Vec<u32>,
    /// The step at which each state was last reached, so that no state is processed twice in a
    /// step.
    reached: Vec<usize>,
    /// For each counter the steps at which its runs began, earliest first.
    counters: Vec<VecDeque<usize>>,
    /// States that were reached and are not processed yet.
    pending: Vec<u32>,
    /// The number of characters read so far, plus one.
    step: usize,
}

impl<'r> Run<'r> {
    fn new(automaton: &'r Automaton, part: &'r Part, text: &'r str, tables: &'r [Table]) -> Self {
        Self {
            sets: &automaton.sets,
            part,
            text,
            tables,
            waiting: Vec::new(),
            reached: vec![0; part.states.len()],
            counters: vec![VecDeque::new(); part.counters],
            pending: Vec::new(),
            step: 1,
        }
    }

    /// Runs over the text and calls `accepted` with each offset where the automaton accepts, until
    /// it returns `true`.
    fn all(self, accepted: impl FnMut(usize) -> bool) {
        let text = self.text;
        if self.part.backwards {
            let places = text.char_indices().rev();
            self.walk(text.len(), places, accepted);
        } else {
            let places = text.char_indices().map(|(at, c)| (at + c.len_utf8(), c));
            self.walk(0, places, accepted);
        }
    }

    /// `places` yields the characters, each with the offset after it in reading direction.
    fn walk(
        mut self,
        first: usize,
        places: impl Iterator<Item = (usize, char)>,
        mut accepted: impl FnMut(usize) -> bool,
    ) {
        self.pending.push(self.part.start);
        let mut accepts = self.close(first);
        if accepts && accepted(first) {
            return;
        }
        let mut before = Vec::new();
        for (at, c) in places {
            self.step += 1;
            std::mem::swap(&mut before, &mut self.waiting);
            self.waiting.clear();
            // A counting state stays active as long as its set matches.
            self.read(c, &before);
            if !self.part.anchored {
                self.pending.push(self.part.start);
            }
            accepts = self.close(at);
            if accepts && accepted(at) {
                return;
            }
            if self.part.anchored && self.waiting.is_empty() {
                return;
            }
        }
    }

    /// Advances all states in `before` by one character.
    fn read(&mut self, c: char, before: &[u32]) {
        for &at in before {
            match self.part.states.get(at as usize) {
                Some(State::Set { set, next }) if self.holds(*set, c) => self.pending.push(*next),
                Some(State::Count {
                    set,
                    counter,
                    min,
                    max,
                    next,
                }) => self.count(at, (*set, *counter), (*min, *max), *next, c),
                _ => {}
            }
        }
    }

    fn holds(&self, set: u32, c: char) -> bool {
        let set = self.sets.get(set as usize);
        set.is_some_and(|set| set.contains(c))
    }

    /// Advances a counting state by one character.
    fn count(
        &mut self,
        at: u32,
        (set, counter): (u32, u32),
        (min, max): (u32, Option<u32>),
        next: u32,
        c: char,
    ) {
        let (holds, step) = (self.holds(set, c), self.step);
        let Some(began) = self.counters.get_mut(counter as usize) else {
            return;
        };
        if !holds {
            began.clear();
            return;
        }
        if let Some(max) = max {
            while began
                .front()
                .is_some_and(|began| step - began > max as usize)
            {
                began.pop_front();
            }
        }
        let Some(earliest) = began.front() else {
            return;
        };
        // Without an upper bound the earliest run decides, since later ones are shorter.
        let enough = step - earliest >= min as usize;
        if max.is_none() {
            began.truncate(1);
        }
        self.waiting.push(at);
        if enough {
            self.pending.push(next);
        }
    }

    /// Follows the transitions that consume no character. Returns whether the automaton accepts
    /// here.
    fn close(&mut self, at: usize) -> bool {
        let mut accepts = false;
        while let Some(state) = self.pending.pop() {
            match self.reached.get_mut(state as usize) {
                Some(reached) if *reached != self.step => *reached = self.step,
                _ => continue,
            }
            match self.part.states.get(state as usize) {
                Some(State::Accept) => accepts = true,
                Some(State::Set { .. }) => self.waiting.push(state),
                Some(State::Split(one, other)) => self.pending.extend([*other, *one]),
                Some(State::Start(next)) if at == 0 => self.pending.push(*next),
                Some(State::End(next)) if at == self.text.len() => self.pending.push(*next),
                Some(State::WordBoundary { at: wanted, next })
                    if is_word_boundary(self.text, at) == *wanted =>
                {
                    self.pending.push(*next);
                }
                Some(State::Look {
                    part,
                    negated,
                    next,
                }) => {
                    let table = self.tables.get(*part as usize);
                    if table.is_some_and(|table| table.get(at) != *negated) {
                        self.pending.push(*next);
                    }
                }
                Some(State::Count {
                    counter, min, next, ..
                }) => {
                    self.begin_counting(state, *counter);
                    if *min == 0 {
                        self.pending.push(*next);
                    }
                }
                _ => {}
            }
        }
        accepts
    }

    fn begin_counting(&mut self, state: u32, counter: u32) {
        let Some(began) = self.counters.get_mut(counter as usize) else {
            return;
        };
        if began.is_empty() {
            self.waiting.push(state);
        }
        began.push_back(self.step);
    }
}

/// Whether `\b` holds at a byte offset. Word characters are ASCII, so looking at bytes suffices.
pub(crate) fn is_word_boundary(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let is_word = |at: Option<usize>| {
        let byte = at.and_then(|at| bytes.get(at));
        byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
    };
    is_word(at.checked_sub(1)) != is_word(Some(at))
}
