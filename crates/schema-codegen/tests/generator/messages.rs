//! Messages for common mistakes: each names the cause and the remedy.

use schema_codegen::{Builder, Code};

/// The error for a file of these bytes.
fn said(name: &str, bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let builder = Builder::new().schema(&path).directory(folder.path());
    let error = builder.generate().unwrap_err();
    assert_eq!(error.diagnostics().len(), 1, "{error}");
    error.to_string()
}

/// The text in UTF-16.
fn wide(big: bool, text: &str) -> Vec<u8> {
    let units = text.encode_utf16();
    units
        .flat_map(|unit| {
            if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        })
        .collect()
}

/// Files that are not JSON: name, content, and what the message says of cause and remedy.
fn files_that_are_not_json() -> Vec<(&'static str, Vec<u8>, &'static str, &'static str)> {
    let schema = r#"{ "type": "object" }"#;
    let marked = &format!("\u{feff}{schema}");
    let as_utf8 = "save it as UTF-8";
    vec![
        (
            "a.json",
            marked.as_bytes().to_vec(),
            "byte order mark",
            "save it as UTF-8 without one",
        ),
        (
            "a.json",
            wide(false, schema),
            "UTF-16 (little endian)",
            as_utf8,
        ),
        ("a.json", wide(true, schema), "UTF-16 (big endian)", as_utf8),
        (
            "a.json",
            wide(false, marked),
            "UTF-16 (little endian)",
            as_utf8,
        ),
        ("a.json", wide(true, marked), "UTF-16 (big endian)", as_utf8),
        ("a.yaml", b"type: object\n".to_vec(), "YAML", "yq"),
        (
            "a.json",
            b"# x\n$schema: y\ntype: object\n".to_vec(),
            "YAML",
            "yq",
        ),
        (
            "a.json.gz",
            b"\x1f\x8b\x08\0\0\0\0\0".to_vec(),
            "gzip",
            "unpack",
        ),
        (
            "a.json",
            b"<!DOCTYPE html>".to_vec(),
            "HTML",
            "saved in its place",
        ),
        (
            "a.json",
            b"{ \"title\": \"\xfc\" }".to_vec(),
            "not UTF-8 from byte 12",
            as_utf8,
        ),
    ]
}

#[test]
fn the_format_of_a_file_that_is_not_json_is_named() {
    for (name, bytes, cause, remedy) in files_that_are_not_json() {
        let said = said(name, &bytes);
        assert!(said.starts_with("error[unreadable]: "), "{said}");
        assert!(
            said.contains(cause) && said.contains(remedy),
            "{cause}: {said}"
        );
    }
}

#[test]
fn a_description_of_an_interface_is_no_schema() {
    for (text, help) in [
        (
            r#"{ "openapi": "3.0.3", "components": {} }"#,
            "`--openapi 3.0`",
        ),
        (r#"{ "openapi": "3.1.1", "paths": {} }"#, "`--openapi 3.1`"),
        (r#"{ "openapi": "4.0.0" }"#, "only OpenAPI 3.0 and 3.1"),
        (
            r#"{ "swagger": "2.0", "definitions": { "a": {} } }"#,
            "not supported yet",
        ),
        (r#"{ "asyncapi": "3.0.0" }"#, "not supported yet"),
    ] {
        let error = Builder::new()
            .schema_text("api.json", text)
            .generate()
            .unwrap_err();
        let diagnostic = &error.diagnostics()[0];
        assert_eq!(diagnostic.code, Code::NotASchema, "{error}");
        assert!(diagnostic.help.as_ref().unwrap().contains(help), "{error}");
    }
    // A schema may have properties of these names, or use them as unknown keywords.
    for text in [
        r#"{ "openapi": "3.0.3", "type": "object" }"#,
        r#"{ "swagger": 2 }"#,
        r#"{ "properties": { "openapi": { "type": "string" } } }"#,
    ] {
        Builder::new()
            .schema_text("a.json", text)
            .generate()
            .unwrap();
    }
}

#[test]
fn the_root_has_the_name_that_was_asked_for_wherever_it_refers_to() {
    for text in [
        r##"{ "$ref": "#/$defs/a", "$defs": { "a": { "type": "object", "properties": { "b": { "$ref": "#" } } } } }"##,
        r##"{ "$ref": "#/$defs/a", "$defs": { "a": { "$ref": "#/$defs/b" }, "b": { "type": ["object", "null"], "required": ["c"] } } }"##,
        r##"{ "$ref": "#/$defs/a", "$defs": { "a": { "enum": ["x", "y"] } } }"##,
        r##"{ "$ref": "#/$defs/a", "$defs": { "a": { "type": "string" } } }"##,
        r##"{ "allOf": [{ "$ref": "#/$defs/a" }], "$defs": { "a": { "type": "object", "required": ["c"] } } }"##,
    ] {
        let builder = Builder::new().schema_text("a.json", text).root_name("Top");
        let output = builder
            .generate()
            .unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(output.root_types(), ["Top"], "{text}");
        let other = builder.name("/$defs/a", "Other").generate();
        // One type cannot have two names.
        if let Ok(output) = other {
            assert_eq!(output.root_types(), ["Top"], "{text}");
        }
    }
}
