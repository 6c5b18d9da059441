//! Schema resources inside a document: schemas that carry an `$id` of their own (core
//! specification, section 9.3).
//!
//! Takes a document; gives the URI and the pointer of each.

use serde_json::Value;

use super::{Document, dialect, uri};
use crate::source::pointer_to;

/// Every embedded resource, in the order of the document.
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
        let id = dialect::id_of(document.draft, value).and_then(|id| uri::resolve(base, id));
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
