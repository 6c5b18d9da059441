//! The analysis of a node: its meaning, the facets that describe it, and the definition that
//! documentation comes from.
//!
//! Where the canonical form gives up, an outline takes the place of the meaning. It accepts at
//! least what the node accepts.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use serde_json::Value;

use super::{Facets, Meanings, Node};
use crate::diagnostic::Diagnostic;
use crate::schema::keyword::Keyword;
use crate::schema::{Location, Schemas};
use crate::semantics::{Kind, Meaning, Opaque, Semantics};

/// The result of analysing a node.
pub(crate) struct Analysis<'d> {
    /// The node whose type it gets: the same one, reduced by [`Analyzer::key`].
    pub(crate) node: Node,
    pub(crate) meaning: Meaning,
    pub(crate) facets: Facets<'d>,
    /// The definition behind mere references.
    pub(crate) entry: Location,
    /// Whether its meaning leaves out choices and conditions that span the properties of an object.
    pub(crate) spanned: bool,
    /// Why the canonical form cannot decide what is accepted; `None` if it can.
    pub(crate) opaque: Option<String>,
}

/// Analyses each node once.
pub(crate) struct Analyzer<'p, 'd> {
    schemas: &'p Schemas<'d>,
    semantics: &'p Semantics<'p>,
    pub(crate) meanings: Meanings<'p, 'd>,
    /// `None` after a diagnostic.
    known: RefCell<HashMap<Node, Option<Rc<Analysis<'d>>>>>,
    problems: RefCell<Vec<Diagnostic>>,
}

impl<'p, 'd> Analyzer<'p, 'd> {
    pub(crate) fn new(schemas: &'p Schemas<'d>, semantics: &'p Semantics<'p>) -> Self {
        Self {
            schemas,
            semantics,
            meanings: Meanings::new(schemas, semantics),
            known: RefCell::default(),
            problems: RefCell::default(),
        }
    }

    /// The analysis of a node; `None` after a diagnostic, which is reported once.
    pub(crate) fn analysis(&self, node: &Node) -> Option<Rc<Analysis<'d>>> {
        let (references, end) = self.mere_references(node);
        let known = self.known.borrow().get(&end).cloned();
        let analysis = known.unwrap_or_else(|| match self.analyze(&end) {
            Ok(analysis) => analysis.map(Rc::new),
            Err(problem) => {
                self.problems.borrow_mut().push(problem);
                None
            }
        });
        let mut known = self.known.borrow_mut();
        for node in references.into_iter().chain([end]) {
            known.insert(node, analysis.clone());
        }
        analysis
    }

    /// The nodes that are nothing but a reference to the next one, and the node they lead to: the
    /// first one that is more, or whose analysis is known. They share one analysis. On a cycle
    /// there is no such node, and `node` itself is analysed.
    fn mere_references(&self, node: &Node) -> (Vec<Node>, Node) {
        let known = self.known.borrow();
        let (mut at, mut passed, mut seen) = (node.clone(), Vec::new(), HashSet::new());
        while !known.contains_key(&at)
            && let Some(next) = at.referred_to(self.schemas)
        {
            if !seen.insert(at.clone()) {
                return (Vec::new(), node.clone());
            }
            passed.push(std::mem::replace(&mut at, next));
        }
        (passed, at)
    }

    /// The diagnostics since the last call.
    pub(crate) fn take_problems(&self) -> Vec<Diagnostic> {
        self.problems.take()
    }

    /// What a node accepts.
    pub(crate) fn meaning(&self, node: &Node) -> Result<Meaning, Opaque> {
        self.meanings.of(node)
    }

    fn analyze(&self, node: &Node) -> Result<Option<Analysis<'d>>, Diagnostic> {
        let Some(place) = node.parts().first() else {
            return Ok(None);
        };
        let (before, opaque) = match self.meaning(node) {
            Ok(meaning) => (meaning, None),
            Err(opaque) => match self.outline(node) {
                Some(outline) => (outline, Some(opaque.0)),
                None => return Ok(None),
            },
        };
        let facets = Facets::of(node, &before, self.schemas, &self.meanings)?;
        let entry = match node.parts() {
            [only] => facets.entry(only),
            _ => place.clone(),
        };
        let key = self.key(node, &before, &facets);
        let spanned = |node| self.meanings.is_spanned(node);
        // The facets replace a choice with a single satisfiable branch by that branch. If nothing
        // else was left out, the meaning of the key is complete.
        let settled = spanned(node) && !spanned(&key);
        let settled = settled.then(|| self.meaning(&key).ok()).flatten();
        Ok(Some(Analysis {
            spanned: settled.is_none() && (spanned(node) || spanned(&key)),
            meaning: settled.unwrap_or(before),
            node: key,
            facets,
            entry,
            opaque,
        }))
    }

    /// An upper bound of what a node accepts, for a node whose canonical form is opaque: the plain
    /// assertions of its facets, or if those are opaque as well, its JSON types. `None` if the
    /// facets cannot be found.
    fn outline(&self, node: &Node) -> Option<Meaning> {
        let everything = self.semantics.meaning(&Value::Bool(true)).ok()?;
        let facets = Facets::of(node, &everything, self.schemas, &self.meanings).ok()?;
        // Nodes are told apart by the JSON types that their keywords leave, so the bound has no others.
        let left = self.meanings.kinds_left(node);
        if left.is_empty() {
            return self.semantics.meaning(&Value::Bool(false)).ok();
        }
        let kinds = node.of_no_parts().of_kinds(left).statements(self.schemas);
        let sorts: [fn(&Keyword) -> bool; 2] =
            [Keyword::is_plain_assertion, |it| it.name == "type"];
        for sort in sorts {
            let own = facets.all.iter().map(|facet| facet.only(sort));
            let statements: Vec<Value> = own.chain(kinds.clone()).collect();
            if let Ok(meaning) = self.semantics.meaning_of_all(&statements) {
                return Some(meaning);
            }
        }
        Some(everything)
    }

    /// The node reduced to the locations with constraints of their own, so that nodes that differ
    /// only in references share one type.
    fn key(&self, node: &Node, meaning: &Meaning, facets: &Facets<'_>) -> Node {
        let own = facets.own(true);
        if own.is_empty() {
            return node.clone();
        }
        let complete = self.of_these_kinds(own, meaning);
        // A facet that only repeats the `type` must not lead to a separate Rust type. `integer` is
        // the exception: `Kind` does not express it.
        let bare = self.of_these_kinds(facets.own(false), meaning);
        let says_less = || self.meaning(&bare).ok().and_then(|it| it.numbers());
        if bare != complete
            && meaning.numbers().is_some_and(|numbers| numbers.integer)
            && says_less().is_none_or(|numbers| !numbers.integer)
        {
            return complete;
        }
        bare
    }

    fn of_these_kinds(&self, own: Vec<&Location>, meaning: &Meaning) -> Node {
        let bare = Node::new(own.into_iter().cloned());
        let kinds = meaning.kinds();
        if self.meanings.is_within(&bare, &kinds) {
            return bare;
        }
        // Whether the rest would say so by itself can only be answered with all of its choices,
        // which takes longer than all other questions together.
        if kinds.iter().eq([&Kind::Object]) && self.meanings.has_choice_or_condition(&bare) {
            return bare.of_kinds(kinds);
        }
        let all = self.meaning(&bare).ok().or_else(|| self.outline(&bare));
        match all {
            Some(all) if all.kinds() == kinds => bare,
            _ => bare.of_kinds(kinds),
        }
    }
}
