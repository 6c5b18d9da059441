//! Compiles a pattern's tree into automaton states. States are created back to front, so that each
//! one knows its successor.

use std::collections::HashMap;

use super::{MOST_STATES, Part, State};
use crate::node::{Node, Repeat};
use crate::set::{Matcher, Set};

/// A set that is repeated more often than this becomes a counting state instead of copies.
const FEW: u32 = 4;

#[derive(Default)]
pub(super) struct Compiler {
    pub(super) sets: Vec<Matcher>,
    known: HashMap<Set, u32>,
    pub(super) parts: Vec<Part>,
    total: usize,
}

/// The states of a part under construction.
struct Building {
    states: Vec<State>,
    backwards: bool,
    counters: u32,
}

impl Compiler {
    /// Compiles the automaton of a lookaround or of the whole pattern, after those of the
    /// lookarounds nested in it. `None` if there are too many states.
    pub(super) fn part(&mut self, node: &Node, backwards: bool) -> Option<u32> {
        let mut building = Building {
            states: Vec::new(),
            backwards,
            counters: 0,
        };
        let accept = self.push(State::Accept, &mut building)?;
        let start = self.node(node, accept, &mut building)?;
        self.parts.push(Part {
            anchored: !backwards && begins_at_start(node),
            states: building.states,
            start,
            backwards,
            counters: building.counters as usize,
        });
        index(self.parts.len() - 1)
    }

    fn push(&mut self, state: State, building: &mut Building) -> Option<u32> {
        self.total += 1;
        if self.total > MOST_STATES {
            return None;
        }
        building.states.push(state);
        index(building.states.len() - 1)
    }

    /// Compiles a node that continues with the state `next`; returns its first state.
    fn node(&mut self, node: &Node, next: u32, building: &mut Building) -> Option<u32> {
        let state = match node {
            Node::Empty => return Some(next),
            Node::Set(set) => State::Set {
                set: self.set(set)?,
                next,
            },
            Node::Start => State::Start(next),
            Node::End => State::End(next),
            Node::WordBoundary(at) => State::WordBoundary { at: *at, next },
            Node::Sequence(nodes) => return self.sequence(nodes, next, building),
            Node::Choice(nodes) => return self.choice(nodes, next, building),
            Node::Repeat(repeat) => return self.repeat(repeat, next, building),
            Node::Group(_, node) => return self.node(node, next, building),
            Node::Look(look) => State::Look {
                part: self.part(&look.node, !look.behind)?,
                negated: look.negated,
                next,
            },
            // Patterns with back-references use the backtracking engine.
            Node::Reference(_) => return None,
        };
        self.push(state, building)
    }

    fn sequence(&mut self, nodes: &[Node], next: u32, building: &mut Building) -> Option<u32> {
        let mut at = next;
        if building.backwards {
            for node in nodes {
                at = self.node(node, at, building)?;
            }
        } else {
            for node in nodes.iter().rev() {
                at = self.node(node, at, building)?;
            }
        }
        Some(at)
    }

    fn choice(&mut self, nodes: &[Node], next: u32, building: &mut Building) -> Option<u32> {
        let mut all: Option<u32> = None;
        for node in nodes.iter().rev() {
            let one = self.node(node, next, building)?;
            all = Some(match all {
                None => one,
                Some(others) => self.push(State::Split(one, others), building)?,
            });
        }
        Some(all.unwrap_or(next))
    }

    fn repeat(&mut self, repeat: &Repeat, next: u32, building: &mut Building) -> Option<u32> {
        let Repeat { node, min, max, .. } = repeat;
        if let Node::Set(set) = node
            && (*min > FEW || max.is_some_and(|max| max > FEW))
        {
            let counter = building.counters;
            building.counters += 1;
            let state = State::Count {
                set: self.set(set)?,
                counter,
                min: *min,
                max: *max,
                next,
            };
            return self.push(state, building);
        }
        let mut at = next;
        let mut required = *min;
        match max {
            // A loop: the split leads into the node or on to `next`, and the node leads back to the
            // split.
            None => {
                let split = self.push(State::Split(next, next), building)?;
                let inside = self.node(node, split, building)?;
                if let Some(state) = building.states.get_mut(split as usize) {
                    *state = State::Split(inside, next);
                }
                // Entering after the split forces at least one iteration.
                at = if required > 0 { inside } else { split };
                required = required.saturating_sub(1);
            }
            Some(max) => {
                for _ in *min..*max {
                    let inside = self.node(node, at, building)?;
                    at = self.push(State::Split(inside, next), building)?;
                }
            }
        }
        for _ in 0..required {
            let before = at;
            at = self.node(node, at, building)?;
            if before == at {
                // The node is empty, so further copies add nothing.
                break;
            }
        }
        Some(at)
    }

    fn set(&mut self, set: &Set) -> Option<u32> {
        if let Some(known) = self.known.get(set) {
            return Some(*known);
        }
        let new = index(self.sets.len())?;
        self.sets.push(Matcher::new(set));
        self.known.insert(set.clone(), new);
        Some(new)
    }
}

fn begins_at_start(node: &Node) -> bool {
    match node {
        Node::Start => true,
        Node::Sequence(nodes) => nodes.first().is_some_and(begins_at_start),
        Node::Choice(nodes) => nodes.iter().all(begins_at_start),
        _ => false,
    }
}

fn index(at: usize) -> Option<u32> {
    u32::try_from(at).ok()
}
