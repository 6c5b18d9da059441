//! Statements of schemas that apply together. What some of them say of the instance, its JSON type
//! and the constants of required properties, rules out branches of the choices of others: beside the
//! branch with the tag `a`, a choice between `a`, `b` and fifty more is that between `a` and nothing.

use std::cell::RefCell;
use std::collections::HashMap;

use serde_json::Value;

use super::apart::Discriminators;
use super::kinds::{self, Kinds};
use super::{Detail, MOST_OBJECTS, ShallowSchemas, objects_in};
use crate::schema::Location;

/// What is known of an instance from schemas that apply to it.
pub(crate) struct Given {
    known: Discriminators,
    written: RefCell<HashMap<Location, Option<Value>>>,
}

impl ShallowSchemas<'_, '_> {
    /// What some schemas, and a restriction to some JSON types, say of an instance. `None` if that
    /// is no constant of a property.
    pub(crate) fn given(&self, parts: &[Location], kinds: Option<&Kinds>) -> Option<Given> {
        let kinds = kinds.cloned().unwrap_or_else(kinds::all);
        let known = self.discriminators_of_all(parts, &kinds);
        known.has_constants().then(|| Given {
            known,
            written: RefCell::default(),
        })
    }

    /// The shallow statement of a schema, without the branches that what is given rules out. It
    /// accepts the same of the instances that satisfy what is given, and evaluates the same of
    /// their properties: a branch that fails evaluates none.
    pub(crate) fn statement_given(&self, location: &Location, given: &Given) -> Option<Value> {
        let location = &self.schemas.affirmed(location);
        if let Some(known) = given.written.borrow().get(location) {
            return known.clone();
        }
        // For a cycle, as without anything given.
        given.written.borrow_mut().insert(location.clone(), None);
        let statement = self.write(location, Detail::Shallow, Some(given));
        let statement = statement.filter(|it| objects_in(it) <= MOST_OBJECTS);
        let mut written = given.written.borrow_mut();
        written.insert(location.clone(), statement.clone());
        statement
    }

    /// Removes the branches that no instance satisfies, unless these are all.
    pub(super) fn retain_possible(&self, branches: &mut Vec<Location>, given: &Given) {
        let is_possible = |branch: &&Location| {
            let branch = self.discriminators(branch, &kinds::all());
            !given.known.is_disjoint(&branch)
        };
        let possible: Vec<Location> = branches.iter().filter(is_possible).cloned().collect();
        if !possible.is_empty() {
            *branches = possible;
        }
    }
}
