//! The documents of a run: dialects, vocabularies, subschemas, references. [`load`] reads them and
//! [`Schemas`] resolves every reference to a [`Location`].
//!
//! This stage must not depend on what a schema accepts.

mod dialect;
mod document;
mod dynamic;
pub(crate) mod keyword;
mod load;
mod negations;
mod normalize;
mod pattern;
mod references;
mod self_application;
mod shallow;
mod spelling;
mod subschemas;
mod uri;
mod valid;
mod write;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use jsonptr::PointerBuf;
use referencing::Registry;
use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::source::{at_pointer, pointer_tokens};

pub(crate) use dialect::Dialect;
pub(crate) use document::Document;
pub(crate) use dynamic::resolve_dynamic_references;
pub(crate) use load::{Origin, Request, load};
pub use normalize::openapi::OpenApi;
pub(crate) use pattern::{NamePattern, beginning};
pub(crate) use references::{Reached, check_references};
pub(crate) use self_application::resolve_self_application;
pub(crate) use shallow::{
    Detail, Given, LeftOut, ShallowSchemas, as_object, counted, objects_in, with_room,
};
pub(crate) use subschemas::{subschemas, written};
pub(crate) use valid::check_dialects;

/// A document of a run, and a JSON Pointer into it.
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

    /// The location below it, by reference tokens.
    pub(crate) fn at<'a>(&self, tokens: impl IntoIterator<Item = &'a str>) -> Self {
        let below = PointerBuf::from_tokens(tokens);
        Self {
            document: self.document,
            pointer: format!("{}{below}", self.pointer),
        }
    }

    /// The reference tokens of the pointer, decoded, outermost first.
    pub(crate) fn tokens(&self) -> Vec<String> {
        pointer_tokens(&self.pointer).collect()
    }
}

/// All documents of a run. Their references can be resolved.
pub(crate) struct Schemas<'d> {
    documents: &'d [Document],
    registry: Registry<'d>,
    /// The registry resolves a reference to a value; the value's address in memory gives its
    /// location.
    by_address: HashMap<usize, Location>,
    /// The targets found so far, by the schema and the text of its reference.
    targets: RefCell<HashMap<Location, HashMap<String, Location>>>,
    /// What is behind double negations, as far as it was asked for.
    affirmed: RefCell<HashMap<Location, Location>>,
    /// How often a schema was looked at.
    looks: Cell<usize>,
}

impl<'d> Schemas<'d> {
    pub(crate) fn new(documents: &'d [Document]) -> Result<Self, Diagnostic> {
        let registry = registry(documents.iter().map(|it| (it, &it.value))).map_err(|error| {
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
            targets: RefCell::default(),
            affirmed: RefCell::default(),
            looks: Cell::new(0),
        })
    }

    pub(crate) fn documents(&self) -> &'d [Document] {
        self.documents
    }

    /// The name of a definition, also where it is under no keyword for definitions, such as that of
    /// `#/components/schemas/User`.
    pub(crate) fn definition_name(&self, location: &Location) -> Option<String> {
        let document = self.documents.get(location.document)?;
        let mut tokens: Vec<String> =
            pointer_tokens(&document.in_source(&location.pointer)).collect();
        let name = tokens.pop()?;
        let is_definition = matches!(tokens.last()?.as_str(), "$defs" | "definitions")
            || (document.starts.contains(&location.pointer) && name.parse::<usize>().is_err());
        is_definition.then_some(name)
    }

    /// The definitions of a document that are under no keyword for definitions.
    pub(crate) fn definitions_elsewhere(&self, document: usize) -> Vec<Location> {
        let starts = self.documents.get(document).map(|it| &it.starts);
        let places = starts.into_iter().flatten().cloned();
        let places = places.map(|pointer| Location { document, pointer });
        places
            .filter(|place| self.definition_name(place).is_some())
            .collect()
    }

    /// The dialect in which statements are written and canonicalized: that of the first document.
    pub(crate) fn dialect(&self) -> &'d Dialect {
        static NO_DOCUMENT: Dialect = Dialect::DRAFT_2020_12;
        let first = self.documents.first();
        first.map_or(&NO_DOCUMENT, |document| &document.dialect)
    }

    /// Whether a schema is written in another draft than that, and means something else in it.
    pub(crate) fn is_foreign(&self, location: &Location) -> bool {
        let Some(document) = self.documents.get(location.document) else {
            return false;
        };
        let mut foreign = document.foreign.iter();
        document.read_as.draft != self.dialect().draft
            || foreign.any(|(pointer, _)| is_at_or_below(&location.pointer, pointer))
    }

    pub(crate) fn value(&self, location: &Location) -> Option<&'d Value> {
        self.looks.update(|looks| looks + 1);
        let document = self.documents.get(location.document)?;
        at_pointer(&document.value, &location.pointer)
    }

    /// How often a schema was looked at so far: a measure of work that is the same in each run.
    #[cfg(test)]
    pub(crate) fn looks(&self) -> usize {
        self.looks.get()
    }

    pub(crate) fn place(&self, location: &Location) -> Option<Place> {
        let document = self.documents.get(location.document)?;
        Some(document.place(&location.pointer))
    }

    /// An error at a location; without a place if the location is not in the documents.
    pub(crate) fn error(&self, code: Code, location: &Location, message: String) -> Diagnostic {
        match self.place(location) {
            Some(place) => Diagnostic::error(code, place, message),
            None => Diagnostic::without_place(code, message),
        }
    }

    /// The location as generated code shows it: `genesys/segment.json#/properties/type`.
    pub(crate) fn display(&self, location: &Location) -> String {
        match self.documents.get(location.document) {
            Some(document) => {
                let pointer = document.in_source(&location.pointer);
                format!("{}#{pointer}", document.source.name())
            }
            None => format!("#{}", location.pointer),
        }
    }

    /// The absolute URI of a location.
    pub(crate) fn uri(&self, location: &Location) -> String {
        let document = self
            .documents
            .get(location.document)
            .map_or_else(String::new, |document| document.uri.clone());
        match location.pointer.as_str() {
            // The canonical form treats `x.json#` and `x.json` as two names.
            "" => document,
            pointer => format!("{document}#{}", uri::encode_fragment(pointer)),
        }
    }

    /// A validator for a schema with absolute references into the documents; `None` when the
    /// `jsonschema` crate cannot make one.
    pub(crate) fn validator(
        &self,
        statement: &Value,
        assert_formats: bool,
    ) -> Option<jsonschema::Validator> {
        let documents: Vec<Value> = self.documents.iter().map(|it| encoded(&it.value)).collect();
        let registry = registry(self.documents.iter().zip(&documents)).ok()?;
        jsonschema::options()
            .with_registry(&registry)
            .with_base_uri("json-schema:///statement")
            .with_draft(self.dialect().draft)
            .should_validate_formats(assert_formats)
            .with_keyword("pattern", pattern::keyword)
            .build(&encoded(statement))
            .ok()
    }

    /// Whether the definitions of a document mean something else by themselves than where a root
    /// refers to them.
    pub(crate) fn depends_on_scope(&self, document: usize) -> bool {
        let document = self.documents.get(document);
        document.is_some_and(|document| document.depends_on_scope)
    }

    /// Whether what a document accepts depends on dynamic references.
    pub(crate) fn is_dynamic(&self, document: usize) -> bool {
        references::is_dynamic(self, Location::root(document))
    }

    /// The target of a `$ref` in the schema at `location`.
    pub(crate) fn resolve(
        &self,
        location: &Location,
        reference: &str,
    ) -> Result<Location, referencing::Error> {
        let known = self.targets.borrow();
        if let Some(target) = known.get(location).and_then(|by| by.get(reference)) {
            return Ok(target.clone());
        }
        drop(known);
        let target = self.look_up(location, reference)?;
        let mut known = self.targets.borrow_mut();
        let by_reference = known.entry(location.clone()).or_default();
        by_reference.insert(reference.to_owned(), target.clone());
        Ok(target)
    }

    fn look_up(
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

fn is_at_or_below(pointer: &str, place: &str) -> bool {
    pointer
        .strip_prefix(place)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A schema whose patterns, and references through them, are encoded so that the `jsonschema` crate
/// interprets them as ECMA-262 does.
pub(crate) fn encoded(schema: &Value) -> Value {
    let mut schema = schema.clone();
    ecma_regex::rewrite(&mut schema, &mut |_, pattern| {
        ecma_regex::encode(pattern).text
    });
    schema
}

/// A registry of the documents, each read from the value beside it.
fn registry<'r>(
    documents: impl Iterator<Item = (&'r Document, &'r Value)>,
) -> Result<Registry<'r>, referencing::Error> {
    let mut builder = Registry::new().retriever(load::Refuse);
    for (document, value) in documents {
        let resource = document.read_as.resource(value);
        builder = builder.add(&document.uri, resource)?;
        for alias in &document.aliases {
            let resource = document.read_as.resource(value);
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
