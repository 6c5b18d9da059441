//! Rewrites a document to plain JSON Schema of one draft: `OpenAPI`'s keywords, keywords of
//! vocabularies that are not in force, and implied types. It rewrites in place, so that no JSON
//! Pointer changes.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::schema::dialect::Dialect;
use crate::schema::keyword::Vocabulary;
use crate::schema::normalize::implied;
use crate::schema::normalize::openapi::OpenApi;
use crate::schema::normalize::vocabulary;
use crate::schema::subschemas::{change_each_in, pointer_below};
use crate::source::{Source, pointer_to};

/// What the caller allows in documents beyond JSON Schema.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Reading {
    pub(crate) openapi: Option<OpenApi>,
    pub(crate) implied_types: bool,
}

/// A document as plain JSON Schema.
#[derive(Debug, Default)]
pub(in crate::schema) struct Plain {
    /// `None` where the source is plain already.
    pub(in crate::schema) value: Option<Value>,
    pub(in crate::schema) warnings: Vec<Diagnostic>,
    /// How many schemas got an implied type.
    pub(in crate::schema) implied: usize,
}

/// The state of a walk over a document: the current schema, and the warnings so far.
struct Rewriting<'s> {
    dialect: &'s Dialect,
    warnings: Vec<Diagnostic>,
    in_force: Option<&'s [Vocabulary]>,
    source: &'s Arc<Source>,
    pointer: String,
    implied: usize,
}

/// Rewrites the schemas that start at these JSON Pointers of `document`, and all their subschemas.
/// Warnings are placed in `source`, which it was read from.
pub(in crate::schema) fn plain(
    source: &Arc<Source>,
    document: &Value,
    dialect: &Dialect,
    reading: Reading,
    starts: &BTreeSet<String>,
) -> Plain {
    let is_plain = Dialect::is_named_by(document);
    let reads_more = reading.openapi.is_some() || reading.implied_types;
    if is_plain && dialect.vocabularies.is_none() && !reads_more {
        return Plain {
            value: (document != source.value()).then(|| document.clone()),
            ..Plain::default()
        };
    }
    let mut value = document.clone();
    let mut rewriting = Rewriting::new(source, dialect);
    for start in starts {
        if let Some(schema) = value.pointer_mut(start) {
            rewriting.pointer.clone_from(start);
            rewriting.walk(schema, reading);
        }
    }
    if let Value::Object(members) = &mut value {
        let draft = dialect.uri().into();
        match members.get_mut("$schema") {
            Some(said) if !is_plain => *said = draft,
            // Without a `$schema`, validators would read the plain document in another draft.
            None if dialect.draft != Dialect::default().draft => {
                members.shift_insert(0, "$schema".to_owned(), draft);
            }
            _ => {}
        }
    }
    Plain {
        value: (value != *source.value()).then_some(value),
        warnings: rewriting.warnings,
        implied: rewriting.implied,
    }
}

impl<'s> Rewriting<'s> {
    fn new(source: &'s Arc<Source>, dialect: &'s Dialect) -> Self {
        Self {
            dialect,
            in_force: dialect.vocabularies.as_deref(),
            warnings: Vec::new(),
            source,
            pointer: String::new(),
            implied: 0,
        }
    }

    /// Warns that a keyword of the current schema has no effect.
    fn no_effect(&mut self, keyword: &str, why: &str, help: &str) {
        let place = Place {
            source: Arc::clone(self.source),
            pointer: pointer_to(&self.pointer, keyword),
        };
        self.warnings
            .push(Diagnostic::warning(Code::NoEffect, place, why).help(help));
    }

    fn walk(&mut self, schema: &mut Value, reading: Reading) {
        let Value::Object(members) = schema else {
            return;
        };
        if reading.implied_types && implied::add_type(members) {
            self.implied += 1;
        }
        if let Some(version) = reading.openapi {
            let dialect = self.dialect;
            version.rewrite(members, dialect, &mut |keyword, why, help| {
                self.no_effect(keyword, why, help);
            });
        }
        change_each_in(self.dialect, schema, |tokens, below| {
            // A subschema of another dialect is not rewritten.
            if below.get("$schema").is_some() {
                return;
            }
            let affirmative = tokens.first().is_some_and(|it| implied::is_affirmative(it));
            let reading = Reading {
                implied_types: reading.implied_types && affirmative,
                ..reading
            };
            let here = self.pointer.len();
            self.pointer = pointer_below(&self.pointer, tokens);
            self.walk(below, reading);
            self.pointer.truncate(here);
        });
        if let (Some(in_force), Value::Object(members)) = (self.in_force, schema) {
            vocabulary::restrict(in_force, members);
        }
    }
}
