//! The node that is being planned: its analysis, and a hint for the name of its type.

use std::ops::Deref;
use std::rc::Rc;

use super::naming::Hint;
use crate::analyze::{Analysis, Analyzer, Node};

/// The analysis of a node, and a hint for the name of its type.
pub(super) struct Subject<'d> {
    analysis: Rc<Analysis<'d>>,
    pub(super) hint: Hint,
}

impl<'d> Subject<'d> {
    /// `None` if the analysis reported an error.
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
