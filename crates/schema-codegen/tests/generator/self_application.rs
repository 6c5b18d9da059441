//! Schemas that apply themselves to the same instance: rejected where that has no meaning.

use insta::assert_snapshot;
use schema_codegen::{Builder, Code, Diagnostic, Output, Severity};

fn generate(schema: &str) -> Result<Output, Diagnostic> {
    let output = Builder::new().schema_text("schema.json", schema).generate();
    output.map_err(|error| error.diagnostics()[0].clone())
}

/// Schemas that apply themselves, each with the pointer to the first step of the cycle that is
/// neither `$ref` nor `allOf`.
const CYCLES: &[(&str, &str)] = &[
    (r##"{ "not": { "$ref": "#" } }"##, "/not"),
    (
        r##"{ "anyOf": [{ "type": "string" }, { "$ref": "#" }] }"##,
        "/anyOf/1",
    ),
    (r##"{ "oneOf": [{ "$ref": "#" }] }"##, "/oneOf/0"),
    (
        r##"{ "if": { "$ref": "#" }, "then": { "type": "string" } }"##,
        "/if",
    ),
    (
        r##"{ "if": { "type": "string" }, "then": { "allOf": [{ "$ref": "#" }] } }"##,
        "/then",
    ),
    (
        r##"{ "if": true, "else": { "not": { "not": { "$ref": "#" } } } }"##,
        "/else",
    ),
    (
        r##"{ "type": "object", "dependentSchemas": { "a/b": { "$ref": "#" } } }"##,
        "/dependentSchemas/a~1b",
    ),
    (
        r##"{ "$schema": "http://json-schema.org/draft-07/schema#", "dependencies": { "a": { "$ref": "#" }, "b": ["a"] } }"##,
        "/dependencies/a",
    ),
    (
        r##"{ "$schema": "https://json-schema.org/draft/2020-12/schema", "$dynamicAnchor": "x", "not": { "$dynamicRef": "#x" } }"##,
        "/not",
    ),
    (
        r##"{ "$schema": "https://json-schema.org/draft/2019-09/schema", "$recursiveAnchor": true, "not": { "$recursiveRef": "#" } }"##,
        "/not",
    ),
    (
        r##"{ "$anchor": "x", "not": { "allOf": [{ "$ref": "#x" }] } }"##,
        "/not",
    ),
    // Below a property, and in a definition that nothing refers to.
    (
        r##"{ "properties": { "a": { "not": { "$ref": "#/properties/a" } } } }"##,
        "/properties/a/not",
    ),
    (
        r##"{ "$defs": { "a": { "anyOf": [{ "$ref": "#/$defs/a" }, {}] } } }"##,
        "/$defs/a/anyOf/0",
    ),
    // A cycle through several definitions.
    (
        r##"{ "$ref": "#/$defs/a", "$defs": { "a": { "allOf": [{ "$ref": "#/$defs/b" }] }, "b": { "not": { "$ref": "#/$defs/c" } }, "c": { "anyOf": [{ "$ref": "#/$defs/a" }, {}] } } }"##,
        "/$defs/b/not",
    ),
    // A base must list subtypes that are definitions and add assertions of their own.
    (
        r##"{ "anyOf": [{ "type": "string" }, { "allOf": [{ "$ref": "#" }, { "minLength": 3 }] }] }"##,
        "/anyOf/1",
    ),
    (
        r##"{ "oneOf": [{ "$ref": "#/$defs/a" }], "$defs": { "a": { "allOf": [{ "$ref": "#" }] } } }"##,
        "/oneOf/0",
    ),
    // A base of subtypes does not excuse another cycle.
    (
        r##"{ "oneOf": [{ "$ref": "#/$defs/a" }], "anyOf": [{ "allOf": [{ "$ref": "#/$defs/a" }] }, {}], "$defs": { "a": { "allOf": [{ "$ref": "#" }, { "minLength": 3 }] } } }"##,
        "/anyOf/0",
    ),
    (
        r##"{ "$ref": "#/$defs/a", "$defs": { "a": { "$ref": "#/$defs/b", "type": "string", "oneOf": [{ "$ref": "#/$defs/b" }] }, "b": { "$ref": "#/$defs/a", "minLength": 3, "oneOf": [{ "$ref": "#/$defs/a" }] } } }"##,
        "/$defs/a/oneOf/0",
    ),
    (
        r##"{ "oneOf": [{ "$ref": "#/$defs/a" }], "not": { "$ref": "#" }, "$defs": { "a": { "allOf": [{ "$ref": "#" }, { "minLength": 3 }] } } }"##,
        "/not",
    ),
];

#[test]
fn what_the_specification_leaves_undefined_is_rejected() {
    for &(schema, at) in CYCLES {
        let diagnostic = generate(schema).map(|output| output.code().to_owned());
        let diagnostic = diagnostic.unwrap_err();
        assert_eq!(diagnostic.code, Code::SelfApplication, "{schema}");
        assert_eq!(diagnostic.place.as_ref().unwrap().pointer, at, "{schema}");
        assert!(diagnostic.message.contains(" → "), "{diagnostic}");
    }
}

/// A schema from a bug report: a validator and the generated types overflowed the stack on it.
#[test]
fn the_cycle_is_shown() {
    let schema = r##"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$defs": {
    "root": {
      "oneOf": [
        { "type": "object", "properties": { "a": { "type": "number" } } },
        { "$ref": "#/$defs/root" }
      ]
    }
  },
  "type": "object",
  "patternProperties": { ".*": { "$ref": "#/$defs/root" } }
}"##;
    assert_snapshot!(generate(schema).unwrap_err().render());
}

#[test]
fn recursion_below_the_instance_is_allowed() {
    for schema in [
        r##"{ "properties": { "a": { "not": { "$ref": "#" } } } }"##,
        r##"{ "anyOf": [{ "type": "string" }, { "items": { "$ref": "#" } }] }"##,
        r##"{ "not": { "items": { "not": { "$ref": "#" } } } }"##,
        r##"{ "then": { "$ref": "#" } }"##,
        r##"{ "propertyNames": { "$ref": "#" } }"##,
        r##"{ "$schema": "http://json-schema.org/draft-07/schema#", "$ref": "#/definitions/a", "not": { "$ref": "#" }, "definitions": { "a": {} } }"##,
        r##"{ "const": { "not": { "$ref": "#" } } }"##,
        r##"{ "$schema": "http://json-schema.org/draft-04/schema#", "if": { "$ref": "#" } }"##,
    ] {
        let output = generate(schema).unwrap_or_else(|error| panic!("{schema}: {error}"));
        let mut warnings = output.warnings().iter();
        assert!(
            warnings.all(|it| it.code != Code::SelfApplication),
            "{schema}"
        );
    }
}

#[test]
fn what_adds_nothing_is_a_warning() {
    for schema in [
        r##"{ "$ref": "#" }"##,
        r##"{ "type": "object", "allOf": [{ "$ref": "#" }] }"##,
        r##"{ "$ref": "#/$defs/a", "$defs": { "a": { "$ref": "#/$defs/b" }, "b": { "$ref": "#/$defs/a" } } }"##,
    ] {
        let output = generate(schema).unwrap();
        let [warning] = output.warnings() else {
            panic!("{schema}: {:?}", output.warnings());
        };
        assert_eq!(
            (warning.code, warning.severity),
            (Code::SelfApplication, Severity::Warning)
        );
    }
    let output = generate(r##"{ "type": "object", "allOf": [{ "$ref": "#" }] }"##).unwrap();
    assert_snapshot!(output.warnings()[0].render());
}

#[test]
fn the_warning_is_at_the_reference() {
    for keyword in ["$ref", "$dynamicRef"] {
        let schema = format!(r##"{{ "{keyword}": "#" }}"##);
        let output = generate(&schema).unwrap();
        let place = output.warnings()[0].place.as_ref().unwrap();
        assert_eq!(place.pointer, format!("/{keyword}"));
        assert!(place.source.value().pointer(&place.pointer).is_some());
    }
}

/// A base as vendors' descriptions have it: properties of its own, a list of its subtypes, and
/// subtypes that apply it by `allOf`.
const ACTORS: &str = r##"{
  "$ref": "#/definitions/ENTRY",
  "definitions": {
    "Actor": {
      "type": "object", "required": ["id"], "properties": { "id": { "type": "string", "description": "Who." } },
      "oneOf": [{ "$ref": "#/definitions/Agent" }, { "$ref": "#/definitions/Bot" }]
    },
    "Agent": { "allOf": [{ "$ref": "#/definitions/Actor" }, { "required": ["type"], "properties": { "type": { "const": "AGENT" } } }] },
    "Bot": { "allOf": [{ "$ref": "#/definitions/Actor" }, { "required": ["type"], "properties": { "type": { "const": "BOT" } } }] },
    "Message": { "type": "object", "properties": { "by": { "$ref": "#/definitions/Agent" }, "to": { "$ref": "#/definitions/Actor" } } }
  }
}"##;

/// Whichever definition is the root, the types are the same: an enum of two structs.
#[test]
fn a_base_of_its_subtypes_means_what_was_meant() {
    for entry in ["Actor", "Agent", "Bot", "Message"] {
        let output = generate(&ACTORS.replace("ENTRY", entry)).unwrap();
        let [warning] = output.warnings() else {
            panic!("{entry}: {:?}", output.warnings());
        };
        assert_eq!(
            (warning.code, warning.severity),
            (Code::SelfApplication, Severity::Warning)
        );
        let (proven, types) = output.proven();
        assert_eq!(proven, types, "{entry}");
        let code = output.code();
        assert!(
            code.contains("pub enum Actor {") && code.contains("    Agent(Agent),"),
            "{code}"
        );
        assert!(
            code.contains("pub struct Agent {") && code.contains("pub struct Bot {"),
            "{code}"
        );
        // The description of the property is kept in each subtype.
        assert_eq!(
            code.matches("    /// Who.\n    pub id: String,").count(),
            2,
            "{code}"
        );
    }
    let output = generate(&ACTORS.replace("ENTRY", "Agent")).unwrap();
    assert_snapshot!(output.warnings()[0].render());
}

/// The bundled schema must have the same meaning as the types.
#[test]
fn the_bundled_schema_applies_itself_no_more() {
    let builder = Builder::new().schema_text("a.json", ACTORS.replace("ENTRY", "Actor"));
    let modules = builder.generate_modules().unwrap();
    let mut files = modules.files().iter();
    let bundle = files.find(|file| file.name == "a.schema.json").unwrap();
    let output = generate(&bundle.text).unwrap();
    assert!(output.warnings().is_empty(), "{:?}", output.warnings());
}
