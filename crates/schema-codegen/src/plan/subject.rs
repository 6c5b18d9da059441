//! A node that has been looked at: what it accepts, what speaks about it, where it is defined.
//!
//! Takes a node; gives a [`Subject`]. Where the algebra gives up, an outline stands in.

use serde_json::Value;

use super::facets::Facets;
use super::naming::Hint;
use super::node::Node;
use super::planner::Planner;
use crate::schema::Location;
use crate::schema::keyword::Keyword;
use crate::semantics::{Meaning, Opaque};

/// What is known about a node once it has been looked at.
pub(super) struct Subject<'d> {
    pub(super) node: Node,
    pub(super) meaning: Meaning,
    pub(super) facets: Facets<'d>,
    /// Where people would say it is defined.
    pub(super) entry: Location,
    pub(super) hint: Hint,
    /// Whether its meaning leaves out rules that span the members of an object.
    pub(super) spanned: bool,
    /// Why the algebra cannot tell what is accepted, if it cannot.
    pub(super) opaque: Option<String>,
}

impl<'d> Planner<'_, 'd> {
    /// Reads meaning and facets of a node, and which node its type belongs to.
    pub(super) fn look(&mut self, node: &Node, hint: &Hint) -> Option<Subject<'d>> {
        let place = node.parts().first().cloned()?;
        let (before, opaque) = match self.meaning(node) {
            Ok(meaning) => (meaning, None),
            Err(opaque) => (self.outline(node)?, Some(opaque.0)),
        };
        match Facets::of(node, &before, self.schemas, &self.meanings) {
            Ok(facets) => {
                let entry = match node.parts() {
                    [only] => facets.entry(only),
                    _ => place,
                };
                let key = self.key(node, &before, &facets);
                let spanned = |node| self.meanings.is_spanned(node);
                // Of a choice that only one branch can satisfy, that branch is left.
                let settled = spanned(node) && !spanned(&key);
                let settled = settled.then(|| self.meaning(&key).ok()).flatten();
                let spanned = settled.is_none() && (spanned(node) || spanned(&key));
                let meaning = settled.unwrap_or(before);
                Some(Subject {
                    spanned,
                    node: key,
                    meaning,
                    facets,
                    entry,
                    hint: hint.clone(),
                    opaque,
                })
            }
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        }
    }

    pub(super) fn meaning(&self, node: &Node) -> Result<Meaning, Opaque> {
        self.meanings.of(node)
    }

    /// What a node accepts at most, where the algebra cannot tell exactly: the rules that stand in
    /// its facets themselves, and if even those are too much, the kinds.
    fn outline(&self, node: &Node) -> Option<Meaning> {
        let everything = self.semantics.meaning(&Value::Bool(true)).ok()?;
        let facets = Facets::of(node, &everything, self.schemas, &self.meanings).ok()?;
        let kinds = node.of_no_parts().statements(self.schemas);
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

    /// The same node, told by the locations that have rules of their own.
    fn key(&self, node: &Node, meaning: &Meaning, facets: &Facets<'_>) -> Node {
        let own = facets.own(true);
        if own.is_empty() {
            return node.clone();
        }
        let complete = self.of_these_kinds(own, meaning);
        // A `type` that repeats what the others say must not make a type of its own; but
        // `integer` may say more than any kind does.
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
        let all = self.meaning(&bare).ok().or_else(|| self.outline(&bare));
        match all {
            Some(all) if all.kinds() == kinds => bare,
            _ => bare.of_kinds(kinds),
        }
    }
}
