//! One document that holds everything a schema refers to.
//!
//! Takes a document; gives a compound schema document (core specification, section 9.3) that any
//! validator can use without further files. Whole documents are embedded, in the order in which
//! they were met: `jsonschema`'s own bundling embeds only the part that a reference names, under
//! the name of the whole.

use std::collections::BTreeSet;

use referencing::Draft;
use serde_json::{Map, Value};

use super::{Document, Location, Schemas, dialect, references, uri};

impl Schemas<'_> {
    /// The document at `index` with all that it reaches embedded, each by its `$id`.
    pub(crate) fn bundle(&self, index: usize) -> Value {
        let Some(root) = self.documents().get(index) else {
            return Value::Bool(true);
        };
        let reached: BTreeSet<usize> = references::reachable(self, [Location::root(index)])
            .into_iter()
            .map(|location| location.document)
            .collect();
        let others = reached.into_iter().filter(|&other| other != index);
        let embedded: Vec<(String, Value)> = others
            .filter_map(|other| self.documents().get(other))
            .map(|document| {
                (
                    public_uri(document),
                    identified(document, Some(root.dialect.draft)),
                )
            })
            .collect();
        if embedded.is_empty() {
            return root.schema().clone();
        }
        let mut bundle = identified(root, None);
        if let Value::Object(members) = &mut bundle {
            let keyword = definitions_keyword(root.dialect.draft);
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
    pub(super) fn compound(&self, statement: &Value, draft: Draft) -> Option<Value> {
        let mut definitions = Map::new();
        for document in self.documents() {
            let value = identified(document, Some(draft));
            value.as_object()?;
            definitions.insert(public_uri(document), value);
        }
        let mut statement = statement.clone();
        self.make_public(&mut statement);
        let mut members = Map::new();
        members.insert("$schema".to_owned(), Value::from(dialect::uri(draft)));
        // Beside a `$ref`, definitions of the older drafts would not count.
        members.insert("allOf".to_owned(), Value::Array(vec![statement]));
        members.insert(
            definitions_keyword(draft).to_owned(),
            Value::Object(definitions),
        );
        Some(Value::Object(members))
    }

    /// Calls the documents by their public names, wherever a statement refers to them.
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

/// The document with an `$id`, by which the others refer to it, and with its dialect where that of
/// what is `around` it is another.
fn identified(document: &Document, around: Option<Draft>) -> Value {
    let mut value = document.schema().clone();
    let draft = document.dialect.draft;
    if let Value::Object(members) = &mut value {
        let keyword = if draft == Draft::Draft4 { "id" } else { "$id" };
        let id = Value::String(public_uri(document));
        if dialect::id_of(draft, document.schema()).is_none() {
            members.insert(keyword.to_owned(), id);
        } else if let Some(own) = members.get_mut(keyword) {
            // A relative `$id` was resolved against the place of the file, which stays behind.
            *own = id;
        }
        if around.is_some_and(|around| around != draft) && !members.contains_key("$schema") {
            members.insert("$schema".to_owned(), dialect::uri(draft).into());
        }
    }
    value
}

/// What references call the document, without a path of this machine.
fn public_uri(document: &Document) -> String {
    if document.uri.starts_with("file:") {
        uri::of_name(document.source.name())
    } else {
        document.uri.clone()
    }
}

fn definitions_keyword(draft: Draft) -> &'static str {
    match draft {
        Draft::Draft4 | Draft::Draft6 | Draft::Draft7 => "definitions",
        _ => "$defs",
    }
}
