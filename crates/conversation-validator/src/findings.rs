//! What the full engine found: the first violations in the order of the text, and how many there are.
//!
//! Takes errors as they come; keeps references to the first ones only, so that counting the others takes no memory.

use std::{cmp::Ordering, collections::BinaryHeap};

use jsonschema::{JsonType, ValidationError};

use crate::{count::Count, violation::Violation};

/// What one model has against a payload.
#[derive(Debug)]
pub(crate) struct Findings {
    /// The first ones, in the order of the text.
    pub(crate) violations: Vec<Violation>,
    pub(crate) count: Count,
}

/// A violation that is not put into words yet.
pub(crate) struct Finding<'e> {
    pub(crate) error: &'e ValidationError<'e>,
    pub(crate) what: What<'e>,
    /// Of how many branches of a union this one is merely the nearest.
    pub(crate) nearest_of: Option<usize>,
    /// Where in the text it stands.
    pub(crate) offset: usize,
}

/// Which part of an error a violation is.
pub(crate) enum What<'e> {
    /// All of it.
    Whole,
    /// This property is missing.
    Missing(&'e str),
    /// This property is not allowed.
    Unexpected(&'e str),
    /// No branch of a union takes the value's type; these are taken.
    Type(Vec<JsonType>),
}

/// Keeps the first findings, counts all.
pub(crate) struct First<'e> {
    limit: usize,
    count: usize,
    /// The last of those kept is on top.
    kept: BinaryHeap<Ranked<'e>>,
}

/// By place in the text; of one place, as they came.
struct Ranked<'e> {
    number: usize,
    finding: Finding<'e>,
}

impl<'e> First<'e> {
    pub(crate) const fn new(limit: usize) -> Self {
        Self {
            limit,
            count: 0,
            kept: BinaryHeap::new(),
        }
    }

    /// How many there were.
    pub(crate) const fn count(&self) -> usize {
        self.count
    }

    pub(crate) fn add(&mut self, finding: Finding<'e>) {
        let number = self.count;
        self.count += 1;
        let finding = Ranked { number, finding };
        if self.kept.len() < self.limit {
            self.kept.push(finding);
        } else if let Some(mut last) = self.kept.peek_mut()
            && finding < *last
        {
            *last = finding;
        }
    }

    /// The first ones, in the order of the text.
    pub(crate) fn into_sorted(self) -> impl Iterator<Item = Finding<'e>> {
        let sorted = self.kept.into_sorted_vec().into_iter();
        sorted.map(|ranked| ranked.finding)
    }
}

impl Ord for Ranked<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |ranked: &Self| (ranked.finding.offset, ranked.number);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Ranked<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ranked<'_> {}
