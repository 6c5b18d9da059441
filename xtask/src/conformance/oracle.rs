//! What the `jsonschema` crate says: which texts a schema accepts, and whether two values are equal.
//!
//! The second opinion. Never knows the generator.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use jsonschema::{Retrieve, Uri};
use serde_json::{Value, json};

use super::case::{Reference, Schema};
use super::files::read;

/// Whether the schema accepts each text; a text that is not JSON is accepted by nothing. `Err` says
/// why the schema cannot be used.
pub(super) fn judge(
    schema: &Schema,
    texts: &[String],
    references: &[Reference],
    formats: bool,
) -> Result<Vec<bool>, String> {
    let (base, text) = match schema {
        Schema::Text { name, text } => (format!("json-schema:///{name}"), text.clone()),
        Schema::File(path) => (file_uri(path), read(path)?),
    };
    let schema: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let validator = jsonschema::options()
        .with_base_uri(base)
        .with_retriever(Files::new(references))
        .should_validate_formats(formats)
        .build(&schema)
        .map_err(|error| error.to_string())?;
    let accepts = |text: &String| {
        let value = serde_json::from_str::<Value>(text);
        value.is_ok_and(|value| validator.is_valid(&value))
    };
    Ok(texts.iter().map(accepts).collect())
}

/// Equality as JSON Schema defines it, which is what the keyword `const` asks for.
pub(super) fn equal(left: &Value, right: &Value) -> bool {
    let same = jsonschema::validator_for(&json!({ "const": left }));
    same.is_ok_and(|same| same.is_valid(right))
}

fn file_uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// Documents by the URIs they were given for, and by their paths.
struct Files(HashMap<String, PathBuf>);

impl Files {
    fn new(references: &[Reference]) -> Self {
        let mut files = HashMap::new();
        for Reference { uri, path } in references {
            // The first one counts, as it does for the generator.
            files.entry(uri.clone()).or_insert_with(|| path.clone());
            files.entry(file_uri(path)).or_insert_with(|| path.clone());
        }
        Self(files)
    }
}

impl Retrieve for Files {
    fn retrieve(
        &self,
        uri: &Uri<String>,
    ) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        let Self(files) = self;
        let name = uri.as_str().trim_end_matches('#');
        let path = files
            .get(name)
            .ok_or_else(|| format!("`{uri}` was not given"))?;
        Ok(serde_json::from_str(&read(path)?)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::files::write;

    #[test]
    fn equality_is_json_schemas() {
        let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        for (left, right, expected) in [
            ("1", "1.0", true),
            (r#"{"a": 1, "b": [2]}"#, r#"{"b": [2.0], "a": 1}"#, true),
            ("9007199254740993", "9007199254740992.0", false),
            ("0", "false", false),
            (r#"{"a": null}"#, "{}", false),
            (r#"{"$ref": "nowhere"}"#, r#"{"$ref": "nowhere"}"#, true),
            (r#"{"$ref": "nowhere"}"#, "1", false),
        ] {
            assert_eq!(
                equal(&value(left), &value(right)),
                expected,
                "{left} {right}"
            );
        }
    }

    #[test]
    fn documents_are_found_by_uri_and_formats_are_what_the_caller_says() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("other.json");
        write(&path, r#"{"type": "string", "format": "date"}"#).unwrap();
        let uri = "https://example.com/other".to_owned();
        let schema = Schema::Text {
            name: "s.json".to_owned(),
            text: format!(r#"{{"$ref": "{uri}"}}"#),
        };
        let texts = [r#""x""#, "1", "nonsense"].map(str::to_owned);
        let references = [Reference { uri, path }];
        let verdicts = judge(&schema, &texts, &references, false).unwrap();
        assert_eq!(verdicts, [true, false, false]);
        let verdicts = judge(&schema, &texts, &references, true).unwrap();
        assert_eq!(verdicts, [false, false, false]);
        let error = judge(&schema, &texts, &[], false).unwrap_err();
        assert!(error.contains("example.com/other"), "{error}");
    }
}
