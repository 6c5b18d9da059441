//! `conversation-conformance` from end to end, on a suite of two groups.

#![cfg(test)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

/// One group with right labels, and one whose label is wrong.
fn suite() -> Value {
    json!([
        {
            "description": "a named member",
            "schema": { "properties": { "n": { "type": "integer" } }, "required": ["n"] },
            "tests": [
                { "description": "a whole number", "data": { "n": 1.0, "m": null }, "valid": true },
                { "description": "a string", "data": { "n": "1" }, "valid": false },
                { "description": "nothing", "data": {}, "valid": false }
            ]
        },
        {
            "description": "a wrong claim",
            "schema": true,
            "tests": [{ "description": "anything", "data": [], "valid": false }]
        }
    ])
}

fn conformance(folder: &Path, more: &[&str]) -> Output {
    let tests = folder.join("tests/draft7");
    fs::create_dir_all(&tests).unwrap();
    fs::create_dir_all(folder.join("remotes")).unwrap();
    fs::write(tests.join("own.json"), suite().to_string()).unwrap();
    Command::new(env!("CARGO_BIN_EXE_conversation-conformance"))
        .args(["--suite"])
        .arg(folder)
        .args(["--json"])
        .arg(folder.join("report.json"))
        .args(more)
        // Separate from runs by hand, and kept between runs, so that it is built once.
        .env("CARGO_TARGET_DIR", env!("CARGO_TARGET_TMPDIR"))
        .output()
        .unwrap()
}

fn report(folder: &Path) -> Value {
    let text = fs::read_to_string(folder.join("report.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn right_and_wrong_verdicts_are_counted_and_decide_the_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let output = conformance(folder.path(), &["--filter", "a named member"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    let table = &report(folder.path())["table"]["draft7"];
    let counts = [
        "cases", "compiled", "tests", "right", "accepted", "lossless",
    ];
    assert_eq!(
        counts.map(|name| &table[name]),
        [1, 1, 3, 3, 1, 1],
        "{table}"
    );

    let output = conformance(folder.path(), &[]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("draft7/own.json: a wrong claim"), "{said}");
    // Both validators agree with the type, so it is the label that is wrong.
    let report = report(folder.path());
    let case = "draft7/own.json: a wrong claim";
    assert_eq!(report["schemas"][case]["shortfalls"], json!({}));
    let claim = "anything: label: label rejects, jsonschema accepts, boon accepts";
    let findings = json!({ "wrong-verdict": [format!("{case}: {claim}")] });
    assert_eq!(report["findings"], findings);
}

/// The same wrong label, listed with its reason; and a second entry that matches no finding.
#[test]
fn what_is_known_is_no_failure_and_what_no_longer_applies_is() {
    let folder = tempfile::tempdir().unwrap();
    let known = folder.path().join("known.toml");
    let entry = |case: &str| {
        format!(
            "[[known]]\ncorpus = \"suite\"\ncases = [\"draft7/own.json: {case}\"]\nwho = \"label\"\nwhy = \"a test\"\n"
        )
    };
    let known_argument = known.to_str().unwrap().to_owned();
    let arguments = ["--known", &known_argument];

    fs::write(&known, entry("a wrong claim")).unwrap();
    let output = conformance(folder.path(), &arguments);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("1 × a test"), "{said}");

    fs::write(&known, entry("a wrong claim") + &entry("a named member")).unwrap();
    let output = conformance(folder.path(), &arguments);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("no longer apply"), "{said}");
}

/// A whole run over schemas of every draft from a seed, with damaged texts: every verdict is that
/// of the validators and of `serde_json`.
#[test]
fn random_schemas_are_compared_with_both_validators() {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("report.json");
    let output = Command::new(env!("CARGO_BIN_EXE_conversation-conformance"))
        .args(["--random", "24", "--seed", "2", "--json"])
        .arg(&report)
        .env("CARGO_TARGET_DIR", env!("CARGO_TARGET_TMPDIR"))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    let report: Value = serde_json::from_str(&fs::read_to_string(report).unwrap()).unwrap();
    let table = &report["table"]["random"];
    assert_eq!(table["compiled"], 24, "{table}");
    assert_eq!(table["right"], table["instances"], "{table}");
}

/// A schema that refers to a missing document, and one without instances, are reported.
#[test]
fn instances_that_cannot_be_asked_about_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let put = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put(
        "schemas/lost.json",
        r#"{"$ref": "https://example.com/nowhere"}"#,
    );
    put("accept/lost/1.json", "1");
    put("schemas/silent.json", r#"{"type": "integer"}"#);
    // The checked-in list is about SchemaStore and must not apply here.
    put("known.toml", "");
    let output = Command::new(env!("CARGO_BIN_EXE_conversation-conformance"))
        .args(["--labels", "--store"])
        .arg(folder.path())
        .arg("--known")
        .arg(folder.path().join("known.toml"))
        .env("CARGO_TARGET_DIR", env!("CARGO_TARGET_TMPDIR"))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    for named in [
        "lost: jsonschema: ",
        "lost: boon: ",
        "silent: none: nothing to ask about",
    ] {
        assert!(said.contains(named), "{named}: {said}");
    }
}
