//! The analysis of a node on the way to its type.

use std::ops::Deref;
use std::rc::Rc;

use super::naming::Hint;
use crate::analyze::{Analysis, Analyzer, Node};

/// What is known of a node, and what its type could be called.
pub(super) struct Subject<'d> {
    analysis: Rc<Analysis<'d>>,
    pub(super) hint: Hint,
}

impl<'d> Subject<'d> {
    /// `None` after a diagnostic.
    pub(super) fn of(analyzer: &Analyzer<'_, 'd>, node: &Node, hint: &Hint) -> Option<Self> {
        Some(Self {
            analysis: analyzer.analysis(node)?,
            hint: hint.clone(),
        })
    }
}

impl<'d> Deref for Subject<'d> {
    type Target = Analysis<'d>;

    fn deref(&self) -> &Analysis<'d> {
        &self.analysis
    }
}
