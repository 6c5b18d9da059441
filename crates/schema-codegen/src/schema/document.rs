//! A loaded document: the source as it was read, and the plain JSON Schema of one draft that later
//! stages read.
//!
//! A JSON Pointer into the plain document is valid in the source as well, unless [`siblings`] moved
//! the part; [`Document::in_source`] converts it.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::schema::dialect::Dialect;
use crate::schema::load::reach::Folder;
use crate::schema::normalize::formats;
use crate::schema::normalize::ignored::{self, Moved};
use crate::schema::normalize::rewriting::{Reading, plain};
use crate::schema::subschemas::{is_subschema, pointer_below, subschemas};
use crate::schema::uri;
use crate::source::{Source, pointer_to, pointer_tokens};

/// A loaded document.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    pub(crate) source: Arc<Source>,
    /// The file it was read from, if any.
    pub(crate) path: Option<PathBuf>,
    /// The folder that its references may reach beside those that all references may: that of a
    /// file that the caller named for a reference.
    pub(super) reach: Option<Folder>,
    /// The metaschema files that determine its dialect.
    pub(super) metaschemas: Vec<PathBuf>,
    /// Its URI without a fragment: its `$id`, or else a URI made from its path.
    pub(crate) uri: String,
    /// The dialect it is written in.
    pub(super) dialect: Dialect,
    /// The draft it is read in: that of its dialect, or another in which it means the same.
    pub(super) read_as: Dialect,
    /// Other URIs that references use for it: the retrieval URI, where the `$id` differs.
    pub(super) aliases: Vec<String>,
    /// The JSON Pointers of subschemas that are written in another draft, and that draft.
    pub(super) foreign: Vec<(String, Dialect)>,
    /// The document as plain JSON Schema, where the source is not.
    plain: Option<Value>,
    /// The JSON Pointers at which schemas start: the root, and targets of references that are under
    /// no keyword that holds schemas.
    pub(crate) starts: BTreeSet<String>,
    /// Warnings from rewriting it to plain JSON Schema.
    pub(crate) warnings: Vec<Diagnostic>,
    /// How many schemas got an implied type.
    pub(crate) implied: usize,
    /// The plain document without formats that no draft defines, since those assert nothing, and
    /// without what its draft ignores beside references.
    pub(super) value: Value,
    /// The parts whose JSON Pointer in `value` differs from that in the source.
    moved: Vec<Moved>,
    /// Whether dynamic references in it were resolved for the dynamic scopes of this run alone.
    pub(super) depends_on_scope: bool,
    /// The JSON Pointers of references that were not percent-encoded as a URI reference has to be.
    unencoded: Vec<String>,
}

impl Document {
    pub(super) fn new(
        source: Source,
        path: Option<PathBuf>,
        uri: String,
        dialect: Dialect,
    ) -> Self {
        Self {
            value: source.value().clone(),
            source: Arc::new(source),
            path,
            reach: None,
            metaschemas: Vec::new(),
            uri,
            read_as: dialect.clone(),
            dialect,
            aliases: Vec::new(),
            foreign: Vec::new(),
            plain: None,
            warnings: Vec::new(),
            implied: 0,
            starts: BTreeSet::from([String::new()]),
            moved: Vec::new(),
            depends_on_scope: false,
            unencoded: Vec::new(),
        }
    }

    /// Percent-encodes the references in a schema and in its subschemas where that is missing, and
    /// the URIs that they give themselves. All that reads the document, validators included, finds
    /// them encoded.
    pub(super) fn encode_references(&mut self, pointer: &str) {
        let mut found = Vec::new();
        if let Some(schema) = self.schema().pointer(pointer) {
            note_unencoded(&self.dialect, schema, pointer, &mut found);
        }
        for (at, encoded) in found {
            self.edit(&at, |reference, _| *reference = encoded.clone().into());
            self.unencoded.push(at);
        }
    }

    /// One warning for all references that were not encoded, at the first of them.
    fn of_unencoded(&self) -> Option<Diagnostic> {
        let start = |at: &&String| self.source.span(at).start;
        let first = self.unencoded.iter().min_by_key(start)?;
        let written = self.source.value().pointer(first)?.as_str()?;
        let others = match self.unencoded.len() - 1 {
            0 => String::new(),
            1 => "; nor is one more in this document".to_owned(),
            more => format!("; nor are {more} more in this document"),
        };
        let message = format!("`{written}` is not percent-encoded{others}");
        let help = format!(
            "it is read as if it were; write `{}`, since other tools may refuse it",
            uri::encoded(written)
        );
        let place = Place {
            source: Arc::clone(&self.source),
            pointer: first.clone(),
        };
        Some(Diagnostic::warning(Code::UnencodedReference, place, message).help(help))
    }

    /// Rewrites the document to plain JSON Schema. `targets` are the JSON Pointers that references
    /// lead to.
    pub(super) fn make_plain(&mut self, reading: Reading, targets: &BTreeSet<String>) {
        for target in targets {
            let starts = &mut self.starts;
            if !starts
                .iter()
                .any(|start| holds(&self.dialect, self.source.value(), start, target))
            {
                starts.insert(target.clone());
            }
        }
        let plain = plain(
            &self.source,
            self.schema(),
            &self.dialect,
            reading,
            &self.starts,
        );
        self.plain = plain.value;
        self.warnings = plain.warnings;
        self.warnings.extend(self.of_unencoded());
        self.implied = plain.implied;
        self.value = self.schema().clone();
        for start in &self.starts {
            if let Some(schema) = self.value.pointer_mut(start) {
                formats::remove_unknown(&self.dialect, schema);
            }
        }
        self.moved = ignored::remove(&self.dialect, &mut self.value, &self.starts);
        let starts = std::mem::take(&mut self.starts);
        self.starts = starts.iter().map(|start| self.moved_to(start)).collect();
    }

    /// The JSON Pointer in `value` for one in the source.
    pub(super) fn moved_to(&self, pointer: &str) -> String {
        let moved = self.moved.iter().find_map(|moved| moved.forward(pointer));
        moved.unwrap_or_else(|| pointer.to_owned())
    }

    /// The JSON Pointer in the source for one in `value`.
    pub(super) fn in_source(&self, pointer: &str) -> String {
        let moved = self.moved.iter().find_map(|moved| moved.back(pointer));
        moved.unwrap_or_else(|| pointer.to_owned())
    }

    /// Notes that a part of the source is elsewhere in `value`, for places in diagnostics.
    pub(super) fn note_moved(&mut self, from: String, to: String) {
        self.moved.push(Moved { from, to });
    }

    /// Changes one schema, in the plain document and in `value`; the second argument of `change` is
    /// `true` for the plain document.
    pub(super) fn edit(&mut self, pointer: &str, change: impl Fn(&mut Value, bool)) {
        let source = &self.source;
        let plain = self.plain.get_or_insert_with(|| source.value().clone());
        if let Some(schema) = plain.pointer_mut(pointer) {
            change(schema, true);
        }
        if let Some(schema) = self.value.pointer_mut(pointer) {
            change(schema, false);
        }
    }

    /// Whether its draft has `$dynamicRef` or `$recursiveRef`.
    pub(super) fn has_dynamic_references(&self) -> bool {
        self.read_as.knows("$dynamicRef") || self.read_as.knows("$recursiveRef")
    }

    /// Every file that was read for it.
    pub(crate) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.path.iter().chain(&self.metaschemas)
    }

    /// Whether its dialect asserts formats, regardless of the caller's choice.
    pub(crate) fn asserts_formats(&self) -> bool {
        self.dialect.asserts_formats
    }

    /// The document as plain JSON Schema, for any validator.
    pub(super) fn schema(&self) -> &Value {
        self.plain.as_ref().unwrap_or(self.source.value())
    }

    /// The place in the source for a JSON Pointer into `value`.
    pub(super) fn place(&self, pointer: &str) -> Place {
        Place {
            source: Arc::clone(&self.source),
            pointer: self.in_source(pointer),
        }
    }

    /// The base URI of a schema: the nearest `$id` around it (core specification, section 8.2.1).
    pub(super) fn base_uri(&self, pointer: &str) -> String {
        let mut base = self.uri.clone();
        let mut at = Some(self.schema());
        for token in pointer_tokens(&self.in_source(pointer)) {
            at = at.and_then(|value| match value {
                Value::Object(members) => members.get(&token),
                Value::Array(items) => items.get(token.parse::<usize>().ok()?),
                _ => None,
            });
            if let Some(id) = at.and_then(|value| self.read_as.id_of(value)) {
                base = uri::resolve(&base, id).unwrap_or(base);
            }
        }
        base
    }
}

/// Notes the JSON Pointers of references that are not percent-encoded, and how they are encoded.
/// Those in keywords that the draft ignores are among them, since metaschemas look at them too.
fn note_unencoded(
    dialect: &Dialect,
    schema: &Value,
    pointer: &str,
    found: &mut Vec<(String, String)>,
) {
    let Value::Object(members) = schema else {
        return;
    };
    for keyword in [dialect.id_keyword(), "$ref", "$dynamicRef"] {
        let written = members.get(keyword).and_then(Value::as_str);
        if let Some(Cow::Owned(encoded)) = written.map(uri::encoded) {
            found.push((pointer_to(pointer, keyword), encoded));
        }
    }
    for (tokens, below) in subschemas(members) {
        note_unencoded(dialect, below, &pointer_below(pointer, &tokens), found);
    }
}

/// Whether the schema at `start` contains the one at `target` as a subschema.
fn holds(dialect: &Dialect, document: &Value, start: &str, target: &str) -> bool {
    let Some(below) = target.strip_prefix(start) else {
        return false;
    };
    if !(below.is_empty() || below.starts_with('/')) {
        return false;
    }
    let tokens: Vec<String> = pointer_tokens(below).collect();
    let schema = document.pointer(start);
    schema.is_some_and(|schema| is_subschema(dialect, schema, &tokens))
}
