//! The validators that verdicts are taken from: `jsonschema` and `boon`, which share no code. They
//! must not use the generator or its runtime.

mod by_boon;
mod by_jsonschema;
mod documents;
mod exact;
mod strict;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::case::{Reference, Schema};
pub(super) use by_jsonschema::equal;
pub(super) use strict::value;

/// A validator that shares no code with this project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Validator {
    Jsonschema,
    Boon,
}

impl Validator {
    pub(super) const ALL: [Self; 2] = [Self::Jsonschema, Self::Boon];

    /// The name that reports and the list of known disagreements use.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Jsonschema => "jsonschema",
            Self::Boon => "boon",
        }
    }
}

/// Whether an instance is valid. `Err`: why the validator has no verdict.
pub(super) type Verdict = Result<bool, String>;

/// Validates each text. `Err`: why the validator cannot use the schema.
pub(super) fn validate(
    validator: Validator,
    schema: &Schema,
    texts: &[String],
    references: &[Reference],
    formats: bool,
) -> Result<Vec<Verdict>, String> {
    let (base, schema) = documents::root(schema)?;
    let values = texts.iter().map(|text| value(text));
    match validator {
        Validator::Jsonschema => {
            let validator = by_jsonschema::compile(&base, &schema, references, formats)?;
            let verdict = |value: Result<Value, String>| Ok(validator.is_valid(&value?));
            Ok(values.map(verdict).collect())
        }
        Validator::Boon => {
            let validator = by_boon::Compiled::new(&base, schema, references, formats)?;
            Ok(values.map(|value| validator.verdict(&value?)).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use scratch_crates::write;

    fn verdicts(schema: &str, texts: &[&str], formats: bool) -> [Vec<Verdict>; 2] {
        let schema = Schema::Text {
            name: "s.json".to_owned(),
            text: schema.to_owned(),
        };
        let texts: Vec<String> = texts.iter().map(|&text| text.to_owned()).collect();
        Validator::ALL.map(|it| validate(it, &schema, &texts, &[], formats).unwrap())
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
        for validator in Validator::ALL {
            let validate =
                |references, formats| validate(validator, &schema, &texts, references, formats);
            let verdicts = validate(&references, false).unwrap();
            assert_eq!(verdicts[..2], [Ok(true), Ok(false)]);
            assert!(verdicts[2].is_err());
            let verdicts = validate(&references, true).unwrap();
            assert_eq!(verdicts[..2], [Ok(false), Ok(false)]);
            let error = validate(&[], false).unwrap_err();
            assert!(error.contains("example.com/other"), "{error}");
        }
    }

    /// `boon` asserts formats up to draft 7 and has no option against it.
    #[test]
    fn formats_are_annotations_in_every_draft() {
        for draft in [
            "http://json-schema.org/draft-04/schema#",
            "http://json-schema.org/draft-07/schema#",
        ] {
            for format in ["date", "regex", "uri"] {
                let schema = format!(r#"{{"$schema": "{draft}", "format": "{format}"}}"#);
                let [left, right] = verdicts(&schema, &[r#""(""#], false);
                assert_eq!((left, right), (vec![Ok(true)], vec![Ok(true)]), "{format}");
            }
        }
    }

    #[test]
    fn boon_has_no_verdict_where_doubles_do_not_decide() {
        let [left, right] = verdicts(
            r#"{"minimum": 9007199254740993}"#,
            &["9007199254740992", "1"],
            false,
        );
        assert_eq!(left, [Ok(false), Ok(false)]);
        assert!(right[0].is_err(), "{right:?}");
        assert_eq!(right[1], Ok(false));
        let [left, right] = verdicts(r#"{"multipleOf": 0.01}"#, &["4.35", "\"x\""], false);
        assert_eq!(left, [Ok(true), Ok(true)]);
        assert_eq!(right[1], Ok(true));
        assert!(right[0].is_err(), "{right:?}");
    }
}
