//! Schemas as they can stand anywhere: with absolute references, each place called by one name.
//!
//! Takes locations and documents; gives schemas that mean the same outside of their place. The
//! algebra compares references by their names, and does not always read through them.

use std::borrow::Cow;
use std::collections::HashMap;

use referencing::{Draft, Registry};
use serde_json::{Map, Value, json};

use super::keyword::{self, Keyword, Role};
use super::subschemas::{inside, subschemas};
use super::{Location, Schemas, dialect, encoded, load, references};
use crate::large_numbers::LargeNumbers;

/// The documents of a run with every reference absolute, and with patterns as the algebra's own engine understands them.
pub(crate) struct AbsoluteDocuments {
    documents: Vec<(String, Draft, Value)>,
}

impl AbsoluteDocuments {
    pub(crate) fn large_numbers(&self) -> LargeNumbers {
        LargeNumbers::of(self.documents.iter().map(|(_, _, value)| value))
    }

    /// With stand-ins for large numbers.
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
        for (uri, draft, value) in &self.documents {
            builder = builder.add(uri, draft.create_resource_ref(value))?;
        }
        builder.prepare()
    }
}

impl Schemas<'_> {
    /// All documents, with the references of everything that is reached from the first `roots`.
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
                .map(|(document, value)| (document.uri.clone(), document.draft, encoded(&value)))
                .collect(),
        }
    }

    /// A schema that accepts what the subschema at `location` accepts, wherever it is put.
    ///
    /// What has a name stays a reference, so that two statements name it alike; what stands inline
    /// is written out, and so is a named schema of a few rules on one value.
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

    /// `None` when the schema means something else outside of its place.
    pub(super) fn make_absolute(&self, location: &Location, schema: &mut Value) -> Option<()> {
        let draft = self.draft(location);
        if self.is_foreign(location) || dialect::id_of(draft, schema).is_some() {
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
        let below = subschemas(draft, members).into_iter();
        let below: Vec<Vec<String>> = below.map(|(tokens, _)| tokens).collect();
        for tokens in below {
            let below = inside(schema, &tokens)?;
            self.make_absolute(&location.at(tokens.iter().map(String::as_str)), below)?;
        }
        Some(())
    }

    /// What to write for the `$ref` of the schema at a place.
    fn stated_reference(&self, location: &Location) -> Option<Value> {
        let Value::Object(schema) = self.value(location)? else {
            return None;
        };
        let reference = schema.get("$ref")?.as_str()?;
        let target = self.resolve(location, reference).ok()?;
        let rules = |keyword: &String| keyword != "$ref" && keyword::is_rule(keyword);
        // Written out beside other rules, those of the same keyword would be lost.
        let alone = !schema.keys().any(rules);
        match self.stated(&target) {
            Value::Object(leaf) if !alone && !leaf.contains_key("$ref") => {
                Some(json!({ "$ref": self.uri(&target) }))
            }
            stated => Some(stated),
        }
    }

    /// A named place: by its URI, or by its rules when they are few.
    fn stated(&self, location: &Location) -> Value {
        match self.value(location) {
            Some(Value::Object(schema)) if is_leaf(schema) && !self.is_foreign(location) => {
                Value::Object(keyword::only(schema, is_leaf_rule))
            }
            _ => json!({ "$ref": self.uri(location) }),
        }
    }
}

/// Puts what is stated in the place of a `$ref`.
fn put(members: &mut Map<String, Value>, stated: Map<String, Value>) {
    members.remove("$ref");
    members.extend(stated);
}

/// Anchors and dynamic references depend on the resource they stand in.
fn has_scope(members: &Map<String, Value>) -> bool {
    keyword::has(members, Keyword::is_scoped)
}

/// Whether a schema is nothing but assertions on a scalar.
fn is_leaf(schema: &Map<String, Value>) -> bool {
    let known =
        |name: &String| keyword::is(name, |it| is_leaf_rule(it) || it.role == Role::Annotation);
    schema.keys().all(known)
}

fn is_leaf_rule(keyword: &Keyword) -> bool {
    keyword.is_plain_assertion() && (keyword.applies_to.is_none() || keyword.is_of_scalars())
}
