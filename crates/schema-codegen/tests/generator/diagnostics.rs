//! Every diagnostic code as people see it, with a snapshot for each mistake.

use std::path::Path;

use insta::assert_snapshot;
use schema_codegen::{Builder, Code, Error, Formats, OpenApi, Severity};

/// The error for a schema; all of its diagnostics must have one code.
fn said(code: Code, text: &str) -> String {
    let error = error(text);
    for diagnostic in error.diagnostics() {
        assert_eq!(diagnostic.code, code, "{diagnostic}");
    }
    error.to_string()
}

fn error(text: &str) -> Error {
    Builder::new()
        .schema_text("schema.json", text)
        .generate()
        .unwrap_err()
}

/// The error for the first of some files.
fn said_of_files(files: &[(&str, &[u8])]) -> String {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    let first = files.first().map_or("missing.json", |(name, _)| name);
    let error = Builder::new()
        .schema(folder.path().join(first))
        .directory(folder.path())
        .generate()
        .unwrap_err();
    hidden(&error.to_string(), folder.path())
}

/// Replaces the temporary folder, whose name must not be in a snapshot.
fn hidden(text: &str, folder: &Path) -> String {
    let folder = folder.to_string_lossy().replace('\\', "/");
    text.replace(folder.trim_start_matches('/'), "FOLDER")
}

#[test]
fn unreadable_missing_file() {
    assert_snapshot!(said_of_files(&[]));
}

#[test]
fn unreadable_not_json() {
    assert_snapshot!(said(Code::Unreadable, "{\n  \"type\": \"object\",\n}"));
}

#[test]
fn unreadable_empty() {
    assert_snapshot!(said(Code::Unreadable, ""));
}

#[test]
fn unreadable_duplicate_member() {
    assert_snapshot!(said(
        Code::Unreadable,
        "{\n  \"type\": \"object\",\n  \"type\": \"string\"\n}"
    ));
}

#[test]
fn unreadable_not_utf8() {
    assert_snapshot!(said_of_files(&[("latin.json", b"{\"title\": \"\xfc\"}")]));
}

#[test]
fn unreadable_too_deep() {
    let text = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    assert_snapshot!(said(Code::Unreadable, &text));
}

#[test]
fn no_schema_at_all() {
    assert_snapshot!(Builder::new().generate().unwrap_err());
}

#[test]
fn unknown_dialect() {
    assert_snapshot!(said(
        Code::UnknownDialect,
        "{\n  \"$schema\": \"https://schemas.example/my-dialect\",\n  \"type\": \"object\"\n}"
    ));
}

#[test]
fn invalid_schema_that_is_no_schema() {
    assert_snapshot!(said(Code::InvalidSchema, "[1, 2]"));
}

#[test]
fn invalid_schema_everything_at_once_in_the_order_of_the_file() {
    let text = r#"{
  "type": "objekt",
  "properties": {
    "z": { "minLength": -1 },
    "a": { "required": "b", "enum": 1 }
  },
  "required": ["a", "a"]
}"#;
    let error = error(text);
    let positions: Vec<_> = error
        .diagnostics()
        .iter()
        .map(|diagnostic| {
            let place = diagnostic.place.as_ref().unwrap();
            assert_eq!(diagnostic.code, Code::InvalidSchema);
            place.source.position(&place.pointer)
        })
        .collect();
    assert!(positions.is_sorted(), "{positions:?}");
    assert_snapshot!(error);
}

/// The target of a reference is a schema, also below an unknown keyword.
#[test]
fn invalid_schema_beyond_the_keywords_that_hold_schemas() {
    let text =
        r##"{ "$ref": "#/parts/a", "parts": { "a": { "type": "objekt" }, "b": { "type": 1 } } }"##;
    assert_snapshot!(said(Code::InvalidSchema, text));
}

#[test]
fn invalid_pattern_with_the_place_in_the_pattern() {
    assert_snapshot!(said(
        Code::InvalidPattern,
        r#"{ "type": "string", "pattern": "^\\d+\\z" }"#
    ));
}

#[test]
fn invalid_pattern_that_names_members() {
    assert_snapshot!(said(
        Code::InvalidPattern,
        r#"{ "patternProperties": { "^\u00e4(?P<name>a)": true } }"#
    ));
}

/// The metaschemas of some drafts reject invalid patterns too, without the reason.
#[test]
fn invalid_pattern_is_reported_alike_in_all_drafts() {
    let drafts = [
        "http://json-schema.org/draft-04/schema#",
        "http://json-schema.org/draft-06/schema#",
        "http://json-schema.org/draft-07/schema#",
        "https://json-schema.org/draft/2019-09/schema",
        "https://json-schema.org/draft/2020-12/schema",
    ];
    let patterns = [
        r"\\z",
        r"\\A",
        r"\\pL",
        r"\\x{3}",
        "(?i)a",
        "(?P<n>a)",
        "a++",
        r"\\p{IsGreek}",
        "[[:alpha:]]",
        "(",
        "[z-a]",
        r"\\1",
    ];
    for draft in drafts {
        for pattern in patterns {
            let value = format!(
                r#"{{"$schema": "{draft}", "properties": {{"a": {{"pattern": "{pattern}"}}}}}}"#
            );
            let name =
                format!(r#"{{"$schema": "{draft}", "patternProperties": {{"{pattern}": {{}}}}}}"#);
            for schema in [value, name] {
                let error = error(&schema);
                let [diagnostic] = error.diagnostics() else {
                    panic!("{schema}: {error}");
                };
                assert_eq!(diagnostic.code, Code::InvalidPattern, "{schema}");
                assert!(diagnostic.help.is_some(), "{schema}");
            }
        }
    }
}

#[test]
fn missing_reference_in_the_document() {
    assert_snapshot!(said(
        Code::MissingReference,
        "{\n  \"properties\": {\n    \"a\": { \"$ref\": \"#/$defs/user\" }\n  },\n  \"$defs\": { \"User\": {} }\n}"
    ));
}

#[test]
fn missing_reference_to_an_anchor() {
    assert_snapshot!(said(Code::MissingReference, r##"{ "$ref": "#nowhere" }"##));
}

#[test]
fn missing_reference_to_a_document() {
    assert_snapshot!(said(
        Code::MissingReference,
        "{\n  \"$ref\": \"https://schemas.example/user.json#/$defs/id\"\n}"
    ));
}

#[test]
fn missing_reference_from_several_places_is_told_once() {
    assert_snapshot!(said(
        Code::MissingReference,
        r#"{
  "properties": {
    "a": { "$ref": "https://schemas.example/user.json" },
    "b": { "$ref": "https://schemas.example/user.json#/$defs/id" },
    "c": { "$ref": "https://schemas.example/user.json" }
  }
}"#
    ));
}

#[test]
fn missing_reference_to_a_file_beside() {
    assert_snapshot!(said_of_files(&[(
        "root.json",
        b"{ \"$ref\": \"beside.json\" }"
    )]));
}

#[test]
fn missing_reference_that_is_no_uri() {
    assert_snapshot!(said(Code::MissingReference, r#"{ "$ref": "http://[" }"#));
}

#[test]
fn unreadable_file_that_a_reference_leads_to() {
    let root = b"{ \"$ref\": \"beside.json\" }";
    assert_snapshot!(said_of_files(&[("root.json", root), ("beside.json", b"{")]));
}

#[test]
fn unknown_keyword_is_a_warning() {
    let output = Builder::new()
        .schema_text(
            "schema.json",
            "{\n  \"type\": \"object\",\n  \"requird\": [\"a\"],\n  \"x-mine\": 1\n}",
        )
        .generate()
        .unwrap();
    let [warning] = output.warnings() else {
        panic!("{:?}", output.warnings());
    };
    assert_eq!(warning.severity, Severity::Warning);
    assert_eq!(warning.code, Code::UnknownKeyword);
    assert_snapshot!(warning.render());
}

#[test]
fn no_effect_of_nullable() {
    let text = r##"{
  "properties": {
    "typeless": { "nullable": true, "allOf": [{ "$ref": "#/definitions/a" }] },
    "listed": { "type": "string", "enum": ["a", "b"], "nullable": true },
    "beside": { "$ref": "#/definitions/a", "nullable": true }
  },
  "definitions": { "a": { "type": "object" } }
}"##;
    let output = Builder::new()
        .schema_text("schema.json", text)
        .openapi(OpenApi::V3_0)
        .generate()
        .unwrap();
    let warnings = output.warnings().iter();
    let warnings = warnings.map(schema_codegen::Diagnostic::render);
    assert_snapshot!(warnings.collect::<Vec<_>>().join("\n\n"));
}

#[test]
fn invalid_defaults_and_examples_are_warnings() {
    let text = r##"{
  "type": "object",
  "properties": {
    "count": { "type": "integer", "maximum": 10, "default": 12, "examples": [1, 2.5] },
    "user": { "$ref": "#/$defs/user", "default": { "name": 1 } },
    "size": { "enum": ["s", "m"], "default": "s", "example": null }
  },
  "$defs": {
    "user": { "properties": { "name": { "type": "string" } }, "default": {} }
  }
}"##;
    let output = Builder::new()
        .schema_text("schema.json", text)
        .generate()
        .unwrap();
    let warnings: Vec<_> = output
        .warnings()
        .iter()
        .map(schema_codegen::Diagnostic::render)
        .collect();
    assert_snapshot!(warnings.join("\n\n"));
}

/// Whether an example must be a `date` depends on whether formats are asserted.
#[test]
fn examples_must_have_their_format_where_formats_are_asserted() {
    let warnings = |formats| {
        let output = Builder::new()
            .schema_text(
                "schema.json",
                r#"{ "format": "date", "examples": ["soon"] }"#,
            )
            .formats(formats)
            .generate()
            .unwrap();
        output
            .warnings()
            .iter()
            .map(|it| it.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(warnings(Formats::Assert), [Code::InvalidExample]);
    assert_eq!(warnings(Formats::Annotate), []);
}

/// A custom metaschema built on draft 7: `items` with an array is a tuple.
#[test]
fn custom_metaschemas_have_the_draft_that_they_are_built_on() {
    let folder = tempfile::tempdir().unwrap();
    let meta = folder.path().join("meta.json");
    let text = r#"{ "$schema": "http://json-schema.org/draft-07/schema#", "$vocabulary": {} }"#;
    std::fs::write(&meta, text).unwrap();
    let schema = r#"{ "$schema": "https://schemas.example/meta#", "type": "array",
        "items": [{ "type": "string" }], "minItems": 1, "additionalItems": false }"#;
    let output = Builder::new()
        .schema_text("pair.json", schema)
        .reference("https://schemas.example/meta", &meta)
        .generate()
        .unwrap();
    assert_eq!(output.inputs(), [meta]);
    let code = output.code();
    assert!(code.contains("out.required(&self.0)"), "{code}");
}

#[test]
fn a_dialect_can_make_formats_assertions() {
    let folder = tempfile::tempdir().unwrap();
    let meta = folder.path().join("meta.json");
    let field = |vocabulary: &str| {
        let text = r#"{ "$schema": "https://json-schema.org/draft/2020-12/schema", "$vocabulary": {
            "https://json-schema.org/draft/2020-12/vocab/core": true,
            "https://json-schema.org/draft/2020-12/vocab/applicator": true,
            "https://json-schema.org/draft/2020-12/vocab/validation": true,
            "https://json-schema.org/draft/2020-12/vocab/FORMAT": true } }"#;
        std::fs::write(&meta, text.replace("FORMAT", vocabulary)).unwrap();
        let schema = r#"{ "$schema": "https://schemas.example/meta", "type": "object",
            "properties": { "at": { "type": "string", "format": "date-time" } } }"#;
        let output = Builder::new()
            .schema_text("at.json", schema)
            .reference("https://schemas.example/meta", &meta)
            .generate()
            .unwrap();
        let field = output.code().lines().find(|line| line.contains("pub at"));
        field.unwrap().trim().to_owned()
    };
    assert_eq!(field("format-assertion"), "pub at: Option<DateTime>,");
    assert_eq!(field("format-annotation"), "pub at: Option<String>,");
}

#[test]
fn unknown_dialect_that_requires_an_unknown_vocabulary() {
    let folder = tempfile::tempdir().unwrap();
    let text = r#"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$vocabulary": {
    "https://json-schema.org/draft/2020-12/vocab/core": true,
    "https://schemas.example/units": true
  }
}"#;
    std::fs::write(folder.path().join("meta.json"), text).unwrap();
    let error = Builder::new()
        .schema_text(
            "mine.json",
            r#"{ "$schema": "https://schemas.example/meta" }"#,
        )
        .directory(folder.path())
        .reference(
            "https://schemas.example/meta",
            folder.path().join("meta.json"),
        )
        .generate()
        .unwrap_err();
    assert_snapshot!(error);
}

#[test]
fn accepts_nothing_is_a_warning() {
    let said = |text: &str| {
        let output = Builder::new().schema_text("schema.json", text).generate();
        let output = output.unwrap();
        let [warning] = output.warnings() else {
            panic!("{text}: {:?}", output.warnings());
        };
        assert_eq!(warning.severity, Severity::Warning, "{text}");
        assert_eq!(warning.code, Code::AcceptsNothing, "{text}");
        warning.render()
    };
    // By `false`, by contradiction, and by a required property that no value is valid for.
    said("false");
    said(r#"{ "allOf": [{ "type": "string" }, { "type": "integer" }] }"#);
    assert_snapshot!(said(
        "{\n  \"type\": \"object\",\n  \"required\": [\"a\"],\n  \"properties\": { \"a\": false }\n}"
    ));
}

/// Two roots with a mistake each: both are reported.
#[test]
fn several_documents_are_told_one_after_the_other() {
    let error = Builder::new()
        .schema_text("b.json", r#"{ "type": 1 }"#)
        .schema_text("a.json", r#"{ "type": 2 }"#)
        .generate()
        .unwrap_err();
    let places = error.diagnostics().iter().map(|it| it.place.as_ref());
    let names: Vec<_> = places.map(|place| place.unwrap().source.name()).collect();
    assert_eq!(names, ["b.json", "a.json"], "in the order given");
    assert_snapshot!(error);
}

/// For editors and logs: one line, with line and column counted in characters.
#[test]
fn one_line_for_each() {
    let error = error("{\n  \"größe\": 0, \"type\": \"objekt\"\n}");
    assert_snapshot!(error.diagnostics()[0]);
}

/// Tools match on codes, so they must be distinct and must not change.
#[test]
fn codes_are_distinct_and_stable() {
    let codes = [
        (Code::Unreadable, "unreadable"),
        (Code::UnknownDialect, "unknown-dialect"),
        (Code::InvalidSchema, "invalid-schema"),
        (Code::InvalidPattern, "invalid-pattern"),
        (Code::MissingReference, "missing-reference"),
        (Code::NotASchema, "not-a-schema"),
        (Code::UnencodedReference, "unencoded-reference"),
        (Code::OutOfReach, "out-of-reach"),
        (Code::SelfApplication, "self-application"),
        (Code::UnknownKeyword, "unknown-keyword"),
        (Code::Unsupported, "unsupported"),
        (Code::AcceptsNothing, "accepts-nothing"),
        (Code::WrongName, "wrong-name"),
        (Code::NoEffect, "no-effect"),
        (Code::InvalidDefault, "invalid-default"),
        (Code::InvalidExample, "invalid-example"),
        (Code::TooDeep, "too-deep"),
        (Code::TooNarrow, "too-narrow"),
    ];
    for (code, text) in codes {
        assert_eq!(code.as_str(), text);
    }
}
