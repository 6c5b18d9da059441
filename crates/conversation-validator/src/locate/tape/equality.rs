//! Equality of values on a tape as JSON Schema defines it: numbers by value, objects without order.
//!
//! `uniqueItems` sorts the items by an order that agrees with this equality: that takes O(n log n)
//! for any input, while hashes can be made to collide.

use std::{borrow::Cow, cmp::Ordering};

use jsonschema::json::cmp;
use schema_runtime::{JsonKind, Number};
use serde_json::Value;

use super::Place;

impl<'a> Place<'a> {
    /// Whether the value equals a value of a schema.
    pub(super) fn equals(self, expected: &Value) -> bool {
        match expected {
            Value::Null => self.kind() == JsonKind::Null,
            Value::Bool(expected) => self.boolean() == Some(*expected),
            Value::Number(_) => {
                let number = self.number().map(Value::Number);
                number.is_some_and(|number| cmp::equal(&number, expected))
            }
            Value::String(expected) => self.string().is_some_and(|text| text == *expected),
            Value::Array(expected) => {
                self.kind() == JsonKind::Array
                    && self.len() == expected.len()
                    && self.items().zip(expected).all(|(item, it)| item.equals(it))
            }
            Value::Object(expected) => {
                let has = |(name, value): (&String, &Value)| {
                    self.get(name).is_some_and(|member| member.equals(value))
                };
                self.kind() == JsonKind::Object
                    && self.len() == expected.len()
                    && expected.iter().all(has)
            }
        }
    }

    /// Whether no two items are equal.
    pub(super) fn has_distinct_items(self) -> bool {
        let mut items: Vec<_> = self.items().collect();
        items.sort_unstable_by(|one, other| one.order(*other));
        let mut pairs = items.windows(2);
        pairs.all(|pair| match pair {
            [one, other] => one.order(*other).is_ne(),
            _ => true,
        })
    }

    pub(super) fn boolean(self) -> Option<bool> {
        (self.kind() == JsonKind::Boolean).then(|| self.text().starts_with('t'))
    }

    /// An arbitrary total order in which two values compare equal if and only if they are equal.
    fn order(self, other: Self) -> Ordering {
        let kinds = rank(self.kind()).cmp(&rank(other.kind()));
        kinds.then_with(|| match self.kind() {
            JsonKind::Null => Ordering::Equal,
            JsonKind::Boolean => self.boolean().cmp(&other.boolean()),
            JsonKind::String => self.string().cmp(&other.string()),
            JsonKind::Array => {
                let shorter = self.len().cmp(&other.len());
                let items = self.items().zip(other.items());
                shorter.then_with(|| first_difference(items.map(|(one, other)| one.order(other))))
            }
            JsonKind::Object => {
                let fewer = self.len().cmp(&other.len());
                fewer.then_with(|| {
                    let members = self
                        .sorted_members()
                        .into_iter()
                        .zip(other.sorted_members());
                    first_difference(members.map(|((name, value), (other_name, other))| {
                        name.cmp(&other_name).then_with(|| value.order(other))
                    }))
                })
            }
            JsonKind::Number => self.exact_number().cmp(&other.exact_number()),
        })
    }

    fn sorted_members(self) -> Vec<(Cow<'a, str>, Self)> {
        let mut members: Vec<_> = self.members().collect();
        members.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        members
    }

    fn exact_number(self) -> Option<Number> {
        serde_json::from_str(self.literal()).ok()
    }
}

fn first_difference(mut orders: impl Iterator<Item = Ordering>) -> Ordering {
    orders
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

const fn rank(kind: JsonKind) -> u8 {
    match kind {
        JsonKind::Null => 0,
        JsonKind::Boolean => 1,
        JsonKind::String => 2,
        JsonKind::Array => 3,
        JsonKind::Object => 4,
        JsonKind::Number => 5,
    }
}
