//! Accepted fixtures are valid; rejected ones have one violation, at the pointer that `reject.json`
//! states.

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde_json::Value;

use crate::files::{payloads, schemas, stated};
use crate::{none, registry, roots, validator};

/// A violation: JSON Pointer to the value, and the keyword that rejects it.
type Violation = (String, String);

#[test]
fn accepted_fixtures_are_accepted() {
    let schemas = schemas();
    let registry = registry(&schemas);
    for root in &roots().collect::<Vec<_>>() {
        let validator = validator(&registry, root);
        let payloads = payloads(root, "accept");
        assert!(payloads.len() >= 10, "{root}: only {}", payloads.len());
        none(payloads.iter().flat_map(|(name, payload)| {
            let violations = violations(&validator, payload).into_iter();
            violations.map(move |violation| format!("{root} {name}: {violation:?}"))
        }));
    }
}

#[test]
fn rejected_fixtures_have_the_stated_violation_only() {
    let schemas = schemas();
    let registry = registry(&schemas);
    for root in roots() {
        let validator = validator(&registry, &root);
        let stated = stated(&root);
        let payloads = payloads(&root, "reject");
        assert!(payloads.len() >= 24, "{root}: only {}", payloads.len());
        none(payloads.iter().filter_map(|(name, payload)| {
            let found = violations(&validator, payload);
            let text = |member: &str| stated[name][member].as_str().unwrap_or("?").to_owned();
            let expected = (text("pointer"), text("keyword"));
            let right = is_only(&found, &expected);
            (!right).then(|| format!("{root} {name}: {expected:?} is stated, {found:?} found"))
        }));
    }
}

#[test]
fn reject_json_lists_the_rejected_fixtures() {
    for root in roots() {
        let stated = stated(&root);
        let listed: Vec<_> = stated.as_object().unwrap().keys().cloned().collect();
        let there: Vec<_> = payloads(&root, "reject").into_keys().collect();
        assert_eq!(listed, there, "{root}");
    }
}

/// All violations of a payload.
fn violations(validator: &Validator, payload: &Value) -> Vec<Violation> {
    let mut found = Vec::new();
    for error in validator.iter_errors(payload) {
        leaves(&error, &mut found);
    }
    found
}

/// Collects the violations of an error. For `anyOf: [reference, null]` those of the reference are
/// taken instead of the `anyOf` itself.
fn leaves(error: &ValidationError<'_>, into: &mut Vec<Violation>) {
    match error.kind() {
        ValidationErrorKind::AnyOf { context } => {
            for inner in &context[0] {
                leaves(inner, into);
            }
        }
        kind => into.push((error.instance_path().to_string(), kind.keyword().to_owned())),
    }
}

/// Whether the expected violation is the only one. (A value of another JSON type also violates the
/// `const` or `enum` beside `type`.)
fn is_only(found: &[Violation], expected: &Violation) -> bool {
    let beside = |(pointer, keyword): &Violation| {
        expected.1 == "type"
            && *pointer == expected.0
            && ["const", "enum"].contains(&keyword.as_str())
    };
    found.contains(expected)
        && found
            .iter()
            .all(|violation| violation == expected || beside(violation))
}
