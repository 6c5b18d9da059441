//! The kinds of values that a place accepts, as far as a look at its words tells.
//!
//! Takes locations; gives kinds, never too few. Asks no algebra.

use std::collections::BTreeSet;

use referencing::Draft;
use serde_json::{Map, Value};

use super::{ShallowSchemas, branches};
use crate::schema::Location;
use crate::schema::keyword::{self, JsonType};

/// The words of the `type` keyword, without `integer`, which is a number.
pub(super) type Kinds = BTreeSet<&'static str>;

const ALL_KINDS: [&str; 6] = ["array", "boolean", "null", "number", "object", "string"];

pub(super) fn all() -> Kinds {
    Kinds::from(ALL_KINDS)
}

impl ShallowSchemas<'_, '_> {
    /// The kinds of values that a place accepts at most.
    pub(super) fn kinds(&self, location: &Location) -> Kinds {
        if let Some(known) = self.kinds.borrow().get(location) {
            return known.clone();
        }
        // Until it is known: any, which is never too few.
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
        if let Some(values) = listed_values(self.schemas.draft(location), schema) {
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

    /// The kinds of which no two of the branches accept every value: those `oneOf` can accept.
    pub(super) fn kinds_of_one(&self, branches: &[Location]) -> Kinds {
        let (mut once, mut twice) = (Kinds::new(), Kinds::new());
        for branch in branches {
            let whole = self.whole_kinds(branch);
            twice.extend(&once & &whole);
            once.extend(whole);
        }
        &all() - &twice
    }

    /// Kinds of which a place accepts every value; never too many.
    fn whole_kinds(&self, location: &Location) -> Kinds {
        if let Some(known) = self.whole_kinds.borrow().get(location) {
            return known.clone();
        }
        // Until it is known: none, which is never too many.
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
        let draft = self.schemas.draft(location);
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
                name if asserts_nothing(draft, name) => continue,
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

fn asserts_nothing(draft: Draft, name: &str) -> bool {
    keyword::is_annotation(draft, name) || !keyword::is_known(draft, name)
}

fn all_but(kind: &str) -> Kinds {
    ALL_KINDS.into_iter().filter(|it| *it != kind).collect()
}

/// The values that `const`, which draft 4 does not know, and `enum` allow, when there is such a rule.
pub(super) fn listed_values(draft: Draft, schema: &Map<String, Value>) -> Option<Vec<&Value>> {
    let listed = schema.get("enum").and_then(Value::as_array);
    let only = schema.get("const").filter(|_| draft != Draft::Draft4);
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

/// The same without the numbers where only integers are meant.
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
