//! The dialect of a document: a draft, and the vocabularies that a custom metaschema puts in force.
//! An unknown dialect is an error.

use std::sync::Arc;

use jsonschema::meta::MetaValidator;
use referencing::{Draft, ResourceRef};
use serde_json::{Map, Number, Value, json};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::schema::keyword::{self, Vocabulary};
use crate::schema::normalize::vocabulary;
use crate::source::Source;

/// How long a chain of custom metaschemas may be, each written in the next.
const DEEPEST: usize = 8;

/// How a document is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub(crate) draft: Draft,
    /// The vocabularies in force, when a metaschema chooses among them.
    pub(super) vocabularies: Option<Vec<Vocabulary>>,
    /// Whether the dialect asserts formats, regardless of the caller's choice.
    pub(super) asserts_formats: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self::DRAFT_2020_12
    }
}

impl Dialect {
    #[cfg(test)]
    pub(super) const DRAFT_4: Self = Self::of(Draft::Draft4);
    #[cfg(test)]
    pub(super) const DRAFT_6: Self = Self::of(Draft::Draft6);
    pub(super) const DRAFT_7: Self = Self::of(Draft::Draft7);
    #[cfg(test)]
    pub(super) const DRAFT_2019_09: Self = Self::of(Draft::Draft201909);
    pub(super) const DRAFT_2020_12: Self = Self::of(Draft::Draft202012);

    /// A draft with all its vocabularies.
    const fn of(draft: Draft) -> Self {
        Self {
            draft,
            vocabularies: None,
            asserts_formats: false,
        }
    }

    /// Whether a document names the draft that it is written in by its `$schema`.
    pub(super) fn is_named_by(document: &Value) -> bool {
        Draft::default().detect(document) != Draft::Unknown
    }

    /// The dialect of a subschema: the draft that its own `$schema` names, or else this one.
    pub(super) fn inside(&self, schema: &Value) -> Self {
        let draft = self.draft.detect(schema);
        if draft == self.draft {
            self.clone()
        } else {
            Self::of(draft)
        }
    }

    /// The `$schema` of the draft.
    pub(super) fn uri(&self) -> &'static str {
        match self.draft {
            Draft::Draft4 => "http://json-schema.org/draft-04/schema#",
            Draft::Draft6 => "http://json-schema.org/draft-06/schema#",
            Draft::Draft7 => "http://json-schema.org/draft-07/schema#",
            Draft::Draft201909 => "https://json-schema.org/draft/2019-09/schema",
            _ => "https://json-schema.org/draft/2020-12/schema",
        }
    }

    /// The validator of schemas; `None` if the draft is unknown.
    pub(super) fn metaschema(&self) -> Option<MetaValidator<'static>> {
        match self.draft {
            Draft::Draft4 => Some(jsonschema::draft4::meta::validator()),
            Draft::Draft6 => Some(jsonschema::draft6::meta::validator()),
            Draft::Draft7 => Some(jsonschema::draft7::meta::validator()),
            Draft::Draft201909 => Some(jsonschema::draft201909::meta::validator()),
            Draft::Draft202012 => Some(jsonschema::draft202012::meta::validator()),
            _ => None,
        }
    }

    /// The document as the crate for references takes it.
    pub(super) fn resource<'v>(&self, document: &'v Value) -> ResourceRef<'v> {
        self.draft.create_resource_ref(document)
    }

    /// The keyword by which a schema says its own URI.
    pub(super) fn id_keyword(&self) -> &'static str {
        match self.draft {
            Draft::Draft4 => "id",
            _ => "$id",
        }
    }

    /// The `$id` (draft 4: `id`) of a schema, when it names a document and not a mere anchor.
    pub(super) fn id_of<'v>(&self, schema: &'v Value) -> Option<&'v str> {
        let schema = schema.as_object()?;
        if self.is_reference_alone(schema) {
            return None;
        }
        let id = schema.get(self.id_keyword())?.as_str()?;
        (!id.starts_with('#')).then_some(id)
    }

    /// The keyword that holds schemas for others to refer to.
    pub(super) fn definitions_keyword(&self) -> &'static str {
        match self.draft {
            Draft::Draft4 | Draft::Draft6 | Draft::Draft7 => "definitions",
            _ => "$defs",
        }
    }

    /// The keyword for the items that have positions, and the one for those after them.
    pub(crate) fn tuple_keywords(&self) -> (&'static str, &'static str) {
        if self.draft <= Draft::Draft201909 {
            ("items", "additionalItems")
        } else {
            ("prefixItems", "items")
        }
    }

    /// A bound that is excluded itself: `exclusiveMinimum` with `minimum`, and their like.
    pub(crate) fn exclusive_bound(&self, exclusive: &str, plain: &str, bound: &Number) -> Value {
        match self.draft {
            Draft::Draft4 => json!({ plain: bound, exclusive: true }),
            _ => json!({ exclusive: bound }),
        }
    }

    /// As one keyword: an array has some item that satisfies `item`. Other instances satisfy it.
    pub(super) fn containing(&self, item: Value) -> (&'static str, Value) {
        match self.draft {
            Draft::Draft4 => ("not", json!({ "type": "array", "items": { "not": item } })),
            _ => ("contains", item),
        }
    }

    /// Whether an integer is a number that is written without a fraction (draft 4, section 3.5), and
    /// not one whose value is whole.
    pub(crate) fn has_plain_integers(&self) -> bool {
        self.draft == Draft::Draft4
    }

    /// Whether booleans make bounds exclusive.
    pub(super) fn has_boolean_bounds(&self) -> bool {
        self.draft == Draft::Draft4
    }

    /// Whether the draft knows a keyword.
    pub(super) fn knows(&self, keyword: &str) -> bool {
        keyword::is_known(self.draft, keyword)
    }

    /// Whether a schema is its `$ref` and nothing else: up to draft 7, nothing beside a `$ref` counts
    /// (core specification of draft 7, section 8.3).
    pub(super) fn is_reference_alone(&self, schema: &Map<String, Value>) -> bool {
        self.draft <= Draft::Draft7 && schema.contains_key("$ref")
    }

    /// Whether a keyword of a schema is ignored for the `$ref` beside it. Definitions can still be
    /// referred to.
    pub(super) fn ignores(&self, schema: &Map<String, Value>, keyword: &str) -> bool {
        self.is_reference_alone(schema) && keyword != "$ref" && !keyword::holds_definitions(keyword)
    }

    /// Whether a keyword can reject instances in other drafts only. Keywords of no draft are not
    /// among these.
    pub(super) fn is_foreign(&self, keyword: &str) -> bool {
        keyword::is(keyword, |row| row.asserts() && !row.asserts_in(self.draft))
    }
}

/// The dialect of a document. Without a `$schema` it is `asking`, the dialect of the document that
/// refers to it (core specification, section 8.1.1, leaves that open). `find` gives the document
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

/// The dialect that a URI names; `None` if it is unknown.
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
        // A metaschema that describes itself names its draft by its core vocabulary.
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
