//! Double negations: a schema that is nothing but the negation of a negation accepts what the inner
//! schema accepts. A chain of negations is read as one or none, so that its cost does not grow with
//! its length.

use serde_json::Value;

use crate::schema::{Location, Schemas};

impl Schemas<'_> {
    /// The schema behind double negations; the schema itself if it is none.
    pub(crate) fn affirmed(&self, location: &Location) -> Location {
        let Some(negated) = self.negated(location) else {
            return location.clone();
        };
        if let Some(known) = self.affirmed.borrow().get(location) {
            return known.clone();
        }
        // On a cycle a schema is taken as it is.
        let note = |found: &Location| {
            let mut known = self.affirmed.borrow_mut();
            known.insert(location.clone(), found.clone());
        };
        note(location);
        let inner = self.affirmed(&self.behind_references(negated));
        let found = match self.negated(&inner) {
            Some(inner) => self.affirmed(&self.behind_references(inner)),
            None => location.clone(),
        };
        note(&found);
        found
    }

    /// The schema that a schema negates, if that is all it says.
    fn negated(&self, location: &Location) -> Option<Location> {
        let is_negation = self.says_only(location, "not")?.is_object();
        is_negation.then(|| location.at(["not"]))
    }

    /// The schema behind those that say nothing but `$ref`; any of them on a cycle.
    fn behind_references(&self, location: Location) -> Location {
        let mut at = location;
        for _ in 0..MOST_REFERENCES {
            let target = match self.says_only(&at, "$ref") {
                Some(Value::String(reference)) => self.resolve(&at, reference).ok(),
                _ => None,
            };
            match target {
                Some(target) => at = target,
                None => break,
            }
        }
        at
    }

    /// The value of the only keyword of a schema.
    fn says_only(&self, location: &Location, keyword: &str) -> Option<&Value> {
        let members = self.value(location)?.as_object()?;
        let value = members.get(keyword)?;
        (members.len() == 1 && !self.is_foreign(location)).then_some(value)
    }
}

/// How many references between two negations are followed.
const MOST_REFERENCES: usize = 8;
