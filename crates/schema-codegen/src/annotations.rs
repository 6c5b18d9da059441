//! Reads the annotations of a subschema (validation specification, section 9): title, description,
//! default, examples, known values.
//!
//! The canonical form drops annotations, so they are read from the source and added back by the
//! plan. They never decide which instances are accepted.

use std::collections::HashSet;

use serde_json::{Map, Value};

/// The annotations of one subschema.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Annotations {
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) default: Option<Value>,
    pub(crate) examples: Vec<Value>,
    pub(crate) deprecated: bool,
    /// `x-extensible-enum`: the values of an open enum that are known today.
    pub(crate) known_values: Option<Vec<String>>,
}

/// Reads the annotations of a schema object.
pub(crate) fn of(schema: &Map<String, Value>) -> Annotations {
    let text = |keyword: &str| {
        let text = schema.get(keyword)?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    Annotations {
        title: text("title"),
        description: text("description"),
        default: schema.get("default").cloned(),
        examples: schema
            .get("examples")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default(),
        deprecated: schema.get("deprecated") == Some(&Value::Bool(true)),
        known_values: schema
            .get("x-extensible-enum")
            .and_then(Value::as_array)
            .map(|values| strings(values)),
    }
}

impl Annotations {
    /// These annotations; each one that is missing is taken from `other`.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            description: self.description.or(other.description),
            default: self.default.or(other.default),
            examples: if self.examples.is_empty() {
                other.examples
            } else {
                self.examples
            },
            deprecated: self.deprecated || other.deprecated,
            known_values: self.known_values.or(other.known_values),
        }
    }
}

fn strings(values: &[Value]) -> Vec<String> {
    let mut known = HashSet::new();
    let texts = values.iter().filter_map(Value::as_str);
    let distinct = texts.filter(|text| known.insert(*text));
    distinct.map(str::to_owned).collect()
}
