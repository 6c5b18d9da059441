//! Bundled schemas are self-contained: a validator needs no other file, whatever `$id` the
//! documents have and wherever they were found.

use jsonschema::Validator;
use schema_codegen::Builder;
use serde_json::{Value, json};

/// A validator for the bundled schema of `root.json` among some files; `other/` is a folder of
/// references.
fn bundled(files: &[(&str, Value)]) -> Validator {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("other")).unwrap();
    for (name, value) in files {
        std::fs::write(folder.path().join(name), value.to_string()).unwrap();
    }
    let modules = Builder::new()
        .schema(folder.path().join("root.json"))
        .directory(folder.path())
        .reference_directory(folder.path().join("other"))
        .generate_modules()
        .unwrap();
    let mut files = modules.files().iter();
    let file = files.find(|file| file.name.ends_with(".schema.json"));
    let text = &file.unwrap().text;
    let place = folder.path().to_string_lossy().into_owned();
    assert!(!text.contains(&place), "{text}");
    let schema: Value = serde_json::from_str(text).unwrap();
    jsonschema::options().offline().build(&schema).unwrap()
}

fn root(reference: &str) -> Value {
    json!({ "type": "object", "properties": { "a": { "$ref": reference } } })
}

#[test]
fn a_file_that_calls_itself_something_else_is_found() {
    let other = json!({
        "$id": "https://schemas.example/number",
        "type": "number",
        "$defs": { "n": { "type": "number" } }
    });
    for reference in ["beside.json", "beside.json#/$defs/n"] {
        let files = [
            ("root.json", root(reference)),
            ("beside.json", other.clone()),
        ];
        let validator = bundled(&files);
        assert!(validator.is_valid(&json!({ "a": 1 })), "{reference}");
        assert!(!validator.is_valid(&json!({ "a": "x" })), "{reference}");
    }
}

#[test]
fn a_file_from_a_folder_of_references_is_found() {
    let nested = json!({ "items": { "$ref": "number.json" }, "type": "array" });
    let validator = bundled(&[
        ("root.json", root("list.json")),
        ("other/list.json", nested),
        ("other/number.json", json!({ "type": "number" })),
    ]);
    assert!(validator.is_valid(&json!({ "a": [1] })));
    assert!(!validator.is_valid(&json!({ "a": ["x"] })));
}

#[test]
fn a_root_that_calls_itself_something_else_is_found_by_its_file() {
    let mut own = root("beside.json");
    own["$id"] = json!("https://schemas.example/root");
    own["properties"]["b"] = json!({ "type": "null" });
    let back = json!({ "properties": { "up": { "$ref": "root.json" } } });
    let validator = bundled(&[("root.json", own), ("beside.json", back)]);
    assert!(validator.is_valid(&json!({ "a": { "up": { "b": null } } })));
    assert!(!validator.is_valid(&json!({ "a": { "up": { "b": 1 } } })));
}

#[test]
fn documents_keep_their_dialects() {
    let old = json!({
        "$schema": "http://json-schema.org/draft-04/schema#",
        "id": "https://schemas.example/old",
        "minimum": 1,
        "exclusiveMinimum": true
    });
    let validator = bundled(&[("root.json", root("old.json")), ("old.json", old)]);
    assert!(validator.is_valid(&json!({ "a": 2 })));
    assert!(!validator.is_valid(&json!({ "a": 1 })));
}
