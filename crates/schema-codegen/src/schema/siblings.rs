//! Up to draft 7, nothing beside a `$ref` counts (core specification of draft 7, section 8.3). Here such siblings are taken away,
//! so that no later stage needs to know of the rule.
//!
//! They may still hold schemas that references lead to: `{"$ref": "#/properties/a", "properties": {"a": …}}`. Those move to the
//! definitions of their document.

use std::collections::BTreeSet;

use referencing::Draft;
use serde_json::{Map, Value};

use super::keyword::is_ignored;
use super::subschemas::{inside, subschemas};
use crate::source::{pointer_to, pointer_tokens};

/// A part of a document that references lead to, and that had to make room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moved {
    /// Where the source has it.
    pub(super) from: String,
    /// Where it is now.
    pub(super) to: String,
}

impl Moved {
    /// Where a place inside the part is now.
    pub(super) fn forward(&self, pointer: &str) -> Option<String> {
        swapped(&self.from, &self.to, pointer)
    }

    /// Where the source has a place inside the part.
    pub(super) fn back(&self, pointer: &str) -> Option<String> {
        swapped(&self.to, &self.from, pointer)
    }
}

fn swapped(from: &str, to: &str, pointer: &str) -> Option<String> {
    let below = pointer.strip_prefix(from)?;
    (below.is_empty() || below.starts_with('/')).then(|| format!("{to}{below}"))
}

/// Takes away what is ignored in the schemas that start at these places, and in all inside them. Gives what had to move.
pub(super) fn remove(draft: Draft, value: &mut Value, starts: &BTreeSet<String>) -> Vec<Moved> {
    let mut removal = Removal {
        draft,
        starts,
        kept: Vec::new(),
    };
    let mut moved: Vec<Moved> = Vec::new();
    for start in starts {
        // What holds a place sorts before it, so the way there is known by now.
        let now = moved.iter().find_map(|moved| moved.forward(start));
        let now = now.unwrap_or_else(|| start.clone());
        if let Some(schema) = value.pointer_mut(&now) {
            removal.walk(schema, start);
        }
        for (from, part) in removal.kept.drain(..) {
            moved.extend(put_into_definitions(value, from, part));
        }
    }
    moved
}

struct Removal<'r> {
    draft: Draft,
    starts: &'r BTreeSet<String>,
    /// What references lead to, by its place in the source.
    kept: Vec<(String, Value)>,
}

impl Removal<'_> {
    fn walk(&mut self, schema: &mut Value, pointer: &str) {
        let Value::Object(members) = schema else {
            return;
        };
        let ignored = members
            .keys()
            .filter(|name| is_ignored(self.draft, members, name));
        for name in ignored.cloned().collect::<Vec<_>>() {
            let from = pointer_to(pointer, &name);
            let part = members.shift_remove(&name);
            let is_target = |start: &String| swapped(&from, "", start).is_some();
            if let Some(part) = part.filter(|_| self.starts.iter().any(is_target)) {
                self.kept.push((from, part));
            }
        }
        let below = subschemas(self.draft, members).into_iter();
        let below: Vec<Vec<String>> = below.map(|(tokens, _)| tokens).collect();
        for tokens in below {
            let pointer = tokens
                .iter()
                .fold(pointer.to_owned(), |at, token| pointer_to(&at, token));
            if let Some(below) = inside(schema, &tokens) {
                self.walk(below, &pointer);
            }
        }
    }
}

/// Puts a part where nothing ignores it, under a name that no definition has.
fn put_into_definitions(value: &mut Value, from: String, part: Value) -> Option<Moved> {
    let members = value.as_object_mut()?;
    let definitions = members
        .entry("definitions")
        .or_insert_with(|| Value::Object(Map::new()));
    let definitions = definitions.as_object_mut()?;
    let last = pointer_tokens(&from).last().unwrap_or_default();
    let mut name = format!("beside $ref: {last}");
    while definitions.contains_key(&name) {
        name.push('\'');
    }
    let to = pointer_to("/definitions", &name);
    definitions.insert(name, part);
    Some(Moved { from, to })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn without_siblings(draft: Draft, mut value: Value, starts: &[&str]) -> (Value, Vec<Moved>) {
        let starts = starts.iter().map(|&start| start.to_owned()).collect();
        let moved = remove(draft, &mut value, &starts);
        (value, moved)
    }

    #[test]
    fn up_to_draft_7_a_reference_is_left_alone() {
        let schema = json!({
            "properties": {"a": {"$ref": "#/definitions/b", "minimum": 1, "description": "D"}},
            "definitions": {"b": {"type": "integer"}},
        });
        let (found, moved) = without_siblings(Draft::Draft7, schema.clone(), &[""]);
        assert_eq!(found["properties"]["a"], json!({"$ref": "#/definitions/b"}));
        assert_eq!(moved, []);
        assert_eq!(
            without_siblings(Draft::Draft201909, schema.clone(), &[""]).0,
            schema
        );
    }

    #[test]
    fn what_references_lead_to_moves_to_the_definitions() {
        let schema = json!({
            "$ref": "#/properties/a/items",
            "properties": {"a": {"items": {"$ref": "#/definitions/c", "type": "null"}}},
            "definitions": {"c": true},
        });
        let (found, moved) = without_siblings(Draft::Draft7, schema, &["", "/properties/a/items"]);
        let expected = json!({
            "$ref": "#/properties/a/items",
            "definitions": {
                "c": true,
                "beside $ref: properties": {"a": {"items": {"$ref": "#/definitions/c"}}},
            },
        });
        assert_eq!(found, expected);
        let [moved] = moved.as_slice() else {
            panic!("one part")
        };
        let now = "/definitions/beside $ref: properties/a/items";
        assert_eq!(moved.forward("/properties/a/items").as_deref(), Some(now));
        assert_eq!(moved.back(now).as_deref(), Some("/properties/a/items"));
        assert_eq!(moved.back("/definitions/c"), None);
    }
}
