//! Embedded schema resources: schemas inside a document that carry an `$id` of their own (core
//! specification, section 9.3).

use serde_json::Value;

use crate::schema::Document;
use crate::schema::uri;
use crate::source::pointer_to;

/// The URI and the JSON Pointer of every embedded resource, in the order of the document.
pub(super) fn resources(document: &Document) -> Vec<(String, String)> {
    let mut found = Vec::new();
    below(document, document.schema(), &document.uri, "", &mut found);
    found
}

fn below(
    document: &Document,
    value: &Value,
    base: &str,
    pointer: &str,
    found: &mut Vec<(String, String)>,
) {
    let mut visit = |token: &str, value: &Value| {
        let pointer = pointer_to(pointer, token);
        let id = document
            .read_as
            .id_of(value)
            .and_then(|id| uri::resolve(base, id));
        if let Some(uri) = &id {
            found.push((uri.clone(), pointer.clone()));
        }
        below(
            document,
            value,
            id.as_deref().unwrap_or(base),
            &pointer,
            found,
        );
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| visit(name, value)),
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(index, value)| visit(&index.to_string(), value));
        }
        _ => {}
    }
}
