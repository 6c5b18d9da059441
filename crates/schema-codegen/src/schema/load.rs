//! Loads the roots of a request and every document they refer to, breadth first. Reads files only,
//! never a network; each document that is missing is a diagnostic.

mod description;
mod directories;
mod embedded;
mod lookup;
mod missing;
pub(super) mod reach;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;

use referencing::{Retrieve, Uri};
use serde_json::Value;

use crate::diagnostic::{self, Code, Diagnostic, Place};
use crate::schema::Document;
use crate::schema::Location;
use crate::schema::dialect;
use crate::schema::dialect::Dialect;
use crate::schema::load::directories::Directories;
use crate::schema::load::missing::Missing;
use crate::schema::load::reach::Folder;
use crate::schema::normalize::drafts;
use crate::schema::normalize::openapi::OpenApi;
use crate::schema::normalize::rewriting::Reading;
use crate::schema::subschemas::subschemas_in;
use crate::schema::uri;
use crate::schema::valid;
use crate::source::{Source, name_of, pointer_tokens};
use lookup::{Candidate, Lookup};

/// Where a schema comes from.
#[derive(Debug, Clone)]
pub(crate) enum Origin {
    /// A file; messages name it by its path from the directory of the run.
    File { path: PathBuf },
    /// A text, and the name that messages use for it.
    Text { name: String, text: String },
}

/// What to load.
#[derive(Debug, Clone, Default)]
pub(crate) struct Request {
    pub(crate) roots: Vec<Origin>,
    /// Documents that the caller named for the URIs of references.
    pub(crate) references: Vec<(String, PathBuf)>,
    /// Folders that the caller named for references.
    pub(crate) directories: Vec<PathBuf>,
    /// What is allowed in the documents beyond JSON Schema.
    pub(crate) reading: Reading,
    /// The base directory that file names are shown relative to.
    pub(crate) directory: PathBuf,
}

/// Loads the roots, which come first and in their order, and all that they refer to.
pub(crate) fn load(request: &Request) -> Result<Vec<Document>, Vec<Diagnostic>> {
    let mut loader = Loader::new(request);
    let openapi = request.reading.openapi;
    let unsaid = openapi.map_or(Dialect::default(), OpenApi::dialect);
    for origin in &request.roots {
        let root = Candidate::named(origin.clone());
        if let Some(document) = loader.add(&root, None, &unsaid) {
            loader.queue.push_back(Location::root(document));
            loader.queue_components(document);
        }
    }
    while let Some(location) = loader.queue.pop_front() {
        loader.encode_references(&location);
        loader.visit(&location);
    }
    let missing = std::mem::take(&mut loader.missing);
    let missing = missing.diagnostics(&loader.directories, &request.directory);
    loader.problems.extend(missing);
    loader.make_plain();
    if loader.problems.is_empty() {
        drafts::settle(&mut loader.documents);
        Ok(loader.documents)
    } else {
        let mut problems = loader.problems;
        diagnostic::sort(&mut problems, &loader.names);
        Err(problems)
    }
}

/// Refuses every request for a document: all that may be used has been loaded.
pub(super) struct Refuse;

impl Retrieve for Refuse {
    fn retrieve(
        &self,
        uri: &Uri<String>,
    ) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        Err(format!("`{uri}` was not given").into())
    }
}

struct Loader<'r> {
    request: &'r Request,
    directories: Directories<'r>,
    /// The folders that all references may reach: those of the roots, and those that the caller
    /// named for references.
    folders: Vec<Folder>,
    documents: Vec<Document>,
    /// The display names of the documents that were read, valid or not, in the order in which they
    /// were read.
    names: Vec<String>,
    by_uri: HashMap<String, usize>,
    /// Schemas inside documents that carry an `$id` of their own.
    embedded: HashMap<String, Location>,
    visited: HashSet<Location>,
    /// The JSON Pointers in each document that references lead to.
    targets: HashMap<usize, BTreeSet<String>>,
    /// The location of each reference, with its target.
    references: Vec<(Location, Location)>,
    queue: VecDeque<Location>,
    missing: Missing,
    problems: Vec<Diagnostic>,
}

/// A custom metaschema, which is read for its vocabularies and is not one of the documents.
struct Metaschema {
    source: Source,
    path: Option<PathBuf>,
}

impl<'r> Loader<'r> {
    fn new(request: &'r Request) -> Self {
        let directories = Directories::new(&request.directories);
        let problems = directories.missing().map(|folder| {
            let name = name_of(&request.directory, folder);
            let message = format!("{name}: references cannot be looked for: not a folder");
            Diagnostic::without_place(Code::Unreadable, message)
        });
        let roots = request.roots.iter().filter_map(|root| match root {
            Origin::File { path } => Folder::of_file(path),
            Origin::Text { .. } => None,
        });
        let given = request.directories.iter();
        let given = given.filter_map(|folder| Folder::new(folder));
        Self {
            problems: problems.collect(),
            folders: roots.chain(given).collect(),
            request,
            directories,
            documents: Vec::new(),
            names: Vec::new(),
            by_uri: HashMap::new(),
            embedded: HashMap::new(),
            visited: HashSet::new(),
            targets: HashMap::new(),
            references: Vec::new(),
            queue: VecDeque::new(),
            missing: Missing::default(),
        }
    }

    /// Adds a document, under its `$id` and, if a reference led to it, under the URI of the
    /// reference. A document without a `$schema` is read in the dialect `asking` of the document
    /// that refers to it. `None` after a diagnostic.
    fn add(
        &mut self,
        candidate: &Candidate,
        asked: Option<&str>,
        asking: &Dialect,
    ) -> Option<usize> {
        let (retrieval_uri, path) = match &candidate.origin {
            Origin::File { path } => (uri::of_path(path), Some(path.clone())),
            Origin::Text { name, .. } => (uri::of_name(name), None),
        };
        let source = match candidate.read(&self.request.directory) {
            Ok(source) => source,
            Err(error) => {
                self.problems.push(error.into());
                return None;
            }
        };
        self.names.push(source.name().to_owned());
        let openapi = self.request.reading.openapi;
        // Only a root can be a whole description; references lead to schemas inside of one.
        let is_root = self.documents.len() < self.request.roots.len() && asked.is_none();
        let description = is_root
            .then(|| description::check(&source, openapi))
            .flatten();
        if let Some(problem) = valid::check_kind(&source).or(description) {
            self.problems.push(problem);
            return None;
        }
        let base = asked.unwrap_or(&retrieval_uri);
        let metaschemas = RefCell::new(Vec::new());
        let find = |uri: &str| {
            let found = self.metaschema(uri, base, candidate.reach.as_ref())?;
            metaschemas.borrow_mut().extend(found.path);
            Some(found.source)
        };
        let dialect = match dialect::detect(&source, asking, &find) {
            Ok(dialect) => dialect,
            Err(problem) => {
                self.problems.push(problem);
                return None;
            }
        };
        let uri = dialect
            .id_of(source.value())
            .and_then(|id| uri::resolve(base, id))
            .unwrap_or_else(|| base.to_owned());
        if let Some(&known) = self.by_uri.get(&uri) {
            return Some(known);
        }
        let index = self.documents.len();
        self.by_uri.extend(asked.map(|uri| (uri.to_owned(), index)));
        self.by_uri.insert(retrieval_uri, index);
        self.by_uri.insert(uri.clone(), index);
        let mut document = Document::new(source, path, uri, dialect);
        document.metaschemas = metaschemas.into_inner();
        document.reach.clone_from(&candidate.reach);
        self.keep(document);
        Some(index)
    }

    /// Keeps a document, and the embedded schema resources in it.
    fn keep(&mut self, document: Document) {
        let index = self.documents.len();
        for (uri, pointer) in embedded::resources(&document) {
            let location = Location {
                document: index,
                pointer,
            };
            self.embedded.entry(uri).or_insert(location);
        }
        self.documents.push(document);
    }

    /// Queues the component schemas of a whole `OpenAPI` description, which is no schema itself.
    fn queue_components(&mut self, index: usize) {
        let Some(document) = self.documents.get(index) else {
            return;
        };
        let value = document.source.value();
        let is_description = value.get("openapi").is_some_and(Value::is_string);
        if self.request.reading.openapi.is_none() || !is_description {
            return;
        }
        let schemas = value.pointer("/components/schemas");
        let names = schemas.and_then(Value::as_object).into_iter();
        let root = Location::root(index);
        for name in names.flat_map(|schemas| schemas.keys()) {
            let schema = root.at(["components", "schemas", name.as_str()]);
            let targets = self.targets.entry(index).or_default();
            targets.insert(schema.pointer.clone());
            self.queue.push_back(schema);
        }
    }

    /// Percent-encodes the references below a location that is to be visited.
    fn encode_references(&mut self, location: &Location) {
        if !self.visited.contains(location)
            && let Some(document) = self.documents.get_mut(location.document)
        {
            document.encode_references(&location.pointer);
        }
    }

    /// Follows the references of a schema and of its subschemas.
    fn visit(&mut self, location: &Location) {
        if !self.visited.insert(location.clone()) {
            return;
        }
        let Some(document) = self.documents.get(location.document) else {
            return;
        };
        let dialect = document.dialect.clone();
        let base = document.base_uri(&location.pointer);
        let schema = document.schema().pointer(&location.pointer);
        let Some(Value::Object(schema)) = schema else {
            return;
        };
        let references = ["$ref", "$dynamicRef"].map(|keyword| {
            let reference = schema.get(keyword).and_then(Value::as_str);
            reference.map(|reference| (keyword, reference.to_owned()))
        });
        let below = subschemas_in(&dialect, schema).into_iter();
        let below: Vec<Location> = below
            .map(|(tokens, _)| location.at(tokens.iter().map(String::as_str)))
            .collect();
        for (keyword, reference) in references.into_iter().flatten() {
            self.follow(&location.at([keyword]), &base, &reference, &dialect);
        }
        for below in below {
            self.visit(&below);
        }
    }

    fn follow(&mut self, from: &Location, base: &str, reference: &str, asking: &Dialect) {
        let Some(target) = uri::resolve(base, reference) else {
            let message = format!("`{reference}` is not an URI reference");
            let place = self.place(from);
            self.problems
                .push(Diagnostic::error(Code::MissingReference, place, message));
            return;
        };
        let before = self.problems.len();
        let found = match self.resource(&target, base, from.document, asking) {
            Ok(found) => found,
            Err(is_outside) => {
                // A file that exists and cannot be read has been reported as such.
                if self.problems.len() == before {
                    let place = self.place(from);
                    self.missing.note(place, reference, target, is_outside);
                }
                return;
            }
        };
        let fragment = reference
            .split_once('#')
            .map_or("", |(_, fragment)| fragment);
        if fragment.is_empty() || fragment.starts_with('/') {
            let below = pointer_tokens(&decode_pointer(fragment)).collect::<Vec<_>>();
            let target = found.at(below.iter().map(String::as_str));
            let targets = self.targets.entry(target.document).or_default();
            targets.insert(target.pointer.clone());
            self.references.push((from.clone(), target.clone()));
            self.queue.push_back(target);
        }
    }

    /// The document, or the embedded resource, with the URI `target`. The error says whether it is
    /// out of reach.
    fn resource(
        &mut self,
        target: &str,
        base: &str,
        from: usize,
        asking: &Dialect,
    ) -> Result<Location, bool> {
        if let Some(known) = self.known(target) {
            self.note_alias(&known, target);
            return Ok(known);
        }
        let reach = self.documents.get(from).and_then(|it| it.reach.clone());
        let candidate = match self.find(target, base, reach.as_ref()) {
            Lookup::Found(candidate) => candidate,
            Lookup::Outside => return Err(true),
            Lookup::Nothing => return Err(false),
        };
        let asked = (!candidate.inside).then_some(target);
        let document = self.add(&candidate, asked, asking).ok_or(false)?;
        if candidate.inside {
            return self.known(target).ok_or(false);
        }
        let found = Location::root(document);
        self.note_alias(&found, target);
        Ok(found)
    }

    /// The custom metaschema with the URI `target`, if it can be found and read.
    fn metaschema(&self, target: &str, base: &str, reach: Option<&Folder>) -> Option<Metaschema> {
        let Lookup::Found(found) = self.find(target, base, reach) else {
            return None;
        };
        let source = found.read(&self.request.directory).ok()?;
        let path = match found.origin {
            Origin::File { path } => Some(path),
            Origin::Text { .. } => None,
        };
        Some(Metaschema { source, path })
    }

    fn make_plain(&mut self) {
        let roots = self.request.roots.len();
        for (index, document) in self.documents.iter_mut().enumerate() {
            // A bundled metaschema is read without extensions of the caller.
            let is_bundled = document.path.is_none() && index >= roots;
            let reading = if is_bundled {
                Reading::default()
            } else {
                self.request.reading
            };
            let targets = self.targets.remove(&index).unwrap_or_default();
            document.make_plain(reading, &targets);
        }
        for (from, target) in std::mem::take(&mut self.references) {
            self.lead_to_moved(&from, &target);
        }
    }

    /// Changes a reference to a part that was moved, so that it leads to where the part is now.
    fn lead_to_moved(&mut self, from: &Location, target: &Location) -> Option<()> {
        let document = self.documents.get(target.document)?;
        let pointer = document.moved_to(&target.pointer);
        if pointer == target.pointer {
            return None;
        }
        let reference = format!("{}#{}", document.uri, uri::encode_fragment(&pointer));
        let asking = self.documents.get_mut(from.document)?;
        let from = asking.moved_to(&from.pointer);
        *asking.value.pointer_mut(&from)? = Value::String(reference);
        Some(())
    }

    /// Notes another URI for a document whose own URI differs from that of a reference.
    fn note_alias(&mut self, known: &Location, target: &str) {
        let document = self.documents.get_mut(known.document);
        if let Some(document) = document.filter(|it| known.pointer.is_empty() && it.uri != target)
            && !document.aliases.iter().any(|alias| alias == target)
        {
            document.aliases.push(target.to_owned());
        }
    }

    fn known(&self, target: &str) -> Option<Location> {
        let document = self.by_uri.get(target);
        let document = document.map(|&document| Location::root(document));
        document.or_else(|| self.embedded.get(target).cloned())
    }

    fn place(&self, location: &Location) -> Place {
        Place {
            source: Arc::clone(&self.documents[location.document].source),
            pointer: location.pointer.clone(),
        }
    }
}

fn decode_pointer(fragment: &str) -> String {
    uri::decode(fragment).unwrap_or_else(|| fragment.to_owned())
}
