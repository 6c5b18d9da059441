//! The documents of a run as JSON Schema sees them: dialects, subschemas, references.
//!
//! Takes [`Source`]s; gives [`Schemas`], in which every reference leads to a [`Location`].
//! Knows where a subschema is, never what it means.

mod absolute;
mod bundle;
mod closed;
mod dialect;
mod directories;
mod embedded;
mod formats;
mod load;
mod missing;
mod references;
mod shallow;
mod subschemas;
mod uri;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use referencing::{Draft, Registry};
use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::source::{Source, pointer_to, pointer_tokens};

pub(crate) use dialect::check_dialects;
pub(crate) use load::{Origin, Request, load};
pub(crate) use references::check_references;
pub(crate) use shallow::{Detail, ShallowSchemas};
pub(crate) use subschemas::{ShapeOfValue, shape_of_keyword, subschemas};

/// A loaded document.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) source: Arc<Source>,
    /// The file it was read from, if it was.
    pub(crate) path: Option<PathBuf>,
    /// What references call it, without a fragment: its `$id`, or else an URI made of its path.
    pub(crate) uri: String,
    pub(crate) draft: Draft,
    /// Other URIs that references use for it: where it was asked for, while its `$id` differs.
    aliases: Vec<String>,
    /// The source's value, less formats that no draft knows, since those assert nothing.
    value: Value,
}

impl Document {
    pub(crate) fn new(source: Source, path: Option<PathBuf>, uri: String, draft: Draft) -> Self {
        let mut value = source.value().clone();
        formats::remove_unknown(draft, &mut value);
        Self {
            source: Arc::new(source),
            path,
            uri,
            draft,
            aliases: Vec::new(),
            value,
        }
    }

    /// The base URI at a place: the nearest `$id` around it (core specification, section 8.2.1).
    fn base_uri(&self, pointer: &str) -> String {
        let mut base = self.uri.clone();
        let mut at = Some(self.source.value());
        for token in pointer_tokens(pointer) {
            at = at.and_then(|value| match value {
                Value::Object(members) => members.get(&token),
                Value::Array(items) => items.get(token.parse::<usize>().ok()?),
                _ => None,
            });
            if let Some(id) = at.and_then(|value| dialect::id_of(self.draft, value)) {
                base = uri::resolve(&base, id).unwrap_or(base);
            }
        }
        base
    }
}

/// A place in the documents of a run.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Location {
    pub(crate) document: usize,
    pub(crate) pointer: String,
}

impl Location {
    pub(crate) fn root(document: usize) -> Self {
        Self {
            document,
            pointer: String::new(),
        }
    }

    /// The place one or more reference tokens below.
    pub(crate) fn at<'a>(&self, tokens: impl IntoIterator<Item = &'a str>) -> Self {
        let pointer = tokens
            .into_iter()
            .fold(self.pointer.clone(), |pointer, token| {
                pointer_to(&pointer, token)
            });
        Self {
            document: self.document,
            pointer,
        }
    }

    /// The last tokens of the pointer, decoded, outermost first.
    pub(crate) fn tokens(&self) -> Vec<String> {
        pointer_tokens(&self.pointer).collect()
    }
}

/// All documents of a run, with their references resolvable.
pub(crate) struct Schemas<'d> {
    documents: &'d [Document],
    registry: Registry<'d>,
    /// A reference is resolved to a value; its address in memory tells where it stands.
    by_address: HashMap<usize, Location>,
}

impl<'d> Schemas<'d> {
    pub(crate) fn new(documents: &'d [Document]) -> Result<Self, Diagnostic> {
        let registry = registry(documents).map_err(|error| {
            Diagnostic::without_place(
                Code::MissingReference,
                format!("the documents cannot be put together: {error}"),
            )
        })?;
        let mut by_address = HashMap::new();
        for (index, document) in documents.iter().enumerate() {
            note_addresses(&document.value, &Location::root(index), &mut by_address);
        }
        Ok(Self {
            documents,
            registry,
            by_address,
        })
    }

    pub(crate) fn documents(&self) -> &'d [Document] {
        self.documents
    }

    pub(crate) fn draft(&self, location: &Location) -> Draft {
        self.documents
            .get(location.document)
            .map_or(Draft::default(), |document| document.draft)
    }

    pub(crate) fn value(&self, location: &Location) -> Option<&'d Value> {
        let document = self.documents.get(location.document)?;
        document.value.pointer(&location.pointer)
    }

    pub(crate) fn place(&self, location: &Location) -> Option<Place> {
        let document = self.documents.get(location.document)?;
        Some(Place {
            source: Arc::clone(&document.source),
            pointer: location.pointer.clone(),
        })
    }

    /// An error at a place, or without one when the place is not in the documents.
    pub(crate) fn error(&self, code: Code, location: &Location, message: String) -> Diagnostic {
        match self.place(location) {
            Some(place) => Diagnostic::error(code, place, message),
            None => Diagnostic::without_place(code, message),
        }
    }

    /// The way back from generated code to the schema: `genesys/segment.json#/properties/type`.
    pub(crate) fn display(&self, location: &Location) -> String {
        let name = self
            .documents
            .get(location.document)
            .map_or("", |document| document.source.name());
        format!("{name}#{}", location.pointer)
    }

    /// The absolute URI of a place.
    pub(crate) fn uri(&self, location: &Location) -> String {
        let document = self
            .documents
            .get(location.document)
            .map_or_else(String::new, |document| document.uri.clone());
        match location.pointer.as_str() {
            // The algebra takes `x.json#` and `x.json` for two names.
            "" => document,
            pointer => format!("{document}#{}", uri::encode_fragment(pointer)),
        }
    }

    /// Whether what the document accepts depends on dynamic references.
    pub(crate) fn is_dynamic(&self, document: usize) -> bool {
        references::is_dynamic(self, Location::root(document))
    }

    /// Where a `$ref` written at `location` leads.
    pub(crate) fn resolve(
        &self,
        location: &Location,
        reference: &str,
    ) -> Result<Location, referencing::Error> {
        let base = self
            .documents
            .get(location.document)
            .map_or_else(String::new, |document| document.base_uri(&location.pointer));
        let base = referencing::uri::from_str(&base)?;
        let target = self.registry.resolver(base).lookup(reference)?;
        let address = std::ptr::from_ref(target.contents()).addr();
        match self.by_address.get(&address) {
            Some(found) => Ok(found.clone()),
            None => Err(referencing::Error::PointerToNowhere {
                pointer: reference.to_owned(),
            }),
        }
    }
}

fn registry(documents: &[Document]) -> Result<Registry<'_>, referencing::Error> {
    let mut builder = Registry::new().retriever(load::Refuse);
    for document in documents {
        let resource = document.draft.create_resource_ref(&document.value);
        builder = builder.add(&document.uri, resource)?;
        for alias in &document.aliases {
            let resource = document.draft.create_resource_ref(&document.value);
            builder = builder.add(alias, resource)?;
        }
    }
    builder.prepare()
}

fn note_addresses(value: &Value, location: &Location, found: &mut HashMap<usize, Location>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                note_addresses(member, &location.at([name.as_str()]), found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                note_addresses(item, &location.at([index.to_string().as_str()]), found);
            }
        }
        _ => {}
    }
    found.insert(std::ptr::from_ref(value).addr(), location.clone());
}
