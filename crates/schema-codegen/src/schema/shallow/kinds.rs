//! The kinds of values that a place accepts, as far as a look at its words tells.
//!
//! Takes locations; gives kinds, never too few. Asks no algebra.

use std::collections::BTreeSet;

use referencing::Draft;
use serde_json::{Map, Value};

use super::{ShallowSchemas, branches};
use crate::schema::Location;

/// The words of the `type` keyword, without `integer`, which is a number.
pub(super) type Kinds = BTreeSet<&'static str>;

const ALL_KINDS: [&str; 6] = ["array", "boolean", "null", "number", "object", "string"];

impl ShallowSchemas<'_, '_> {
    /// The kinds of values that a place accepts at most.
    pub(super) fn kinds(&self, location: &Location) -> Kinds {
        if let Some(known) = self.kinds.borrow().get(location) {
            return known.clone();
        }
        // Until it is known: any, which is never too few.
        let all = Kinds::from(ALL_KINDS);
        self.kinds.borrow_mut().insert(location.clone(), all);
        let kinds = self.find_kinds(location);
        self.kinds
            .borrow_mut()
            .insert(location.clone(), kinds.clone());
        kinds
    }

    fn find_kinds(&self, location: &Location) -> Kinds {
        let all = || Kinds::from(ALL_KINDS);
        if self.schemas.is_foreign(location) {
            return all();
        }
        let schema = match self.schemas.value(location) {
            Some(Value::Object(schema)) => schema,
            Some(Value::Bool(false)) => return Kinds::new(),
            _ => return all(),
        };
        let target = self.target(location, schema);
        let target = target.map(|target| self.kinds(&target));
        if let Some(target) = &target
            && self.schemas.draft(location) <= Draft::Draft7
        {
            return target.clone();
        }
        let mut kinds = target.unwrap_or_else(all);
        if let Some(words) = schema.get("type") {
            kinds = &kinds & &kinds_of_type(words);
        }
        if let Some(values) = listed_values(schema) {
            kinds = &kinds & &values.into_iter().map(kind_of).collect();
        }
        for branch in branches(location, schema, "allOf") {
            kinds = &kinds & &self.kinds(&branch);
        }
        for keyword in ["anyOf", "oneOf"] {
            if schema.contains_key(keyword) {
                let branches = branches(location, schema, keyword);
                let any = branches
                    .iter()
                    .flat_map(|branch| self.kinds(branch))
                    .collect();
                kinds = &kinds & &any;
            }
        }
        kinds
    }
}

/// The values that `const` and `enum` allow, when there is such a rule.
pub(super) fn listed_values(schema: &Map<String, Value>) -> Option<Vec<&Value>> {
    let listed = schema.get("enum").and_then(Value::as_array);
    match (schema.get("const"), listed) {
        (None, None) => None,
        (Some(only), None) => Some(vec![only]),
        (None, Some(values)) => Some(values.iter().collect()),
        (Some(only), Some(values)) => Some(values.iter().filter(|value| *value == only).collect()),
    }
}

pub(super) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn kinds_of_type(words: &Value) -> Kinds {
    let named = |word: &str| {
        let word = if word == "integer" { "number" } else { word };
        ALL_KINDS.into_iter().find(|kind| *kind == word)
    };
    match words {
        Value::String(word) => named(word).into_iter().collect(),
        Value::Array(words) => words.iter().filter_map(|it| named(it.as_str()?)).collect(),
        _ => Kinds::from(ALL_KINDS),
    }
}
