//! The documents that a schema may refer to when a validator reads it: those that the generator
//! gets, under the same URIs.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::case::{Reference, Schema};
use crate::files::read;

/// The URI and the value of a schema.
pub(super) fn root(schema: &Schema) -> Result<(String, Value), String> {
    let (base, text) = match schema {
        Schema::Text { name, text } => (format!("json-schema:///{name}"), text.clone()),
        Schema::File(path) => (file_uri(path), read(path)?),
    };
    let value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    Ok((base, value))
}

/// Documents by the URIs they were given for, and by their paths.
pub(super) struct Documents(HashMap<String, PathBuf>);

impl Documents {
    pub(super) fn new(references: &[Reference]) -> Self {
        let mut files = HashMap::new();
        for Reference { uri, path } in references {
            // The first one counts, as it does for the generator.
            files.entry(uri.clone()).or_insert_with(|| path.clone());
            files.entry(file_uri(path)).or_insert_with(|| path.clone());
        }
        Self(files)
    }

    pub(super) fn get(&self, uri: &str) -> Result<Value, String> {
        let Self(files) = self;
        let path = files
            .get(uri.trim_end_matches('#'))
            .ok_or_else(|| format!("`{uri}` was not given"))?;
        serde_json::from_str(&read(path)?).map_err(|error| error.to_string())
    }
}

fn file_uri(path: &Path) -> String {
    format!("file://{}", path.display())
}
