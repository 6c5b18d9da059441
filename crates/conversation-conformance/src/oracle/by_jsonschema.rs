//! The `jsonschema` crate as a validator, with a `multipleOf` that divides decimally.

use jsonschema::{Retrieve, Uri, Validator};
use serde_json::{Value, json};

use super::documents::Documents;
use super::exact::MultipleOf;
use crate::case::Reference;

pub(super) fn compile(
    base: &str,
    schema: &Value,
    references: &[Reference],
    formats: bool,
) -> Result<Validator, String> {
    jsonschema::options()
        .with_base_uri(base.to_owned())
        .with_retriever(Files(Documents::new(references)))
        .should_validate_formats(formats)
        // jsonschema 0.60.2 divides by the double nearest to the divisor.
        .with_keyword("multipleOf", MultipleOf::compile)
        .build(schema)
        .map_err(|error| error.to_string())
}

/// Equality as JSON Schema defines it for `const`.
pub(crate) fn equal(left: &Value, right: &Value) -> bool {
    let same = jsonschema::validator_for(&json!({ "const": left }));
    same.is_ok_and(|same| same.is_valid(right))
}

struct Files(Documents);

impl Retrieve for Files {
    fn retrieve(
        &self,
        uri: &Uri<String>,
    ) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        Ok(self.0.get(uri.as_str())?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
