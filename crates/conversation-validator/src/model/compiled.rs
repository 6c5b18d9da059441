//! What the full engine needs of one model, prepared once: the schema document for look-ups, and
//! the compiled validator. `format` is an assertion, and no document is fetched.

use schema_runtime::__private::FullValidator;

use crate::locate::tape::OnTape;
use crate::model::bundle::Bundle;

/// What the full engine needs of one model.
#[derive(Debug)]
pub(crate) struct Compiled {
    bundle: Bundle,
    validator: Result<FullValidator<OnTape>, String>,
}

impl Compiled {
    /// Never fails: an unusable schema is an error of [`Self::validator`], reported as a bug of
    /// ours.
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

    /// The full validator, or the reason why the schema does not compile.
    pub(crate) const fn validator(&self) -> Result<&FullValidator<OnTape>, &String> {
        self.validator.as_ref()
    }
}

/// Compiles the validator that generated types use for full validation, so that dates, numbers and
/// patterns have the same meaning here and there.
fn build(bundle: &Bundle) -> Result<FullValidator<OnTape>, String> {
    FullValidator::over(bundle.root(), true)
        .map_err(|error| format!("the bundled schema does not compile: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Model;
    use crate::locate::tape::{Instance, Tape};

    fn is_valid(validator: &FullValidator<OnTape>, text: &str) -> bool {
        let tape = Tape::new(text).unwrap();
        let root = Instance::Value(tape.root());
        validator
            .ask(&root, |validator| validator.is_valid(root))
            .unwrap()
    }

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
            assert_eq!(is_valid(validator, &quoted), expected, "{text}");
        }
        // `format` applies to strings only.
        assert!(is_valid(validator, "null"));
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
