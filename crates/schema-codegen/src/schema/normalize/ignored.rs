//! Removes the keywords that have no effect in the draft of a document, so that no later stage
//! needs to know the draft of a keyword:
//!
//! - those beside a `$ref`, up to draft 7 (core specification of draft 7, section 8.3);
//! - those that only other drafts know, such as `const` in draft 4;
//! - `contentEncoding` and `contentMediaType` where they are annotations.
//!
//! References may still lead into what is removed: `{"$ref": "#/properties/a", "properties": {"a":
//! …}}`. Such parts move to the definitions of their document.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::schema::dialect::Dialect;
use crate::schema::subschemas::{change_each_in, pointer_below};
use crate::source::{pointer_to, pointer_tokens};

/// A part of a document that references lead to, and that was moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::schema) struct Moved {
    /// Its JSON Pointer in the source.
    pub(in crate::schema) from: String,
    /// Its JSON Pointer now.
    pub(in crate::schema) to: String,
}

impl Moved {
    /// The JSON Pointer now for one in the source, if it is inside the part.
    pub(in crate::schema) fn forward(&self, pointer: &str) -> Option<String> {
        swapped(&self.from, &self.to, pointer)
    }

    /// The JSON Pointer in the source for one now, if it is inside the part.
    pub(in crate::schema) fn back(&self, pointer: &str) -> Option<String> {
        swapped(&self.to, &self.from, pointer)
    }
}

fn swapped(from: &str, to: &str, pointer: &str) -> Option<String> {
    let below = pointer.strip_prefix(from)?;
    (below.is_empty() || below.starts_with('/')).then(|| format!("{to}{below}"))
}

/// Removes what is ignored in the schemas that start at these JSON Pointers, and in all their
/// subschemas. Returns what was moved.
pub(in crate::schema) fn remove(
    dialect: &Dialect,
    value: &mut Value,
    starts: &BTreeSet<String>,
) -> Vec<Moved> {
    let mut removal = Removal {
        starts,
        kept: Vec::new(),
    };
    let mut moved: Vec<Moved> = Vec::new();
    for start in starts {
        // A schema sorts before its subschemas, so all moves that affect this one are known.
        let now = moved.iter().find_map(|moved| moved.forward(start));
        let now = now.unwrap_or_else(|| start.clone());
        if let Some(schema) = value.pointer_mut(&now) {
            removal.walk(schema, dialect, start);
        }
        for (from, part) in removal.kept.drain(..) {
            moved.extend(put_into_definitions(value, from, part));
        }
    }
    moved
}

struct Removal<'r> {
    starts: &'r BTreeSet<String>,
    /// The removed parts that references lead to, by their JSON Pointers in the source.
    kept: Vec<(String, Value)>,
}

impl Removal<'_> {
    fn walk(&mut self, schema: &mut Value, dialect: &Dialect, pointer: &str) {
        let Value::Object(members) = schema else {
            return;
        };
        let ignored = members
            .keys()
            .filter(|name| dialect.ignores(members, name) || dialect.is_foreign(name));
        for name in ignored.cloned().collect::<Vec<_>>() {
            let from = pointer_to(pointer, &name);
            let part = members.shift_remove(&name);
            let is_target = |start: &String| swapped(&from, "", start).is_some();
            if let Some(part) = part.filter(|_| self.starts.iter().any(is_target)) {
                self.kept.push((from, part));
            }
        }
        change_each_in(dialect, schema, |tokens, below| {
            let dialect = dialect.inside(below);
            self.walk(below, &dialect, &pointer_below(pointer, tokens));
        });
    }
}

/// Moves a part to the definitions, under a new name.
fn put_into_definitions(value: &mut Value, from: String, part: Value) -> Option<Moved> {
    let members = value.as_object_mut()?;
    let definitions = members
        .entry("definitions")
        .or_insert_with(|| Value::Object(Map::new()));
    let definitions = definitions.as_object_mut()?;
    let last = pointer_tokens(&from).last().unwrap_or_default();
    let mut name = format!("ignored: {last}");
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

    fn without_ignored(
        dialect: &Dialect,
        mut value: Value,
        starts: &[&str],
    ) -> (Value, Vec<Moved>) {
        let starts = starts.iter().map(|&start| start.to_owned()).collect();
        let moved = remove(dialect, &mut value, &starts);
        (value, moved)
    }

    #[test]
    fn up_to_draft_7_a_reference_is_left_alone() {
        let schema = json!({
            "properties": {"a": {"$ref": "#/definitions/b", "minimum": 1, "description": "D"}},
            "definitions": {"b": {"type": "integer"}},
        });
        let (found, moved) = without_ignored(&Dialect::DRAFT_7, schema.clone(), &[""]);
        assert_eq!(found["properties"]["a"], json!({"$ref": "#/definitions/b"}));
        assert_eq!(moved, []);
        assert_eq!(
            without_ignored(&Dialect::DRAFT_2019_09, schema.clone(), &[""]).0,
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
        let (found, moved) =
            without_ignored(&Dialect::DRAFT_7, schema, &["", "/properties/a/items"]);
        let expected = json!({
            "$ref": "#/properties/a/items",
            "definitions": {
                "c": true,
                "ignored: properties": {"a": {"items": {"$ref": "#/definitions/c"}}},
            },
        });
        assert_eq!(found, expected);
        let [moved] = moved.as_slice() else {
            panic!("one part")
        };
        let now = "/definitions/ignored: properties/a/items";
        assert_eq!(moved.forward("/properties/a/items").as_deref(), Some(now));
        assert_eq!(moved.back(now).as_deref(), Some("/properties/a/items"));
        assert_eq!(moved.back("/definitions/c"), None);
    }

    #[test]
    fn keywords_of_other_drafts_are_removed() {
        let schema = json!({
            "const": 1,
            "contentEncoding": "base64",
            "items": [{"if": {"type": "null"}}],
            "not": {"$schema": "http://json-schema.org/draft-07/schema#", "if": true},
            "$ref2": "#/items/0/if",
        });
        let without =
            |dialect: Dialect| without_ignored(&dialect, schema.clone(), &["", "/items/0/if"]);
        let (found, moved) = without(Dialect::DRAFT_4);
        let keys = |value: &Value| {
            value
                .as_object()
                .unwrap()
                .keys()
                .cloned()
                .collect::<Vec<_>>()
        };
        assert_eq!(keys(&found), ["items", "not", "$ref2", "definitions"]);
        assert_eq!(found["items"], json!([{}]));
        assert_eq!(keys(&found["not"]), ["$schema", "if"]);
        assert_eq!(found["definitions"]["ignored: if"], json!({"type": "null"}));
        assert_eq!(moved[0].to, "/definitions/ignored: if");
        assert_eq!(without(Dialect::DRAFT_7), (schema.clone(), vec![]));
        let (newest, _) = without(Dialect::DRAFT_2020_12);
        assert_eq!(keys(&newest), ["const", "items", "not", "$ref2"]);
    }
}
