//! From the roots of a request to every document they refer to. Never touches a network.
//!
//! Takes paths and texts; gives [`Document`]s and a diagnostic for each that is missing.

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;

use referencing::{Draft, Retrieve, Uri};
use serde_json::Value;

use super::{Document, Location, dialect, subschemas, uri};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::source::Source;

/// Where a schema comes from.
#[derive(Debug, Clone)]
pub(crate) enum Origin {
    /// A file; people know it by its path from the folder of the run.
    File { path: PathBuf },
    /// A text, and the name by which people know it.
    Text { name: String, text: String },
}

/// What to load.
#[derive(Debug, Clone, Default)]
pub(crate) struct Request {
    pub(crate) roots: Vec<Origin>,
    /// Documents by the URI that references use for them.
    pub(crate) references: Vec<(String, PathBuf)>,
    /// The folder that names of files are told from.
    pub(crate) directory: PathBuf,
}

/// Loads the roots (they come first, in their order) and all that they refer to.
pub(crate) fn load(request: &Request) -> Result<Vec<Document>, Vec<Diagnostic>> {
    let mut loader = Loader {
        request,
        documents: Vec::new(),
        by_uri: HashMap::new(),
        visited: HashSet::new(),
        queue: VecDeque::new(),
        problems: Vec::new(),
    };
    for origin in &request.roots {
        if let Some(document) = loader.add(origin, None) {
            loader.queue.push_back(Location::root(document));
        }
    }
    while let Some(location) = loader.queue.pop_front() {
        loader.visit(&location);
    }
    if loader.problems.is_empty() {
        Ok(loader.documents)
    } else {
        Err(loader.problems)
    }
}

/// Answers every request for a document with a refusal: all that may be used has been loaded.
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
    documents: Vec<Document>,
    by_uri: HashMap<String, usize>,
    visited: HashSet<Location>,
    queue: VecDeque<Location>,
    problems: Vec<Diagnostic>,
}

impl Loader<'_> {
    /// Adds a document, under its `$id` and, when a reference asked for it, under that URI.
    fn add(&mut self, origin: &Origin, asked: Option<&str>) -> Option<usize> {
        let (read, retrieval_uri, path) = match origin {
            Origin::File { path } => (
                Source::read(path, name_of(&self.request.directory, path)),
                uri::of_path(path),
                Some(path.clone()),
            ),
            Origin::Text { name, text } => (
                Source::from_text(name.clone(), text.clone()),
                uri::of_name(name),
                None,
            ),
        };
        let source = match read {
            Ok(source) => source,
            Err(error) => {
                self.problems.push(error.into());
                return None;
            }
        };
        if let Some(problem) = dialect::check_kind(&source) {
            self.problems.push(problem);
            return None;
        }
        let base = asked.unwrap_or(&retrieval_uri);
        let draft = Draft::default().detect(source.value());
        if let Some(problem) = dialect::check_known(&source, draft) {
            self.problems.push(problem);
            return None;
        }
        let uri = dialect::id_of(draft, source.value())
            .and_then(|id| uri::resolve(base, id))
            .unwrap_or_else(|| base.to_owned());
        if let Some(&known) = self.by_uri.get(&uri) {
            return Some(known);
        }
        let index = self.documents.len();
        self.by_uri.insert(retrieval_uri, index);
        self.by_uri.extend(asked.map(|uri| (uri.to_owned(), index)));
        self.by_uri.insert(uri.clone(), index);
        let mut document = Document::new(source, path, uri, draft);
        let asked = asked.filter(|asked| *asked != document.uri);
        document.aliases.extend(asked.map(str::to_owned));
        self.documents.push(document);
        Some(index)
    }

    /// Follows the references of the schema at a place and of the schemas inside it.
    fn visit(&mut self, location: &Location) {
        if !self.visited.insert(location.clone()) {
            return;
        }
        let Some(document) = self.documents.get(location.document) else {
            return;
        };
        let (source, draft) = (Arc::clone(&document.source), document.draft);
        let base = document.base_uri(&location.pointer);
        let Some(Value::Object(schema)) = source.value().pointer(&location.pointer) else {
            return;
        };
        for keyword in ["$ref", "$dynamicRef"] {
            if let Some(Value::String(reference)) = schema.get(keyword) {
                self.follow(&location.at([keyword]), &base, reference);
            }
        }
        for (tokens, _) in subschemas(draft, schema) {
            let below = location.at(tokens.iter().map(String::as_str));
            self.visit(&below);
        }
    }

    fn follow(&mut self, from: &Location, base: &str, reference: &str) {
        let Some(target) = uri::resolve(base, reference) else {
            let place = self.place(from);
            self.problems.push(Diagnostic::error(
                Code::MissingReference,
                place,
                format!("`{reference}` is not an URI reference"),
            ));
            return;
        };
        let before = self.problems.len();
        let Some(document) = self.document(&target, base) else {
            // A file that is there and cannot be read has been reported as such.
            if self.problems.len() == before && !self.is_embedded(&target) {
                self.report_missing(from, reference, &target);
            }
            return;
        };
        let fragment = reference
            .split_once('#')
            .map_or("", |(_, fragment)| fragment);
        if fragment.is_empty() || fragment.starts_with('/') {
            self.queue.push_back(Location {
                document,
                pointer: decode_pointer(fragment),
            });
        }
    }

    /// The document called `target`: known, given by `--ref`, or a file beside a known one.
    fn document(&mut self, target: &str, base: &str) -> Option<usize> {
        if let Some(&known) = self.by_uri.get(target) {
            return Some(known);
        }
        let given = self.request.references.iter();
        let mut candidates: Vec<PathBuf> = given
            .filter(|(uri, _)| {
                let relative = || uri::resolve(base, uri).is_some_and(|uri| uri == target);
                uri::without_fragment(uri) == target || relative()
            })
            .map(|(_, path)| path.clone())
            .collect();
        if candidates.is_empty() {
            candidates.extend(
                self.documents
                    .iter()
                    .filter_map(|document| {
                        uri::neighbour(&document.uri, document.path.as_deref()?, target)
                    })
                    .filter(|path| path.is_file()),
            );
        }
        let origin = match candidates.into_iter().next() {
            Some(path) => Origin::File { path },
            None => metaschema(target)?,
        };
        self.add(&origin, Some(target))
    }

    /// Whether a schema inside a loaded document carries this `$id`; the registry finds it there.
    fn is_embedded(&self, target: &str) -> bool {
        self.documents
            .iter()
            .any(|document| embeds(document, document.source.value(), &document.uri, target))
    }

    fn report_missing(&mut self, from: &Location, reference: &str, target: &str) {
        let place = self.place(from);
        let (message, name) = if target.starts_with("file:") {
            let file = uri::without_fragment(reference);
            (
                format!("`{reference}` refers to a file that is not there"),
                file,
            )
        } else {
            (
                format!("`{reference}` refers to `{target}`, which was not given"),
                target,
            )
        };
        let help = format!(
            "nothing is fetched from a network; say which file it is with `--ref {name}=PATH`"
        );
        self.problems
            .push(Diagnostic::error(Code::MissingReference, place, message).help(help));
    }

    fn place(&self, location: &Location) -> Place {
        Place {
            source: Arc::clone(&self.documents[location.document].source),
            pointer: location.pointer.clone(),
        }
    }
}

/// The metaschemas of the known drafts need no file.
fn metaschema(target: &str) -> Option<Origin> {
    let uri = referencing::uri::from_str(target).ok()?;
    let resolver = referencing::SPECIFICATIONS.resolver(uri);
    let found = resolver.lookup(target).ok()?;
    Some(Origin::Text {
        name: target.to_owned(),
        text: found.contents().to_string(),
    })
}

fn embeds(document: &Document, value: &Value, base: &str, target: &str) -> bool {
    let base = match dialect::id_of(document.draft, value) {
        Some(id) => match uri::resolve(base, id) {
            Some(uri) if uri == target => return true,
            Some(uri) => uri,
            None => base.to_owned(),
        },
        None => base.to_owned(),
    };
    match value {
        Value::Object(members) => members
            .values()
            .any(|member| embeds(document, member, &base, target)),
        Value::Array(items) => items
            .iter()
            .any(|item| embeds(document, item, &base, target)),
        _ => false,
    }
}

fn decode_pointer(fragment: &str) -> String {
    uri::decode(fragment).unwrap_or_else(|| fragment.to_owned())
}

/// How people call a file: its path as seen from the folder of the run.
fn name_of(directory: &std::path::Path, path: &std::path::Path) -> String {
    let name = path.strip_prefix(directory).unwrap_or(path);
    name.to_string_lossy().replace('\\', "/")
}
