//! Choices that the presence of a member decides: each branch but one must have a member that no
//! other branch can have.
//!
//! Takes the branches; gives the member of each, where the algebra proves that it decides.

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

/// A branch as far as its members matter.
struct Branch<'d> {
    subject: Subject<'d>,
    /// What it accepts of objects.
    meaning: Meaning,
    required: BTreeSet<String>,
}

impl<'d> Planner<'_, 'd> {
    /// For each branch the members that decide for it; at most one is left with none, and is meant
    /// when no such member is there.
    ///
    /// That is the same as trying: who has such a member satisfies no other branch, and who has none
    /// of them satisfies none of their branches.
    pub(super) fn find_keys(&mut self, choice: &Choice, hint: &Hint) -> Option<Vec<Vec<String>>> {
        let branches = self.all_looked(&choice.branches, hint)?;
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

    fn all_looked(&mut self, branches: &[Location], hint: &Hint) -> Option<Vec<Branch<'d>>> {
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

    /// A member that a branch must have and no other one can have; of a choice, one of each branch.
    fn keys_of(
        &mut self,
        own: &Branch<'d>,
        others: &[&Branch<'d>],
        depth: usize,
    ) -> Option<Vec<String>> {
        let mut required = own.required.iter();
        let key = required.find(|name| {
            others.iter().all(|other| other.may_refuse(name))
                && others
                    .iter()
                    .all(|other| self.refuses(&other.meaning, name))
        });
        if let Some(key) = key {
            return Some(vec![key.clone()]);
        }
        let inner = own.subject.facets.choices.first();
        let inner = inner.filter(|_| depth > 0)?.branches.clone();
        let inner = self.all_looked(&inner, &own.subject.hint)?;
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

    /// Whether no object of a meaning has the member.
    fn refuses(&self, meaning: &Meaning, name: &str) -> bool {
        let having = json!({ "type": "object", "required": [name] });
        let having = self.semantics.meaning(&having);
        let both = having.and_then(|having| having.and(meaning));
        both.is_ok_and(|both| both.is_nothing())
    }
}

impl Branch<'_> {
    /// A look at the words, which is quick: whether it could have no place for the member.
    fn may_refuse(&self, name: &str) -> bool {
        let mut facets = self.subject.facets.all.iter();
        // What the branches of a choice say is not looked at.
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
