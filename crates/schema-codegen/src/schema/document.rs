//! A loaded document: what its file says, and what the pipeline reads.
//!
//! Takes a [`Source`] and its dialect; gives it as plain JSON Schema of one draft. Pointers into the
//! plain text lead to the same places of the source, or inside of them.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use referencing::Draft;
use serde_json::Value;

use super::dialect::{self, Dialect};
use super::reach::Folder;
use super::rewriting::{Reading, plain};
use super::siblings::{self, Moved};
use super::subschemas::is_subschema;
use super::{formats, uri};
use crate::diagnostic::{Diagnostic, Place};
use crate::source::{Source, pointer_tokens};

/// A loaded document.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    pub(crate) source: Arc<Source>,
    /// The file it was read from, if it was.
    pub(crate) path: Option<PathBuf>,
    /// The folder that its references may lead into beside those that all references may: that of
    /// a file that the caller named for a reference.
    pub(super) reach: Option<Folder>,
    /// The files of metaschemas that say how it is read.
    pub(super) metaschemas: Vec<PathBuf>,
    /// What references call it, without a fragment: its `$id`, or else an URI made of its path.
    pub(crate) uri: String,
    /// What it is written in.
    pub(super) dialect: Dialect,
    /// What it is read as: the same draft, or another one in which it says the same.
    pub(crate) draft: Draft,
    /// Other URIs that references use for it: where it was asked for, while its `$id` differs.
    pub(super) aliases: Vec<String>,
    /// The places of schemas inside that are written in another draft, and that draft.
    pub(super) foreign: Vec<(String, Draft)>,
    /// The document as plain JSON Schema, where that is not what the source says.
    plain: Option<Value>,
    /// Where schemas start: at the root, and where references lead beyond the keywords that hold
    /// schemas.
    pub(crate) starts: BTreeSet<String>,
    /// What was noticed when it was made plain.
    pub(crate) warnings: Vec<Diagnostic>,
    /// How many schemas got the type they imply.
    pub(crate) implied: usize,
    /// The plain document, less formats that no draft knows, since those assert nothing, and less what its draft ignores beside
    /// references.
    pub(super) value: Value,
    /// What is elsewhere in it than in the source.
    moved: Vec<Moved>,
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
            draft: dialect.draft,
            dialect,
            aliases: Vec::new(),
            foreign: Vec::new(),
            plain: None,
            warnings: Vec::new(),
            implied: 0,
            starts: BTreeSet::from([String::new()]),
            moved: Vec::new(),
        }
    }

    /// Makes the document plain, once it is known which places references lead to.
    pub(super) fn make_plain(&mut self, reading: Reading, targets: &BTreeSet<String>) {
        for target in targets {
            let starts = &mut self.starts;
            if !starts
                .iter()
                .any(|start| holds(self.dialect.draft, self.source.value(), start, target))
            {
                starts.insert(target.clone());
            }
        }
        let plain = plain(&self.source, &self.dialect, reading, &self.starts);
        self.plain = plain.value;
        self.warnings = plain.warnings;
        self.implied = plain.implied;
        self.value = self.schema().clone();
        for start in &self.starts {
            if let Some(schema) = self.value.pointer_mut(start) {
                formats::remove_unknown(self.dialect.draft, schema);
            }
        }
        self.moved = siblings::remove(self.dialect.draft, &mut self.value, &self.starts);
        let starts = std::mem::take(&mut self.starts);
        self.starts = starts.iter().map(|start| self.moved_to(start)).collect();
    }

    /// Where a place of the source is in what is read.
    pub(super) fn moved_to(&self, pointer: &str) -> String {
        let moved = self.moved.iter().find_map(|moved| moved.forward(pointer));
        moved.unwrap_or_else(|| pointer.to_owned())
    }

    /// Where the source has a place of what is read.
    pub(super) fn in_source(&self, pointer: &str) -> String {
        let moved = self.moved.iter().find_map(|moved| moved.back(pointer));
        moved.unwrap_or_else(|| pointer.to_owned())
    }

    /// Changes one schema, in the plain document and in what is read of it; the second argument of
    /// `change` says whether it is given the plain one.
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

    /// Every file that was read for it.
    pub(crate) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.path.iter().chain(&self.metaschemas)
    }

    /// Whether formats are rules in its dialect, whatever the caller says.
    pub(crate) fn asserts_formats(&self) -> bool {
        self.dialect.asserts_formats
    }

    /// The document as plain JSON Schema, for any validator.
    pub(super) fn schema(&self) -> &Value {
        self.plain.as_ref().unwrap_or(self.source.value())
    }

    /// A place in the source.
    pub(super) fn place(&self, pointer: &str) -> Place {
        Place {
            source: Arc::clone(&self.source),
            pointer: self.in_source(pointer),
        }
    }

    /// The base URI at a place: the nearest `$id` around it (core specification, section 8.2.1).
    pub(super) fn base_uri(&self, pointer: &str) -> String {
        let mut base = self.uri.clone();
        let mut at = Some(self.schema());
        for token in pointer_tokens(&self.in_source(pointer)) {
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

/// Whether the schema at one place of a document holds the schema at another.
fn holds(draft: Draft, document: &Value, start: &str, target: &str) -> bool {
    let Some(below) = target.strip_prefix(start) else {
        return false;
    };
    if !(below.is_empty() || below.starts_with('/')) {
        return false;
    }
    let tokens: Vec<String> = pointer_tokens(below).collect();
    let schema = document.pointer(start);
    schema.is_some_and(|schema| is_subschema(draft, schema, &tokens))
}
