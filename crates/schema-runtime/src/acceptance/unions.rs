//! Finds the branch of a union: by looking ahead for a tag or a property, or by trying each branch.

use std::mem;

use super::{
    Acceptor, Decision, Decisions, Names,
    shape::{Part, Shape, Untagged},
};
use crate::text::{Scanner, Sought};

impl<'t> Acceptor<'t> {
    /// Finds the branch by looking ahead, then checks the object against it.
    pub(super) fn by_branch(
        &mut self,
        find: impl FnOnce(&mut Scanner<'t>) -> Option<usize>,
        branches: &[Shape],
    ) -> bool {
        let branch = find(&mut self.scanner).and_then(|index| branches.get(index));
        branch.is_some_and(|shape| self.value(shape))
    }

    /// Finds the first of the properties, then checks the object against the branch of that
    /// property.
    pub(super) fn by_key(
        &mut self,
        keys: &[Part],
        branches: &[Shape],
        otherwise: Option<&Shape>,
    ) -> bool {
        let key = |name: &str| keys.iter().position(|key| key.name == name);
        let branch = match self.scanner.look_for(key) {
            Sought::Found(key) => branches.get(key),
            Sought::Absent => otherwise,
            Sought::Unknown => None,
        };
        branch.is_some_and(|shape| self.value(shape))
    }

    /// Which branch matches the next value. If one does, the scanner is positioned after the value;
    /// if none does, its depth is that of the failure.
    pub(super) fn by_trial(&mut self, union: &'static Untagged) -> Decision {
        let (left, depth) = (self.scanner.left(), self.scanner.depth());
        let known = self.decisions.get(left, union);
        let decision = known.unwrap_or_else(|| {
            let level = self.decisions.enter();
            let decision = self.try_branches(union);
            self.decisions.leave(level);
            self.decisions.keep(left, union, decision);
            decision
        });
        self.scanner.move_to(left);
        self.scanner.set_depth(depth);
        match decision {
            Decision::Branch { left, .. } => self.scanner.move_to(left),
            Decision::Nothing { depth, .. } => self.scanner.set_depth(depth),
            Decision::Several => {}
        }
        decision
    }

    fn try_branches(&mut self, union: &Untagged) -> Decision {
        let start = self.scanner.bookmark();
        let names = self.names.enter();
        let mut matched = None;
        let (mut nearest, mut deepest) = (0, self.scanner.depth());
        for (index, branch) in union.branches.iter().enumerate() {
            self.scanner.return_to(start);
            let accepted = self.value(branch);
            // A branch that failed inside an object has left that object's names on the stack.
            self.names.leave(&names);
            if !accepted {
                if self.scanner.depth() > deepest {
                    (nearest, deepest) = (index, self.scanner.depth());
                }
            } else if matched.is_some() {
                return Decision::Several;
            } else {
                let left = self.scanner.left();
                matched = Some(Decision::Branch { index, left });
                if !union.exclusive {
                    break;
                }
            }
        }
        matched.unwrap_or(Decision::Nothing {
            nearest,
            depth: deepest,
        })
    }
}

/// Which branch of a union the value at the beginning of `rest` matches, inside of `depth` arrays
/// and objects.
pub(crate) fn decide(
    rest: &str,
    depth: u8,
    union: &'static Untagged,
    decisions: &mut Decisions,
) -> Decision {
    let mut acceptor = Acceptor {
        scanner: Scanner::within(rest, depth),
        names: Names::new(),
        decisions: mem::take(decisions),
    };
    let decision = acceptor.by_trial(union);
    *decisions = acceptor.decisions;
    decision
}
