//! A model's schema, made ready once: the document to look things up in and the full validator.
//!
//! Takes the text of a bundled schema; gives both. Formats are asserted, nothing is fetched.

use jsonschema::Validator;
use schema_runtime::DateTime;

use crate::{bundle::Bundle, multiple_of, tape::OnTape};

/// What the full engine needs of one model.
#[derive(Debug)]
pub(crate) struct Compiled {
    bundle: Bundle,
    validator: Result<Validator<OnTape>, String>,
}

impl Compiled {
    /// Never fails: a schema that cannot be used is reported when it is needed, as a bug of ours.
    pub(crate) fn new(schema: &str) -> Self {
        match Bundle::new(schema) {
            Ok(bundle) => Self {
                validator: build(&bundle),
                bundle,
            },
            Err(error) => Self {
                bundle: Bundle::empty(),
                validator: Err(format!("the bundled schema is not JSON: {error}")),
            },
        }
    }

    /// The schema document.
    pub(crate) const fn bundle(&self) -> &Bundle {
        &self.bundle
    }

    /// The full validator, or why there is none.
    pub(crate) const fn validator(&self) -> Result<&Validator<OnTape>, &String> {
        self.validator.as_ref()
    }
}

fn build(bundle: &Bundle) -> Result<Validator<OnTape>, String> {
    jsonschema::options_for::<OnTape>()
        .should_validate_formats(true)
        // jsonschema 0.60.2 takes some of `*+,-./` for digits and accepts `-126-11-20T09:00:00Z`;
        // RFC 3339 does not, and neither does the typed engine.
        .with_format("date-time", |text: &str| DateTime::new(text).is_ok())
        .with_keyword("multipleOf", multiple_of::keyword)
        .offline()
        .build(bundle.root())
        .map_err(|error| format!("the bundled schema does not compile: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Model,
        tape::{Instance, Tape},
    };

    #[test]
    fn every_bundled_schema_compiles() {
        for model in Model::ALL {
            assert!(model.compiled().validator().is_ok(), "{model}");
        }
    }

    #[test]
    fn a_date_and_time_is_what_rfc_3339_says() {
        let compiled = Compiled::new(r#"{"format": "date-time"}"#);
        let validator = compiled.validator().unwrap();
        for (text, expected) in [
            ("2026-11-20T09:00:00Z", true),
            ("2026-11-20t09:00:00.5+05:30", true),
            ("2016-12-31T23:59:60Z", true),
            ("-126-11-20T09:00:00Z", false),
            ("2026-11-/0T09:00:00Z", false),
            ("2024-02-30T10:00:00Z", false),
        ] {
            let quoted = format!("\"{text}\"");
            let tape = Tape::new(&quoted).unwrap();
            let is_valid = validator.is_valid(Instance::Value(tape.root()));
            assert_eq!(is_valid, expected, "{text}");
        }
        // A format says nothing about values of other types.
        let tape = Tape::new("null").unwrap();
        assert!(validator.is_valid(Instance::Value(tape.root())));
    }

    #[test]
    fn a_schema_that_cannot_be_used_is_a_reason_not_a_panic() {
        let reason = |schema| Compiled::new(schema).validator().unwrap_err().clone();
        assert!(reason("{").contains("not JSON"));
        assert!(reason(r#"{"type": 5}"#).contains("does not compile"));
        assert!(
            reason(r#"{"$ref": "https://example.com/elsewhere"}"#).contains("does not compile")
        );
    }
}
