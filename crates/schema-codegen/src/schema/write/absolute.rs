//! Statements: schemas with absolute references, which mean the same outside of their document.
//! Each schema is referred to by one URI only, because the canonical form compares references by
//! name and does not always resolve them.

use std::borrow::Cow;
use std::collections::HashMap;

use referencing::Registry;
use serde_json::{Map, Value, json};

use crate::large_numbers::LargeNumbers;
use crate::schema::Location;
use crate::schema::Schemas;
use crate::schema::dialect::Dialect;
use crate::schema::encoded;
use crate::schema::keyword::{self, Keyword, Role};
use crate::schema::load;
use crate::schema::references;
use crate::schema::subschemas::change_each;

/// The documents of a run with absolute references, and with patterns encoded for the regex engine
/// of the canonical form.
pub(crate) struct AbsoluteDocuments {
    documents: Vec<(String, Dialect, Value)>,
}

impl AbsoluteDocuments {
    pub(crate) fn large_numbers(&self) -> LargeNumbers {
        LargeNumbers::of(self.documents.iter().map(|(_, _, value)| value))
    }

    /// The same with stand-ins for large numbers.
    pub(crate) fn hiding(mut self, large: &LargeNumbers) -> Self {
        for (_, _, value) in &mut self.documents {
            if let Cow::Owned(hidden) = large.hidden(value) {
                *value = hidden;
            }
        }
        self
    }

    pub(crate) fn registry(&self) -> Result<Registry<'_>, referencing::Error> {
        let mut builder = Registry::new().retriever(load::Refuse);
        for (uri, dialect, value) in &self.documents {
            builder = builder.add(uri, dialect.resource(value))?;
        }
        builder.prepare()
    }
}

impl Schemas<'_> {
    /// All documents. References are absolute in everything that is reached from the first `roots`.
    pub(crate) fn absolute_documents(&self, roots: usize) -> AbsoluteDocuments {
        let mut values: Vec<Value> = self.documents().iter().map(|it| it.value.clone()).collect();
        let reached = references::reachable(self, (0..roots).map(Location::root));
        let mut stated: HashMap<Location, Value> = HashMap::new();
        for location in reached {
            stated.extend(self.stated_reference(&location).map(|it| (location, it)));
        }
        for (location, schema) in stated {
            let document = values.get_mut(location.document);
            let place = document.and_then(|value| value.pointer_mut(&location.pointer));
            if let (Some(Value::Object(place)), Value::Object(schema)) = (place, schema) {
                put(place, schema);
            }
        }
        let documents = self.documents().iter().zip(values);
        AbsoluteDocuments {
            documents: documents
                .map(|(document, value)| {
                    (
                        document.uri.clone(),
                        document.read_as.clone(),
                        encoded(&value),
                    )
                })
                .collect(),
        }
    }

    /// A schema that accepts what the subschema at `location` accepts, wherever it is put.
    ///
    /// A named schema stays a reference, so that two statements refer to it alike. An inline schema
    /// is written out, and so is a named schema that is nothing but assertions on a scalar.
    pub(crate) fn statement(&self, location: &Location) -> Value {
        if self.is_foreign(location) {
            return json!({ "$ref": self.uri(location) });
        }
        // A document, or a definition in one.
        if location.pointer.is_empty() || self.definition_name(location).is_some() {
            return self.stated(location);
        }
        let mut schema = self.value(location).cloned().unwrap_or(Value::Bool(true));
        match self.make_absolute(location, &mut schema) {
            Some(()) => schema,
            None => json!({ "$ref": self.uri(location) }),
        }
    }

    /// Makes the references of a schema absolute. `None` when the schema means something else
    /// outside of its document.
    pub(in crate::schema) fn make_absolute(
        &self,
        location: &Location,
        schema: &mut Value,
    ) -> Option<()> {
        if self.is_foreign(location) || self.dialect().id_of(schema).is_some() {
            return None;
        }
        let Value::Object(members) = schema else {
            return Some(());
        };
        if has_scope(members) {
            return None;
        }
        members.remove("$schema");
        if members.contains_key("$ref") {
            let Value::Object(stated) = self.stated_reference(location)? else {
                return None;
            };
            put(members, stated);
        }
        change_each(schema, |tokens, below| {
            self.make_absolute(&location.at(tokens.iter().map(String::as_str)), below)
        })
    }

    /// What replaces the `$ref` of the schema at a location: an absolute `$ref`, or the assertions
    /// of the target.
    fn stated_reference(&self, location: &Location) -> Option<Value> {
        let Value::Object(schema) = self.value(location)? else {
            return None;
        };
        let reference = schema.get("$ref")?.as_str()?;
        let target = self.resolve(location, reference).ok()?;
        let rules = |keyword: &String| keyword != "$ref" && keyword::is_rule(keyword);
        // Written out beside other constraints, assertions of the same keyword would overwrite each
        // other.
        let alone = !schema.keys().any(rules);
        match self.stated(&target) {
            Value::Object(leaf) if !alone && !leaf.contains_key("$ref") => {
                Some(json!({ "$ref": self.uri(&target) }))
            }
            stated => Some(stated),
        }
    }

    /// A named schema: its assertions if it only constrains a scalar, else a reference to it.
    fn stated(&self, location: &Location) -> Value {
        match self.value(location) {
            Some(Value::Object(schema)) if is_leaf(schema) && !self.is_foreign(location) => {
                Value::Object(keyword::only(schema, is_leaf_rule))
            }
            _ => json!({ "$ref": self.uri(location) }),
        }
    }
}

/// Replaces a `$ref` by what is stated.
fn put(members: &mut Map<String, Value>, stated: Map<String, Value>) {
    members.remove("$ref");
    members.extend(stated);
}

/// Whether a schema has anchors or dynamic references, which depend on the schema resource around
/// them.
fn has_scope(members: &Map<String, Value>) -> bool {
    keyword::has(members, Keyword::is_scoped)
}

/// Whether a schema is nothing but assertions on a scalar, and annotations.
fn is_leaf(schema: &Map<String, Value>) -> bool {
    let known =
        |name: &String| keyword::is(name, |it| is_leaf_rule(it) || it.role == Role::Annotation);
    schema.keys().all(known)
}

fn is_leaf_rule(keyword: &Keyword) -> bool {
    keyword.is_plain_assertion() && (keyword.applies_to.is_none() || keyword.is_of_scalars())
}
