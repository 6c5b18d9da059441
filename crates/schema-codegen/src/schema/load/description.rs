//! Whole API descriptions (`OpenAPI`, `AsyncAPI`, Swagger) that the caller named as a schema. Read
//! as a schema, a description accepts everything and warns of nothing, so it is reported.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::schema::normalize::openapi::OpenApi;
use crate::source::Source;

/// A root with any of these keywords is meant as a schema too.
const OF_SCHEMAS: &[&str] = &[
    "$ref",
    "$schema",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "enum",
    "if",
    "items",
    "not",
    "oneOf",
    "patternProperties",
    "properties",
    "required",
    "type",
];

/// An error for a description that is not read as one, with help on how to read it. `None` for a
/// schema, and for a description that is read as one.
pub(super) fn check(source: &Source, openapi: Option<OpenApi>) -> Option<Diagnostic> {
    let members = source.value().as_object()?;
    if OF_SCHEMAS
        .iter()
        .any(|keyword| members.contains_key(*keyword))
    {
        return None;
    }
    let said = |member| Some((member, members.get(member)?.as_str()?));
    let kinds = ["openapi", "swagger", "asyncapi"];
    let (member, version) = kinds.into_iter().find_map(said)?;
    let is = |start: &str| version == start || version.starts_with(&format!("{start}."));
    let (what, help) = match member {
        "openapi" if openapi.is_some() => return None,
        "openapi" if is("3.0") => ("an OpenAPI description", FLAG_3_0),
        "openapi" if is("3.1") => ("an OpenAPI description", FLAG_3_1),
        "openapi" => ("an OpenAPI description", NEITHER),
        "swagger" => ("a Swagger description", SWAGGER),
        _ => ("an AsyncAPI description", ASYNC),
    };
    let place = Place {
        source: Arc::new(source.clone()),
        pointer: format!("/{member}"),
    };
    let message = format!("this is {what} (`{member}: {version}`) and no schema");
    Some(Diagnostic::error(Code::NotASchema, place, message).help(help))
}

const FLAG_3_0: &str = "read it as one by `--openapi 3.0` (`Builder::openapi`): each of its component schemas becomes a type";
const FLAG_3_1: &str = "read it as one by `--openapi 3.1` (`Builder::openapi`): each of its component schemas becomes a type";
const NEITHER: &str = "only OpenAPI 3.0 and 3.1 can be read";
const SWAGGER: &str = "Swagger 2.0 is not supported yet; convert it to OpenAPI 3.0, or take the schemas out of its `definitions`";
const ASYNC: &str = "AsyncAPI is not supported yet; take the schemas out of its `components` into a file of their own";
