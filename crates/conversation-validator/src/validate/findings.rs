//! The findings of the full engine: the first violations in the order of the text, and the number
//! of all.
//!
//! Only references to the first errors are kept, so that counting the others takes no memory.

use std::{cmp::Ordering, collections::BinaryHeap};

use jsonschema::{JsonType, ValidationError};

use crate::report::count::Count;
use crate::report::violation::Violation;

/// The violations of a payload against one model.
#[derive(Debug)]
pub(crate) struct Findings {
    /// The first ones, in the order of the text.
    pub(crate) violations: Vec<Violation>,
    pub(crate) count: Count,
}

/// A violation without its message.
pub(crate) struct Finding<'e> {
    pub(crate) error: &'e ValidationError<'e>,
    pub(crate) part: Part<'e>,
    /// If it is from the closest branch of a union and other branches are equally close: the number
    /// of branches.
    pub(crate) nearest_of: Option<usize>,
    /// Its offset in the text.
    pub(crate) offset: usize,
}

/// The part of an error that is one violation.
pub(crate) enum Part<'e> {
    /// The whole error.
    Whole,
    /// This property is missing.
    Missing(&'e str),
    /// This property is not allowed.
    Unexpected(&'e str),
    /// No branch of a union accepts the JSON type of the value; the branches accept these.
    Type(Vec<JsonType>),
}

/// Keeps the first findings and counts all.
pub(crate) struct FirstFindings<'e> {
    limit: usize,
    count: usize,
    /// A max-heap: the last of the kept findings is on top and is replaced first.
    kept: BinaryHeap<Ranked<'e>>,
}

/// A finding, ordered by its offset in the text, then by the order of arrival.
struct Ranked<'e> {
    number: usize,
    finding: Finding<'e>,
}

impl<'e> FirstFindings<'e> {
    pub(crate) const fn new(limit: usize) -> Self {
        Self {
            limit,
            count: 0,
            kept: BinaryHeap::new(),
        }
    }

    /// How many findings were added.
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
