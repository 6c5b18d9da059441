//! Accepted fixtures are accepted, rejected ones refused: each for one reason, at the pointer its `reject.json` states.

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde_json::Value;

use crate::files::{payloads, schemas, stated};
use crate::{none, registry, roots, validator};

/// Pointer of a value at fault, and the keyword that refuses it.
type Reason = (String, String);

#[test]
fn accepted_fixtures_are_accepted() {
    let schemas = schemas();
    let registry = registry(&schemas);
    for root in &roots().collect::<Vec<_>>() {
        let validator = validator(&registry, root);
        let payloads = payloads(root, "accept");
        assert!(payloads.len() >= 10, "{root}: only {}", payloads.len());
        none(payloads.iter().flat_map(|(name, payload)| {
            let reasons = reasons(&validator, payload).into_iter();
            reasons.map(move |reason| format!("{root} {name}: {reason:?}"))
        }));
    }
}

#[test]
fn rejected_fixtures_are_refused_for_the_one_reason_stated() {
    let schemas = schemas();
    let registry = registry(&schemas);
    for root in roots() {
        let validator = validator(&registry, &root);
        let stated = stated(&root);
        let payloads = payloads(&root, "reject");
        assert!(payloads.len() >= 24, "{root}: only {}", payloads.len());
        none(payloads.iter().filter_map(|(name, payload)| {
            let found = reasons(&validator, payload);
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

/// Where the engine finds fault.
fn reasons(validator: &Validator, payload: &Value) -> Vec<Reason> {
    let mut found = Vec::new();
    for error in validator.iter_errors(payload) {
        leaves(&error, &mut found);
    }
    found
}

/// Of `anyOf: [reference, null]` the reference is what a reader means, so faults are looked for in there.
fn leaves(error: &ValidationError<'_>, into: &mut Vec<Reason>) {
    match error.kind() {
        ValidationErrorKind::AnyOf { context } => {
            for inner in &context[0] {
                leaves(inner, into);
            }
        }
        kind => into.push((error.instance_path().to_string(), kind.keyword().to_owned())),
    }
}

/// One rule is broken, and it is the expected one. (A value of another type also misses the constant or the list that
/// stands beside `type`.)
fn is_only(found: &[Reason], expected: &Reason) -> bool {
    let beside = |(pointer, keyword): &Reason| {
        expected.1 == "type"
            && *pointer == expected.0
            && ["const", "enum"].contains(&keyword.as_str())
    };
    found.contains(expected)
        && found
            .iter()
            .all(|reason| reason == expected || beside(reason))
}
