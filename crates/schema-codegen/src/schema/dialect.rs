//! Which dialect a document is written in: a draft, and what a metaschema of one's own leaves out.
//!
//! Takes `$schema` and metaschemas; gives [`Dialect`]s, or a diagnostic for one that is not known.

use std::sync::Arc;

use referencing::Draft;
use serde_json::Value;

use super::keyword::Vocabulary;
use super::keyword::is_reference_alone;
use super::vocabulary;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::source::Source;

/// How deep metaschemas may be written in metaschemas.
const DEEPEST: usize = 8;

/// How a document is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub(crate) draft: Draft,
    /// The vocabularies in force, when a metaschema chooses among them.
    pub(super) vocabularies: Option<Vec<Vocabulary>>,
    /// Whether formats are rules, whatever the caller says.
    pub(super) asserts_formats: bool,
}

impl Dialect {
    /// All of a draft.
    pub(super) const fn of(draft: Draft) -> Self {
        Self {
            draft,
            vocabularies: None,
            asserts_formats: false,
        }
    }
}

/// The dialect of a document; `asking` is that of whoever refers to it, which counts when it says
/// none of its own (core specification, section 8.1.1, leaves that open). `find` gives the document
/// that a URI names.
pub(super) fn detect(
    source: &Source,
    asking: &Dialect,
    find: &dyn Fn(&str) -> Option<Source>,
) -> Result<Dialect, Diagnostic> {
    match source.value().get("$schema").and_then(Value::as_str) {
        None => Ok(asking.clone()),
        Some(uri) => named(uri, find, DEEPEST)
            .map_err(|problem| *problem)?
            .ok_or_else(|| unknown(source)),
    }
}

/// The dialect that a URI names; `None` when nobody knows it.
fn named(
    uri: &str,
    find: &dyn Fn(&str) -> Option<Source>,
    depth: usize,
) -> Result<Option<Dialect>, Box<Diagnostic>> {
    let draft = Draft::from_schema_uri(uri);
    if draft != Draft::Unknown {
        return Ok(Some(Dialect::of(draft)));
    }
    if uri == OPENAPI_3_1 {
        return Ok(Some(Dialect::of(Draft::Draft202012)));
    }
    let Some(metaschema) = find(uri.trim_end_matches('#')) else {
        return Ok(None);
    };
    let listed = vocabulary::listed(&metaschema)?;
    let written = metaschema.value().get("$schema").and_then(Value::as_str);
    let base = match written {
        // One that describes itself says by its core vocabulary what it is built on.
        Some(own) if own != uri && depth > 0 => named(own, find, depth - 1)?,
        _ => None,
    };
    let draft = listed.as_ref().and_then(|listed| listed.draft);
    let draft = draft.or(base.as_ref().map(|base| base.draft));
    let asserts_formats = listed.as_ref().is_some_and(|it| it.asserts_formats);
    Ok(draft.map(|draft| Dialect {
        draft,
        asserts_formats,
        // Before 2019-09 there are no vocabularies, and a metaschema switches nothing off.
        vocabularies: listed
            .filter(|_| draft >= Draft::Draft201909)
            .map(|listed| listed.vocabularies),
    }))
}

/// The dialect of `OpenAPI` 3.1: 2020-12 and a vocabulary of annotations.
const OPENAPI_3_1: &str = "https://spec.openapis.org/oas/3.1/dialect/base";

fn unknown(source: &Source) -> Diagnostic {
    let place = Place {
        source: Arc::new(source.clone()),
        pointer: "/$schema".to_owned(),
    };
    let message = "`$schema` names a dialect that is not known here";
    Diagnostic::error(Code::UnknownDialect, place, message).help(
        "drafts 4, 6, 7, 2019-09 and 2020-12 of JSON Schema are known, and metaschemas built on them that are given by `--ref URI=PATH` or `--ref-dir DIR`",
    )
}

/// The `$id` (draft 4: `id`) of a schema, when it names a document and not a mere anchor.
pub(super) fn id_of(draft: Draft, schema: &Value) -> Option<&str> {
    let schema = schema.as_object()?;
    if is_reference_alone(draft, schema) {
        return None;
    }
    let keyword = if draft == Draft::Draft4 { "id" } else { "$id" };
    let id = schema.get(keyword)?.as_str()?;
    (!id.starts_with('#')).then_some(id)
}

/// What `$schema` says in a draft.
pub(super) fn uri(draft: Draft) -> &'static str {
    match draft {
        Draft::Draft4 => "http://json-schema.org/draft-04/schema#",
        Draft::Draft6 => "http://json-schema.org/draft-06/schema#",
        Draft::Draft7 => "http://json-schema.org/draft-07/schema#",
        Draft::Draft201909 => "https://json-schema.org/draft/2019-09/schema",
        _ => "https://json-schema.org/draft/2020-12/schema",
    }
}
