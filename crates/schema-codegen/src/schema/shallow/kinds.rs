//! The JSON types of the values that a schema accepts, as far as its keywords show. This must not
//! depend on the canonical form.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{ShallowSchemas, branches};
use crate::schema::Location;
use crate::schema::keyword::{self, JsonType};

/// The names of JSON types, without `integer`, which is a number.
pub(super) type Kinds = BTreeSet<&'static str>;

const ALL_KINDS: [&str; 6] = ["array", "boolean", "null", "number", "object", "string"];

pub(super) fn all() -> Kinds {
    Kinds::from(ALL_KINDS)
}

impl ShallowSchemas<'_, '_> {
    /// The JSON types of the values that a schema accepts; a superset where they are unknown.
    pub(super) fn kinds(&self, location: &Location) -> Kinds {
        if let Some(known) = self.kinds.borrow().get(location) {
            return known.clone();
        }
        // On a cycle all JSON types, a valid superset, are assumed.
        self.kinds.borrow_mut().insert(location.clone(), all());
        let kinds = self.find_kinds(location);
        self.kinds
            .borrow_mut()
            .insert(location.clone(), kinds.clone());
        kinds
    }

    fn find_kinds(&self, location: &Location) -> Kinds {
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
        &kinds & &self.kinds_of_one(&branches(location, schema, "oneOf"))
    }

    /// The JSON types of which no two branches accept every value: `oneOf` can accept only these.
    pub(super) fn kinds_of_one(&self, branches: &[Location]) -> Kinds {
        let (mut once, mut twice) = (Kinds::new(), Kinds::new());
        for branch in branches {
            let whole = self.whole_kinds(branch);
            twice.extend(&once & &whole);
            once.extend(whole);
        }
        &all() - &twice
    }

    /// The JSON types of which a schema accepts every value; a subset where they are unknown.
    fn whole_kinds(&self, location: &Location) -> Kinds {
        if let Some(known) = self.whole_kinds.borrow().get(location) {
            return known.clone();
        }
        // On a cycle none, a valid subset, is assumed.
        let mut known = self.whole_kinds.borrow_mut();
        known.insert(location.clone(), Kinds::new());
        drop(known);
        let whole = self.find_whole_kinds(location);
        let mut known = self.whole_kinds.borrow_mut();
        known.insert(location.clone(), whole.clone());
        whole
    }

    fn find_whole_kinds(&self, location: &Location) -> Kinds {
        if self.schemas.is_foreign(location) {
            return Kinds::new();
        }
        let schema = match self.schemas.value(location) {
            Some(Value::Object(schema)) => schema,
            Some(Value::Bool(true)) => return all(),
            _ => return Kinds::new(),
        };
        let mut whole = all();
        for (keyword, value) in schema {
            let accepted = match keyword.as_str() {
                "$ref" => {
                    let target = self.target(location, schema);
                    target.map_or_else(Kinds::new, |it| self.whole_kinds(&it))
                }
                "type" => whole_kinds_of_type(value),
                "allOf" => {
                    let mut whole = all();
                    for branch in branches(location, schema, keyword) {
                        whole = &whole & &self.whole_kinds(&branch);
                    }
                    whole
                }
                name if !keyword::asserts(name) => continue,
                name => match keyword::keyword(name).and_then(|it| it.applies_to) {
                    Some(ty @ (JsonType::Object | JsonType::Array)) => all_but(ty.name()),
                    _ => return Kinds::new(),
                },
            };
            whole = &whole & &accepted;
        }
        whole
    }
}

fn all_but(kind: &str) -> Kinds {
    ALL_KINDS.into_iter().filter(|it| *it != kind).collect()
}

/// The values that `enum` and `const` allow, if there is either. Draft 4 does not know `const`.
pub(super) fn listed_values(schema: &Map<String, Value>) -> Option<Vec<&Value>> {
    let listed = schema.get("enum").and_then(Value::as_array);
    let only = schema.get("const");
    match (only, listed) {
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
        _ => all(),
    }
}

/// The same without numbers where only integers are meant, since not every number is one.
fn whole_kinds_of_type(words: &Value) -> Kinds {
    let is_number = |word: &Value| word == "number";
    let numbers = is_number(words)
        || words
            .as_array()
            .is_some_and(|words| words.iter().any(is_number));
    let mut kinds = kinds_of_type(words);
    if !numbers {
        kinds.remove("number");
    }
    kinds
}
