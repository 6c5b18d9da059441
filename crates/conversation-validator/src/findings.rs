//! Violations that were found but not yet located in the text.
//!
//! Takes violations and the part of the text each points at; gives them with their positions. The
//! two steps are apart so that the value can be dropped between them, and so that one pass over
//! the text serves several models.

use crate::{
    locate::{Target, locate},
    violation::Violation,
};

/// What one model has against a payload.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    violations: Vec<Violation>,
    targets: Vec<Target>,
}

impl Findings {
    /// How many there are.
    pub(crate) const fn len(&self) -> usize {
        self.violations.len()
    }

    /// Adds a violation of the value it points at.
    pub(crate) fn add(&mut self, violation: Violation) {
        let value = Target::Value(violation.pointer.clone());
        self.add_at(violation, value);
    }

    /// Adds a violation whose place in the text is another one.
    pub(crate) fn add_at(&mut self, violation: Violation, target: Target) {
        self.violations.push(violation);
        self.targets.push(target);
    }

    /// The violations with their positions, in the order of the text.
    pub(crate) fn placed(self, text: &str) -> Vec<Violation> {
        place(text, vec![self]).pop().unwrap_or_default()
    }
}

/// The violations of each, with their positions, in the order of the text.
pub(crate) fn place(text: &str, all: Vec<Findings>) -> Vec<Vec<Violation>> {
    let (lists, targets): (Vec<_>, Vec<_>) = all
        .into_iter()
        .map(|findings| (findings.violations, findings.targets))
        .unzip();
    let targets = targets.concat();
    if targets.is_empty() {
        return lists;
    }
    let mut positions = locate(text, &targets).into_iter();
    let placed = |mut violations: Vec<Violation>| {
        for (violation, position) in violations.iter_mut().zip(&mut positions) {
            violation.position = position;
        }
        violations.sort_by_key(|violation| violation.position);
        violations
    };
    lists.into_iter().map(placed).collect()
}
