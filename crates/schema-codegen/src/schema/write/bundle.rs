//! Bundles a document with everything it refers to: a compound schema document (core specification,
//! section 9.3) that any validator can use without further files.
//!
//! Whole documents are embedded, in the order in which they were loaded. The bundling of the
//! `jsonschema` crate embeds only the part that a reference names, under the name of the whole.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::schema::Document;
use crate::schema::Location;
use crate::schema::Schemas;
use crate::schema::dialect::Dialect;
use crate::schema::references;
use crate::schema::subschemas::{change_each_in, pointer_below};
use crate::schema::uri;

impl Schemas<'_> {
    /// The document at `index` with all documents that it reaches embedded, each by its `$id`.
    pub(crate) fn bundle(&self, index: usize) -> Value {
        let Some(root) = self.documents().get(index) else {
            return Value::Bool(true);
        };
        let reached: BTreeSet<usize> = references::reachable(self, [Location::root(index)])
            .into_iter()
            .map(|location| location.document)
            .collect();
        let others = reached.into_iter().filter(|&other| other != index);
        let draft = Some(&root.dialect);
        let embedded: Vec<(String, Value)> = others
            .filter_map(|other| self.documents().get(other))
            .map(|document| (public_uri(document), self.embeddable(document, draft)))
            .collect();
        if embedded.is_empty() {
            return root.schema().clone();
        }
        let mut bundle = self.embeddable(root, None);
        if let Value::Object(members) = &mut bundle {
            let keyword = root.dialect.definitions_keyword();
            let definitions = members
                .entry(keyword)
                .or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(definitions) = definitions {
                definitions.extend(embedded);
            }
        }
        bundle
    }
}

impl Schemas<'_> {
    /// A statement with every document of the run embedded. `None` when one cannot carry an `$id`.
    pub(in crate::schema) fn compound(&self, statement: &Value) -> Option<Value> {
        let dialect = self.dialect();
        let mut definitions = Map::new();
        for document in self.documents() {
            let value = self.embeddable(document, Some(dialect));
            value.as_object()?;
            definitions.insert(public_uri(document), value);
        }
        let mut statement = statement.clone();
        self.make_public(&mut statement);
        let mut members = Map::new();
        members.insert("$schema".to_owned(), Value::from(dialect.uri()));
        // In an `allOf`, since in older drafts definitions beside a `$ref` do not count.
        members.insert("allOf".to_owned(), Value::Array(vec![statement]));
        members.insert(
            dialect.definitions_keyword().to_owned(),
            Value::Object(definitions),
        );
        Some(Value::Object(members))
    }

    /// A document that names itself and the others by their public URIs.
    fn embeddable(&self, document: &Document, around: Option<&Dialect>) -> Value {
        let mut value = identified(document, around);
        for start in &document.starts {
            if let Some(schema) = value.pointer_mut(start) {
                self.make_references_public(document, schema, start);
            }
        }
        value
    }

    fn make_references_public(&self, document: &Document, schema: &mut Value, pointer: &str) {
        let Value::Object(members) = schema else {
            return;
        };
        if let Some(Value::String(reference)) = members.get_mut("$ref")
            && let Some(public) = self.public_name(document, pointer, reference)
        {
            *reference = public;
        }
        change_each_in(&document.dialect, schema, |tokens, below| {
            self.make_references_public(document, below, &pointer_below(pointer, tokens));
        });
    }

    /// The public URI of the target of a reference into another document. `None` if the reference
    /// leads there as it is written; it does not where the document was found elsewhere than at its
    /// URI, or has another `$id`.
    fn public_name(&self, from: &Document, pointer: &str, reference: &str) -> Option<String> {
        if reference.starts_with('#') {
            return None;
        }
        let base = from.base_uri(pointer);
        let resolved = uri::resolve(&base, reference)?;
        let mut documents = self.documents().iter();
        let target = documents.find(|it| it.uri == resolved || it.aliases.contains(&resolved))?;
        let public = public_uri(target);
        let public_base = if base.starts_with("file:") {
            public_uri(from)
        } else {
            base
        };
        if uri::resolve(&public_base, reference).as_ref() == Some(&public) {
            return None;
        }
        let fragment = reference.split_once('#').map(|(_, fragment)| fragment);
        Some(match fragment {
            Some(fragment) => format!("{public}#{fragment}"),
            None => public,
        })
    }

    /// Replaces the URIs of documents by their public ones in all references of a statement.
    fn make_public(&self, statement: &mut Value) {
        match statement {
            Value::Array(items) => items.iter_mut().for_each(|item| self.make_public(item)),
            Value::Object(members) => {
                for (keyword, value) in members {
                    match value {
                        Value::String(reference) if keyword == "$ref" => {
                            *reference = self.public_reference(reference);
                        }
                        value => self.make_public(value),
                    }
                }
            }
            _ => {}
        }
    }

    fn public_reference(&self, reference: &str) -> String {
        let (uri, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let document = self.documents().iter().find(|document| document.uri == uri);
        match document {
            Some(document) => format!("{}#{fragment}", public_uri(document)),
            None => reference.to_owned(),
        }
    }
}

/// The document with an `$id`, by which the others refer to it. It gets a `$schema` where the draft
/// of the document `around` it is another.
fn identified(document: &Document, around: Option<&Dialect>) -> Value {
    let mut value = document.schema().clone();
    let dialect = &document.dialect;
    if let Value::Object(members) = &mut value {
        let keyword = dialect.id_keyword();
        let id = Value::String(public_uri(document));
        if dialect.id_of(document.schema()).is_none() {
            members.insert(keyword.to_owned(), id);
        } else if let Some(own) = members.get_mut(keyword) {
            // A relative `$id` was resolved against the path of the file, which is not part of the
            // bundle.
            *own = id;
        }
        if around.is_some_and(|around| around.draft != dialect.draft)
            && !members.contains_key("$schema")
        {
            members.insert("$schema".to_owned(), dialect.uri().into());
        }
    }
    value
}

/// The URI of a document, without a path of this machine.
fn public_uri(document: &Document) -> String {
    if document.uri.starts_with("file:") {
        uri::of_name(document.source.name())
    } else {
        document.uri.clone()
    }
}
