//! Validates the schemas and their fixtures with the `jsonschema` crate alone. Of generated code
//! only the names of models are used.
//!
//! [`form`]: the schemas are well formed, and written as `schemas/README.md` says. [`verdicts`]:
//! every accepted fixture is valid, every rejected one has the stated violation only. [`coverage`]:
//! the accepted ones together use every property and every listed value.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what is wrong by panicking"
)]

mod coverage;
mod files;
mod form;
mod verdicts;

use conversation_validator::Model;
use jsonschema::{Registry, Validator};
use serde_json::json;

/// The root of each model, as a path below `schemas/`; its fixtures' folder is named alike.
fn roots() -> impl Iterator<Item = String> {
    let models = Model::ALL.iter();
    models.map(|model| format!("{}.json", model.name().replace('.', "/")))
}

/// The part of a schema's `$id` before its path.
const BASE: &str = "https://conversation-schemas.example/";

/// A registry of all schemas, by their URIs.
fn registry(schemas: &files::Schemas) -> Registry<'_> {
    let pairs = schemas
        .iter()
        .map(|(path, schema)| (format!("{BASE}{path}"), schema));
    Registry::new().extend(pairs).unwrap().prepare().unwrap()
}

/// A validator for the schema, or part of one, at `path`; formats are asserted.
fn validator(registry: &Registry<'_>, path: &str) -> Validator {
    let options = jsonschema::options()
        .with_registry(registry)
        .should_validate_formats(true)
        .offline();
    options
        .build(&json!({ "$ref": format!("{BASE}{path}") }))
        .unwrap()
}

/// Fails with a list of all complaints, unless there are none.
fn none(complaints: impl IntoIterator<Item = String>) {
    let all: Vec<_> = complaints.into_iter().collect();
    assert!(
        all.is_empty(),
        "{} complaints:\n{}",
        all.len(),
        all.join("\n")
    );
}
