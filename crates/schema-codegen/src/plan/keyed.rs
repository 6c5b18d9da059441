//! Choices that the presence of a member decides: each branch but one must have a member that no
//! other branch can have.
//!
//! Takes the branches; gives the member of each, where the algebra proves that it decides.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::facets::Choice;
use super::naming::Hint;
use super::node::Node;
use super::planner::Planner;
use super::subject::Subject;
use super::union::required_by_facets;
use crate::schema::Location;
use crate::semantics::{Kind, Meaning};

/// Rules by which a branch can have no place for a member that it does not declare.
const CLOSING: &[&str] = &[
    "additionalProperties",
    "maxProperties",
    "not",
    "propertyNames",
    "unevaluatedProperties",
];

/// A branch as far as its members matter.
struct Branch<'d> {
    subject: Subject<'d>,
    /// What it accepts of objects.
    meaning: Meaning,
    required: BTreeSet<String>,
}

impl<'d> Planner<'_, 'd> {
    /// For each branch the member that decides for it; at most one is left with none, and is meant
    /// when no such member is there.
    ///
    /// That is the same as trying: who has the member satisfies no other branch, and who has none
    /// of them satisfies none of their branches.
    pub(super) fn find_keys(
        &mut self,
        choice: &Choice,
        hint: &Hint,
    ) -> Option<Vec<Option<String>>> {
        let branches = choice.branches.iter();
        let branches: Option<Vec<Branch<'d>>> =
            branches.map(|branch| self.looked(branch, hint)).collect();
        let branches = branches?;
        let mut keys = Vec::new();
        let mut without = 0;
        for index in 0..branches.len() {
            let key = self.key_of(&branches, index);
            without += usize::from(key.is_none());
            if without > 1 {
                return None;
            }
            keys.push(key);
        }
        Some(keys)
    }

    fn looked(&mut self, branch: &Location, hint: &Hint) -> Option<Branch<'d>> {
        let node = Node::new([branch.clone()]).of_kind(Kind::Object);
        let subject = self.look(&node, hint)?;
        let meaning = self.meaning(&node).ok()?;
        let required = required_by_facets(&subject);
        Some(Branch {
            subject,
            meaning,
            required,
        })
    }

    /// The first member that a branch must have and no other one can have.
    fn key_of(&self, branches: &[Branch<'d>], index: usize) -> Option<String> {
        let own = branches.get(index)?;
        let others = || branches.iter().enumerate().filter(|(at, _)| *at != index);
        let mut required = own.required.iter();
        let key = required.find(|name| {
            others().all(|(_, other)| other.may_refuse(name))
                && others().all(|(_, other)| self.refuses(&other.meaning, name))
        });
        key.cloned()
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
        !self.required.contains(name)
            && facets.any(|facet| {
                let declared = facet.schema.get("properties").and_then(Value::as_object);
                let declared = declared.and_then(|members| members.get(name));
                match declared {
                    Some(Value::Object(rules)) => rules.contains_key("not"),
                    Some(declared) => *declared == Value::Bool(false),
                    None => CLOSING.iter().any(|rule| facet.schema.contains_key(*rule)),
                }
            })
    }
}
