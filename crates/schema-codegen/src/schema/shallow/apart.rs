//! Whether the branches of a choice are disjoint, as far as their keywords show: by their JSON
//! types, or by a required property that is another constant in each.
//!
//! The answer is `false` for branches that might share a value. It must not depend on the canonical
//! form.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::Value;

use super::kinds::{Kinds, listed_values};
use super::{ShallowSchemas, branches};
use crate::schema::Location;

/// How many references are followed from a property to its constants.
const MOST_REFERENCES: usize = 8;

/// What distinguishes a branch from the others.
#[derive(Default)]
pub(super) struct Discriminators {
    kinds: Kinds,
    /// The constants of its properties.
    constants: BTreeMap<String, BTreeSet<String>>,
    /// The required properties.
    required: BTreeSet<String>,
    /// The schemas that were visited.
    seen: HashSet<Location>,
}

impl ShallowSchemas<'_, '_> {
    /// Whether no value of these JSON types satisfies two of the branches.
    pub(super) fn are_disjoint(&self, places: &[Location], kinds: &Kinds) -> bool {
        let all = places.iter().map(|place| self.discriminators(place, kinds));
        let all: Vec<Discriminators> = all.collect();
        let mut pairs = all.iter().enumerate();
        pairs.all(|(index, one)| {
            all.iter()
                .skip(index + 1)
                .all(|other| one.is_disjoint(other))
        })
    }

    pub(super) fn discriminators(&self, place: &Location, kinds: &Kinds) -> Discriminators {
        self.discriminators_of_all(std::slice::from_ref(place), kinds)
    }

    /// The discriminators of the conjunction of some schemas.
    pub(super) fn discriminators_of_all(
        &self,
        places: &[Location],
        kinds: &Kinds,
    ) -> Discriminators {
        let mut found = Discriminators {
            kinds: kinds.clone(),
            ..Discriminators::default()
        };
        for place in places {
            self.collect_constants(place, &mut found);
            found.kinds = &found.kinds & &self.kinds(place);
        }
        let required = &found.required;
        found.constants.retain(|name, _| required.contains(name));
        found
    }

    fn collect_constants(&self, place: &Location, found: &mut Discriminators) {
        let Some(Value::Object(schema)) = self.schemas.value(place) else {
            return;
        };
        if self.schemas.is_foreign(place) || !found.seen.insert(place.clone()) {
            return;
        }
        if let Some(target) = self.target(place, schema) {
            self.collect_constants(&target, found);
        }
        let names = schema.get("required").and_then(Value::as_array);
        let names = names.into_iter().flatten().filter_map(Value::as_str);
        found.required.extend(names.map(str::to_owned));
        let properties = schema.get("properties").and_then(Value::as_object);
        for name in properties
            .into_iter()
            .flat_map(|properties| properties.keys())
        {
            let property = place.at(["properties", name]);
            if let Some(values) = self.constants_at(&property, MOST_REFERENCES) {
                // The constants in any schema of a property are a superset of the property's
                // values.
                let known = found.constants.entry(name.clone());
                known
                    .and_modify(|known| known.retain(|it| values.contains(it)))
                    .or_insert(values);
            }
        }
        for branch in branches(place, schema, "allOf") {
            self.collect_constants(&branch, found);
        }
    }

    /// The constants that a schema lists, as text. `None` if it lists none, or one with several
    /// spellings.
    fn constants_at(&self, place: &Location, depth: usize) -> Option<BTreeSet<String>> {
        let schema = self.schemas.value(place)?.as_object()?;
        if depth == 0 || self.schemas.is_foreign(place) {
            return None;
        }
        if let Some(target) = self.target(place, schema)
            && let Some(values) = self.constants_at(&target, depth - 1)
        {
            return Some(values);
        }
        let values = listed_values(schema)?;
        values.into_iter().map(spelling).collect()
    }
}

impl Discriminators {
    pub(super) fn has_constants(&self) -> bool {
        !self.constants.is_empty()
    }

    /// Whether no value satisfies both.
    pub(super) fn is_disjoint(&self, other: &Self) -> bool {
        let shared = &self.kinds & &other.kinds;
        shared.is_empty() || (shared.iter().eq(["object"].iter()) && self.differs(other))
    }

    fn differs(&self, other: &Self) -> bool {
        let mut properties = self.constants.iter();
        properties.any(|(name, values)| {
            let others = other.constants.get(name);
            others.is_some_and(|others| values.is_disjoint(others))
        })
    }
}

/// A scalar as text, if no other text denotes the same value.
fn spelling(value: &Value) -> Option<String> {
    let is_spelled_once = match value {
        Value::Number(number) => number.is_i64() || number.is_u64(),
        value => super::is_scalar(value),
    };
    is_spelled_once.then(|| value.to_string())
}
