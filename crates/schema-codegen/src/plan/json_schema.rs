//! The schema of each type for `schemars`, as text.
//!
//! It is the source schema in which each reference to another planned type becomes a placeholder
//! for the schema of that type, and every other reference is replaced by its target.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::planner::{Planner, Slot};
use super::{JsonSchemaPlan, TypeId};
use crate::schema::{Location, written};

/// The prefix of a placeholder for the schema of another type; the runtime replaces it.
const REFERENCE: &str = "codegen:";

/// The maximum number of subschemas in one type's schema; further ones become `true`. Schemas that
/// share definitions can grow exponentially when references are replaced.
const MOST_PLACES: usize = 10_000;

/// The schema of a type.
pub(super) fn of(planner: &Planner<'_, '_>, slot: &Slot) -> JsonSchemaPlan {
    let mut writer = Writer {
        planner,
        references: Vec::new(),
        under_way: HashSet::new(),
        places: 0,
    };
    let text = writer.slot(slot).to_string();
    JsonSchemaPlan {
        text,
        references: writer.references,
    }
}

struct Writer<'w, 'p, 'd> {
    planner: &'w Planner<'p, 'd>,
    references: Vec<TypeId>,
    under_way: HashSet<Location>,
    /// The number of subschemas written so far.
    places: usize,
}

impl Writer<'_, '_, '_> {
    fn slot(&mut self, slot: &Slot) -> Value {
        let all = match slot.node.parts() {
            [_] => self.schema(&slot.entry),
            parts => {
                let parts: Vec<_> = parts.iter().map(|part| self.schema(part)).collect();
                json!({ "allOf": parts })
            }
        };
        let Some(kinds) = slot.node.kinds() else {
            return all;
        };
        let words: Vec<_> = kinds.iter().map(|kind| kind.keyword()).collect();
        let kinds = match words.as_slice() {
            [only] => json!(only),
            _ => json!(words),
        };
        match all {
            Value::Object(mut schema) if can_narrow_type(&schema) => {
                schema.insert("type".to_owned(), kinds);
                Value::Object(schema)
            }
            all => json!({ "type": kinds, "allOf": [all] }),
        }
    }

    fn schema(&mut self, location: &Location) -> Value {
        let value = self.planner.schemas.value(location);
        let Some(Value::Object(schema)) = value else {
            return value.cloned().unwrap_or(Value::Bool(true));
        };
        self.places += 1;
        if self.under_way.contains(location) || self.places > MOST_PLACES {
            return Value::Bool(true);
        }
        self.under_way.insert(location.clone());
        let written = self.keywords(location, schema);
        self.under_way.remove(location);
        written
    }

    fn keywords(&mut self, location: &Location, schema: &Map<String, Value>) -> Value {
        let mut out = Map::new();
        let mut inlined = None;
        for (keyword, value) in schema {
            match (keyword.as_str(), value) {
                ("$ref", Value::String(reference)) => match self.reference(location, reference) {
                    Value::Object(answer) if answer.contains_key("$ref") => out.extend(answer),
                    answer => inlined = Some(answer),
                },
                (
                    "$schema" | "$id" | "id" | "$anchor" | "$defs" | "definitions" | "x-source",
                    _,
                ) => {}
                (keyword, value) => {
                    let written = self.keyword(location, keyword, value);
                    out.insert(keyword.to_owned(), written);
                }
            }
        }
        match inlined {
            None => Value::Object(out),
            Some(inlined) if out.is_empty() => inlined,
            Some(inlined) => {
                let mut all = vec![inlined];
                if let Some(Value::Array(more)) = out.remove("allOf") {
                    all.extend(more);
                }
                out.insert("allOf".to_owned(), Value::Array(all));
                Value::Object(out)
            }
        }
    }

    fn keyword(&mut self, location: &Location, keyword: &str, value: &Value) -> Value {
        let written = written(location, keyword, value, &mut |below, _| {
            Some(self.schema(below))
        });
        written.unwrap_or_default()
    }

    fn reference(&mut self, location: &Location, reference: &str) -> Value {
        let Ok(target) = self.planner.schemas.resolve(location, reference) else {
            return Value::Bool(true);
        };
        match self.planner.type_at(&target) {
            Some(id) => {
                if !self.references.contains(&id) {
                    self.references.push(id);
                }
                let name = self.planner.slots.get(id).map_or("", |slot| &slot.name);
                json!({ "$ref": format!("{REFERENCE}{name}") })
            }
            None => self.schema(&target),
        }
    }
}

/// Whether replacing `type` is enough to narrow the schema to some JSON types.
fn can_narrow_type(schema: &Map<String, Value>) -> bool {
    schema.contains_key("type") && !schema.contains_key("$ref")
}
