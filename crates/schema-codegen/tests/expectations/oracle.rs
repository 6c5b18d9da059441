//! What the `jsonschema` crate says about a case. Takes a case, gives verdicts.

use jsonschema::canonical::{CanonicalView, options};
use jsonschema::{Retrieve, Uri, Validator};
use schema_codegen::Formats;
use serde_json::Value;

use crate::case::Case;
use crate::exact;

/// The reference validator for one schema.
pub(crate) struct Oracle {
    validator: Validator,
    everything: bool,
}

impl Oracle {
    pub(crate) fn of(case: &Case) -> Self {
        let schema = plain_schema(case);
        let validator = jsonschema::options()
            .with_base_uri(format!("json-schema:///cases/{}.json", case.name))
            .with_retriever(Documents(case.clone()))
            .should_validate_formats(case.formats == Formats::Assert)
            .with_keyword("multipleOf", exact::multiple_of)
            .build(&schema)
            .unwrap_or_else(|error| panic!("{}: {error}", case.name));
        Self {
            everything: accepts_everything(case, &schema),
            validator,
        }
    }

    pub(crate) fn accepts(&self, instance: &Value) -> bool {
        self.validator.is_valid(instance)
    }

    /// Whether the algebra knows that nothing is refused.
    pub(crate) fn accepts_everything(&self) -> bool {
        self.everything
    }
}

/// The schema in plain JSON Schema: its own words, or what the generator gives to validators
/// where it reads more into them.
fn plain_schema(case: &Case) -> Value {
    if case.openapi.is_none() && !case.implied_types {
        return case.schema.clone();
    }
    let folder = tempfile::tempdir().unwrap();
    case.write(folder.path());
    let modules = case.builder(folder.path()).generate_modules();
    let modules = modules.unwrap_or_else(|error| panic!("{}: {error}", case.name));
    let mut files = modules.files().iter();
    let bundle = files.find(|file| file.name.ends_with(".schema.json"));
    serde_json::from_str(&bundle.unwrap().text).unwrap()
}

fn accepts_everything(case: &Case, schema: &Value) -> bool {
    let canonical = options()
        .should_validate_formats(case.formats == Formats::Assert)
        .canonicalize(schema);
    canonical.is_ok_and(|canonical| matches!(canonical.view(), CanonicalView::True))
}

/// The documents of a case, by the end of their URI or by the URI the case gives them.
struct Documents(Case);

impl Retrieve for Documents {
    fn retrieve(
        &self,
        uri: &Uri<String>,
    ) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        let Self(case) = self;
        let last = uri.as_str().rsplit('/').next().unwrap_or_default();
        let name = case
            .references
            .get(uri.as_str())
            .map_or(last, String::as_str);
        if name == format!("{}.json", case.name) {
            return Ok(case.schema.clone());
        }
        let found = case.files.get(name).cloned();
        found.ok_or_else(|| format!("{}: `{uri}` is not in the case", case.name).into())
    }
}
