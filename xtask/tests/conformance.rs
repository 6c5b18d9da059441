//! `cargo xtask conformance` from end to end, on a suite of two groups.

#![cfg(test)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

/// One group that every type can hold, and one whose test claims what no schema says.
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
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["conformance", "--suite"])
        .arg(folder)
        .args(["--json"])
        .arg(folder.join("report.json"))
        .args(more)
        // Apart from anybody's run by hand, and kept, so that it is built once.
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
    let report = report(folder.path());
    let shortfalls = &report["schemas"]["draft7/own.json: a wrong claim"]["shortfalls"];
    assert_eq!(
        *shortfalls,
        json!({ "too-wide": "anything: written as []" })
    );
}
