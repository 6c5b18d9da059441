//! A loaded document: what its file says, and what the pipeline reads.
//!
//! Takes a [`Source`] and its dialect; gives it as plain JSON Schema of one draft. Pointers into the
//! plain text lead to the same places of the source, or inside of them.

use std::path::PathBuf;
use std::sync::Arc;

use referencing::Draft;
use serde_json::Value;

use super::dialect::{self, Dialect};
use super::{formats, uri, vocabulary};
use crate::diagnostic::Place;
use crate::source::{Source, pointer_tokens};

/// A loaded document.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) source: Arc<Source>,
    /// The file it was read from, if it was.
    pub(crate) path: Option<PathBuf>,
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
    /// The plain document, less formats that no draft knows, since those assert nothing.
    pub(super) value: Value,
}

impl Document {
    pub(super) fn new(
        source: Source,
        path: Option<PathBuf>,
        uri: String,
        dialect: Dialect,
    ) -> Self {
        let plain = plain(&source, &dialect);
        let mut value = plain.as_ref().unwrap_or(source.value()).clone();
        formats::remove_unknown(dialect.draft, &mut value);
        Self {
            source: Arc::new(source),
            path,
            metaschemas: Vec::new(),
            uri,
            draft: dialect.draft,
            dialect,
            aliases: Vec::new(),
            foreign: Vec::new(),
            plain,
            value,
        }
    }

    /// Every file that was read for it.
    pub(crate) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.path.iter().chain(&self.metaschemas)
    }

    /// The document as plain JSON Schema, for any validator.
    pub(super) fn schema(&self) -> &Value {
        self.plain.as_ref().unwrap_or(self.source.value())
    }

    /// A place in the source.
    pub(super) fn place(&self, pointer: &str) -> Place {
        Place {
            source: Arc::clone(&self.source),
            pointer: pointer.to_owned(),
        }
    }

    /// The base URI at a place: the nearest `$id` around it (core specification, section 8.2.1).
    pub(super) fn base_uri(&self, pointer: &str) -> String {
        let mut base = self.uri.clone();
        let mut at = Some(self.schema());
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

/// What the source says in plain JSON Schema; `None` when it does so already.
fn plain(source: &Source, dialect: &Dialect) -> Option<Value> {
    let mut value = source.value().clone();
    if let Some(in_force) = &dialect.vocabularies {
        vocabulary::restrict(dialect.draft, in_force, &mut value);
    }
    if let Some(said) = value.get_mut("$schema")
        && Draft::default().detect(source.value()) == Draft::Unknown
    {
        *said = dialect::uri(dialect.draft).into();
    }
    (value != *source.value()).then_some(value)
}
