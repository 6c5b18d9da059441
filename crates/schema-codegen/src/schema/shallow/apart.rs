//! Whether the branches of a choice are told apart by their words: by the kinds of values they
//! accept, or by a member that has to be there and is another constant in each.
//!
//! Takes locations; never says of branches that share a value that they are apart. Asks no algebra.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::Value;

use super::kinds::{Kinds, listed_values};
use super::{ShallowSchemas, branches};
use crate::schema::Location;

/// How many references are followed from a member to its constants.
const MOST_REFERENCES: usize = 8;

/// What tells a branch from others.
#[derive(Default)]
struct Marks {
    kinds: Kinds,
    /// The constants of its members.
    constants: BTreeMap<String, BTreeSet<String>>,
    /// The members that its objects must have.
    required: BTreeSet<String>,
    /// The places that were looked at.
    seen: HashSet<Location>,
}

impl ShallowSchemas<'_, '_> {
    /// Whether no value of the kinds satisfies two of the branches.
    pub(super) fn are_apart(&self, places: &[Location], kinds: &Kinds) -> bool {
        let marks = places.iter().map(|place| self.marks(place, kinds));
        let marks: Vec<Marks> = marks.collect();
        let mut pairs = marks.iter().enumerate();
        pairs.all(|(index, mark)| {
            marks
                .iter()
                .skip(index + 1)
                .all(|other| mark.is_apart(other))
        })
    }

    fn marks(&self, place: &Location, kinds: &Kinds) -> Marks {
        let mut marks = Marks::default();
        self.collect_constants(place, &mut marks);
        let required = &marks.required;
        marks.constants.retain(|name, _| required.contains(name));
        marks.kinds = &self.kinds(place) & kinds;
        marks
    }

    fn collect_constants(&self, place: &Location, marks: &mut Marks) {
        let Some(Value::Object(schema)) = self.schemas.value(place) else {
            return;
        };
        if self.schemas.is_foreign(place) || !marks.seen.insert(place.clone()) {
            return;
        }
        if let Some(target) = self.target(place, schema) {
            self.collect_constants(&target, marks);
        }
        let names = schema.get("required").and_then(Value::as_array);
        let names = names.into_iter().flatten().filter_map(Value::as_str);
        marks.required.extend(names.map(str::to_owned));
        let members = schema.get("properties").and_then(Value::as_object);
        for name in members.into_iter().flat_map(|members| members.keys()) {
            let member = place.at(["properties", name]);
            if let Some(values) = self.constants_at(&member, MOST_REFERENCES) {
                // Any of the places that speak of a member tells a superset of its values.
                marks.constants.entry(name.clone()).or_insert(values);
            }
        }
        for branch in branches(place, schema, "allOf") {
            self.collect_constants(&branch, marks);
        }
    }

    /// The constants that a place lists, each in its one spelling.
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
        let values = listed_values(self.schemas.draft(place), schema)?;
        values.into_iter().map(spelling).collect()
    }
}

impl Marks {
    fn is_apart(&self, other: &Self) -> bool {
        let shared = &self.kinds & &other.kinds;
        shared.is_empty() || (shared.iter().eq(["object"].iter()) && self.differs(other))
    }

    fn differs(&self, other: &Self) -> bool {
        let mut members = self.constants.iter();
        members.any(|(name, values)| {
            let others = other.constants.get(name);
            others.is_some_and(|others| values.is_disjoint(others))
        })
    }
}

/// A scalar as text, when no other text is equal to it.
fn spelling(value: &Value) -> Option<String> {
    let is_spelled_once = match value {
        Value::Number(number) => number.is_i64() || number.is_u64(),
        value => super::is_scalar(value),
    };
    is_spelled_once.then(|| value.to_string())
}
