//! One document that holds everything a schema refers to.
//!
//! Takes a document; gives a compound schema document (core specification, section 9.3) that any
//! validator can use without further files.

use serde_json::Value;

use super::{Document, Schemas};

impl Schemas<'_> {
    /// The document with all that it refers to embedded under `$defs`, each by its `$id`.
    pub(crate) fn bundle(&self, document: &Document) -> Result<Value, referencing::Error> {
        jsonschema::options()
            .with_draft(document.draft)
            .with_registry(self.registry())
            .with_base_uri(document.uri.as_str())
            .bundle(document.source.value())
    }
}
