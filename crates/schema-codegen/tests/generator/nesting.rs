//! Deep, long and wide schemas are answered in time and within the stack of an ordinary thread.

use std::process::Command;

use schema_codegen::{Builder, Code};
use serde_json::{Map, Value, json};

use crate::watch;

/// The deepest JSON text that is read (the limit of `serde_json`).
const DEEPEST: usize = 127;

/// What the second process does; not a test by itself.
#[test]
#[ignore = "run by the tests of this file, with `SCHEMA_FILE` set"]
fn in_another_process() {
    let watched = watch::check(&Builder::new().schema(std::env::var("SCHEMA_FILE").unwrap()));
    let outcome = match &watched.result {
        Ok(_) => "code".to_owned(),
        Err(error) => error.diagnostics()[0].code.as_str().to_owned(),
    };
    println!("\nANSWER {outcome} in {:?}", watched.took);
}

/// Generates in a second process: an overflow of the stack ends the process.
fn check(name: &str, schema: &Value) -> Result<(), String> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), schema.to_string()).unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "nesting::in_another_process",
            "--ignored",
            "--nocapture",
        ])
        .env("SCHEMA_FILE", file.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    if let Some(answer) = said.lines().find_map(|line| line.strip_prefix("ANSWER ")) {
        println!("{name}: {answer}");
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said: Vec<_> = said
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(3)
        .collect();
    Err(format!("{name}: {}: {}", output.status, said.join(" ")))
}

/// Checks all schemas, then fails with a list of those that failed.
fn check_all<'s>(schemas: impl IntoIterator<Item = (&'s str, Value)>) {
    let checked = schemas
        .into_iter()
        .map(|(name, schema)| check(name, &schema));
    let failures: Vec<_> = checked.filter_map(Result::err).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// An object schema within `wrap`, applied as often as the depth limit allows if it adds `levels`.
fn nested(levels: usize, wrap: impl Fn(Value) -> Value) -> Value {
    let times = (DEEPEST - 1) / levels;
    (0..times).fold(json!({ "type": "object" }), |inner, _| wrap(inner))
}

#[test]
fn deep_schemas_are_answered() {
    check_all([
        (
            "properties",
            nested(
                2,
                |inner| json!({ "type": "object", "properties": { "a": inner } }),
            ),
        ),
        (
            "closed and required",
            nested(2, |inner| {
                json!({
                    "type": "object",
                    "required": ["a"],
                    "properties": { "a": inner },
                    "additionalProperties": false,
                })
            }),
        ),
        (
            "items",
            nested(1, |inner| json!({ "type": "array", "items": inner })),
        ),
        (
            "additionalProperties",
            nested(
                1,
                |inner| json!({ "type": "object", "additionalProperties": inner }),
            ),
        ),
        (
            "prefixItems",
            nested(
                2,
                |inner| json!({ "type": "array", "prefixItems": [inner], "minItems": 1 }),
            ),
        ),
        ("not", nested(1, |inner| json!({ "not": inner }))),
        (
            "const",
            json!({ "const": nested(3, |inner| json!({ "a": [inner] })) }),
        ),
    ]);
}

#[test]
fn deep_combinations_are_answered() {
    for keyword in ["allOf", "anyOf", "oneOf"] {
        check_all([
            (keyword, nested(2, |inner| json!({ keyword: [inner] }))),
            (
                &format!("{keyword} beside null"),
                nested(2, |inner| json!({ keyword: [inner, { "type": "null" }] })),
            ),
            (
                &format!("{keyword} with members"),
                nested(
                    2,
                    |inner| json!({ keyword: [inner], "type": "object", "properties": { "a": true } }),
                ),
            ),
        ]);
    }
}

#[test]
fn schemas_beyond_the_depth_limit_are_rejected() {
    for depth in [130, 10_000, 1_000_000] {
        let text = format!("{}true{}", r#"{"not":"#.repeat(depth), "}".repeat(depth));
        let watched = watch::generate(Builder::new().schema_text("schema.json", text));
        let error = watched.result.unwrap_err();
        assert_eq!(error.diagnostics()[0].code, Code::Unreadable, "{error}");
    }
}

/// `length` definitions, each of which refers to the next.
fn chain(length: usize, link: impl Fn(Value) -> Value) -> Value {
    let mut definitions: Map<_, _> = (0..length)
        .map(|index| {
            let next = json!({ "$ref": format!("#/$defs/a{}", index + 1) });
            (format!("a{index}"), link(next))
        })
        .collect();
    definitions.insert(format!("a{length}"), json!({ "type": "string" }));
    json!({ "$ref": "#/$defs/a0", "$defs": definitions })
}

/// Chains of references can be longer than the depth limit.
#[test]
fn long_chains_are_answered() {
    let object = |next| json!({ "type": "object", "properties": { "next": next } });
    check_all([
        ("5,000 references", chain(5_000, |next| next)),
        ("200 negations", chain(200, |next| json!({ "not": next }))),
        ("1,000 objects", chain(1_000, object)),
        (
            "150 arrays",
            chain(150, |next| json!({ "type": "array", "items": next })),
        ),
    ]);
}

#[test]
fn wide_schemas_are_answered() {
    let members: Map<_, _> = (0..1_000)
        .map(|index| {
            (
                format!("member_{index}"),
                json!({ "type": ["string", "null"] }),
            )
        })
        .collect();
    let values: Vec<_> = (0..2_000).map(|index| format!("value {index}")).collect();
    let branches: Vec<_> = (0..60)
        .map(|index| {
            let tag = json!({ "const": format!("k{index}") });
            json!({ "type": "object", "required": ["kind"], "properties": { "kind": tag } })
        })
        .collect();
    let parts: Vec<_> = (0..60)
        .map(|index| {
            let member = format!("m{index}");
            json!({ "type": "object", "properties": { member: { "type": "integer" } } })
        })
        .collect();
    let ring: Map<_, _> = (0..100)
        .map(|index| {
            let next = json!({ "$ref": format!("#/$defs/t{}", (index + 1) % 100) });
            let object = json!({ "type": "object", "properties": { "n": next } });
            (format!("t{index}"), object)
        })
        .collect();
    // Written without references, the first of these would have 3¹⁶ parts.
    let mut shared: Map<_, _> = (0..16)
        .map(|index| {
            let next = json!({ "$ref": format!("#/$defs/t{}", index + 1) });
            let member = format!("m{index}");
            let object = json!({ "allOf": [next, next, next], "properties": { member: true } });
            (format!("t{index}"), object)
        })
        .collect();
    shared.insert("t16".to_owned(), json!({ "type": "object" }));
    check_all([
        (
            "what is shared many times",
            json!({ "$ref": "#/$defs/t0", "$defs": shared }),
        ),
        (
            "1,000 members",
            json!({ "type": "object", "properties": members }),
        ),
        ("2,000 values", json!({ "enum": values })),
        ("60 branches by tag", json!({ "oneOf": branches })),
        ("allOf of 60", json!({ "allOf": parts })),
        (
            "100 types in a ring",
            json!({ "$ref": "#/$defs/t0", "$defs": ring }),
        ),
    ]);
}
