//! Runs the fixtures of the workspace through this crate: verdicts, pointers, keywords,
//! identification.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed, also in its helpers"
)]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use conversation_validator::{
    Decision, Model, Options, PayloadText, cross_check, identify, validate,
};
use serde_json::Value;

/// The folder of a model's fixtures; `None` in a packaged crate, which has none.
fn folder(model: Model) -> Option<PathBuf> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    let (vendor, name) = model.name().split_once('.').unwrap();
    let folder = fixtures.join(vendor).join(name);
    fixtures.is_dir().then_some(folder)
}

/// Name and bytes of every fixture of one kind.
fn fixtures(model: Model, kind: &str) -> BTreeMap<String, Vec<u8>> {
    let Some(folder) = folder(model) else {
        return BTreeMap::new();
    };
    let files = fs::read_dir(folder.join(kind)).unwrap();
    let fixtures: BTreeMap<_, _> = files
        .map(|file| file.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read(path).unwrap())
        })
        .collect();
    assert!(!fixtures.is_empty(), "{model} {kind}");
    fixtures
}

#[test]
fn what_is_to_be_accepted_is_valid_to_both_engines_and_loses_nothing() {
    for model in Model::ALL {
        for (name, bytes) in fixtures(*model, "accept") {
            let report = cross_check(*model, &bytes).with_source(&name);
            assert!(report.is_valid(), "{report}");
            let payload = report.into_payload().unwrap();
            let written = serde_json::to_value(&payload).unwrap();
            let read: Value = serde_json::from_slice(&bytes).unwrap();
            assert!(schema_runtime::json_equal(&written, &read), "{name}");
        }
    }
}

#[test]
fn what_is_to_be_refused_breaks_the_rule_it_is_named_after_and_no_other() {
    for model in Model::ALL {
        let Some(folder) = folder(*model) else {
            return;
        };
        let expected = fs::read(folder.join("reject.json")).unwrap();
        let expected: Value = serde_json::from_slice(&expected).unwrap();
        for (name, bytes) in fixtures(*model, "reject") {
            let report = cross_check(*model, &bytes).with_source(&name);
            assert_eq!(report.disagreement(), None, "{report}");
            let (pointer, keyword) = (&expected[&name]["pointer"], &expected[&name]["keyword"]);
            let violations = report.violations();
            // `null` in the place of a constant violates both `type` and `const`, at the same
            // pointer.
            assert!(
                violations.iter().all(|one| one.pointer == *pointer),
                "{report}"
            );
            assert!(
                violations.iter().any(|one| one.keyword == *keyword),
                "{report}"
            );
        }
    }
}

#[test]
fn every_violation_has_its_place_in_text_and_schema() {
    for model in Model::ALL {
        for (name, bytes) in fixtures(*model, "reject") {
            let text = std::str::from_utf8(&bytes).unwrap();
            for violation in validate(*model, &bytes).violations() {
                let position = violation.position.unwrap();
                let line = text.lines().nth(position.line - 1).unwrap();
                assert!(position.column <= line.chars().count(), "{name}");
                let (resource, pointer) = violation.schema.split_once('#').unwrap();
                assert!(model.schema().contains(resource), "{name}");
                assert!(pointer.starts_with('/'), "{name}");
            }
        }
    }
}

#[test]
fn what_breaks_one_rule_is_rarely_taken_for_another_model() {
    for model in Model::ALL {
        for (name, bytes) in fixtures(*model, "reject") {
            // A payload with a wrong tag may be of no model, but never of another one.
            let decision = identify(&bytes).decision().clone();
            let other = matches!(decision, Decision::Model(other) if other != *model);
            assert!(!other, "{model} {name}: {decision}");
        }
    }
}

#[test]
fn no_report_quotes_a_value() {
    for model in Model::ALL {
        for (name, bytes) in fixtures(*model, "reject") {
            let report = validate(*model, &bytes).with_source("payload.json");
            let shown = format!("{report}\n{}", report.to_json());
            let schema = model.schema();
            let value: Value = serde_json::from_slice(&bytes).unwrap();
            for text in strings(&value) {
                let is_distinctive = text.len() > 3 && !schema.contains(text);
                assert!(!(is_distinctive && shown.contains(text)), "{name}: {text}");
            }
        }
    }
}

/// Every string value in a payload, without property names.
fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(strings).collect(),
        Value::Object(members) => members.values().flat_map(strings).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

#[test]
fn a_text_that_is_read_once_has_the_model_and_the_report_of_the_bytes() {
    let mut texts: Vec<Vec<u8>> = [&b"{}"[..], b"[]", b"null", br#"{"type": 1, "data": {}}"#]
        .iter()
        .map(|text| text.to_vec())
        .collect();
    for model in Model::ALL {
        texts.extend(fixtures(*model, "accept").into_values());
        texts.extend(fixtures(*model, "reject").into_values());
    }
    for bytes in texts {
        let shown = String::from_utf8_lossy(&bytes);
        let text = PayloadText::new(&bytes).unwrap();
        assert_eq!(text.identify(), identify(&bytes), "{shown}");
        assert_eq!(text.model(), identify(&bytes).model(), "{shown}");
        for model in Model::ALL {
            let report = text.validate(*model, Options::new());
            assert_eq!(
                report.to_json(),
                validate(*model, &bytes).to_json(),
                "{shown}"
            );
        }
    }
}
