//! Finds discriminating properties of a union: each branch but one requires a property that no
//! other branch allows. The canonical form proves that the others do not allow it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::naming::Hint;
use super::planner::Planner;
use super::subject::Subject;
use super::union::DEEPEST;
use crate::analyze::Choice;
use crate::analyze::Node;
use crate::schema::Location;
use crate::schema::keyword;
use crate::semantics::{Kind, Meaning};

/// A branch, and the properties that it requires.
struct Branch<'d> {
    subject: Subject<'d>,
    /// The canonical form of its objects.
    meaning: Meaning,
    required: BTreeSet<String>,
}

impl<'d> Planner<'_, 'd> {
    /// The discriminating properties of each branch. At most one branch has none; it is selected
    /// when no discriminating property is present. `None` if several branches have none.
    ///
    /// The selection gives the same result as trying each branch: an object with such a property is
    /// invalid against all other branches, and an object without any of them is invalid against all
    /// branches that have one.
    pub(super) fn find_keys(&mut self, choice: &Choice, hint: &Hint) -> Option<Vec<Vec<String>>> {
        let branches = self.analysed_branches(&choice.branches, hint)?;
        let mut keys = Vec::new();
        let mut without = 0;
        for (index, branch) in branches.iter().enumerate() {
            let others = branches.iter().enumerate();
            let others = others.filter(|(at, _)| *at != index);
            let others: Vec<&Branch<'d>> = others.map(|(_, other)| other).collect();
            let own = self.keys_of(branch, &others, DEEPEST).unwrap_or_default();
            without += usize::from(own.is_empty());
            if without > 1 {
                return None;
            }
            keys.push(own);
        }
        Some(keys)
    }

    fn analysed_branches(&mut self, branches: &[Location], hint: &Hint) -> Option<Vec<Branch<'d>>> {
        let branches = branches.iter().map(|branch| {
            let node = Node::new([branch.clone()]).of_kind(Kind::Object);
            let subject = Subject::of(&self.analyzer, &node, hint)?;
            let meaning = self.analyzer.meaning(&node).ok()?;
            let required = subject.facets.required();
            Some(Branch {
                subject,
                meaning,
                required,
            })
        });
        branches.collect()
    }

    /// A property that a branch requires and no other branch allows. If there is none and the
    /// branch is a union itself, such properties of all its branches. `None` if one is missing.
    fn keys_of(
        &mut self,
        own: &Branch<'d>,
        others: &[&Branch<'d>],
        depth: usize,
    ) -> Option<Vec<String>> {
        let mut required = own.required.iter();
        let key = required.find(|name| {
            others.iter().all(|other| other.may_forbid(name))
                && others
                    .iter()
                    .all(|other| self.forbids(&other.meaning, name))
        });
        if let Some(key) = key {
            return Some(vec![key.clone()]);
        }
        let inner = own.subject.facets.choices.first();
        let inner = inner.filter(|_| depth > 0)?.branches.clone();
        let inner = self.analysed_branches(&inner, &own.subject.hint)?;
        let mut keys = Vec::new();
        for branch in &inner {
            let more = self.keys_of(branch, others, depth - 1)?;
            keys.extend(
                more.into_iter()
                    .filter(|key| !keys.contains(key))
                    .collect::<Vec<_>>(),
            );
        }
        keys.sort_unstable();
        keys.dedup();
        Some(keys)
    }

    /// Whether `meaning` accepts no object with the property.
    fn forbids(&self, meaning: &Meaning, name: &str) -> bool {
        let having = json!({ "type": "object", "required": [name] });
        let having = self.semantics.meaning(&having);
        let both = having.and_then(|having| having.and(meaning));
        both.is_ok_and(|both| both.is_nothing())
    }
}

impl Branch<'_> {
    /// Whether the keywords of the branch might forbid the property: a quick filter before the
    /// proof.
    fn may_forbid(&self, name: &str) -> bool {
        let mut facets = self.subject.facets.all.iter();
        // The branches of an inner choice are not inspected, so they might.
        let is_choice = !self.subject.facets.choices.is_empty();
        !self.required.contains(name)
            && (is_choice
                || facets.any(|facet| {
                    let declared = facet.schema.get("properties").and_then(Value::as_object);
                    let declared = declared.and_then(|members| members.get(name));
                    match declared {
                        Some(Value::Object(rules)) => rules.contains_key("not"),
                        Some(declared) => *declared == Value::Bool(false),
                        None => keyword::has(facet.schema, |it| it.may_close),
                    }
                }))
    }
}
