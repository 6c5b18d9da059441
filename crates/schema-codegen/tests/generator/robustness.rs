//! Arbitrary input: every text gives code or diagnostics, in time.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use schema_codegen::{Builder, OpenApi};
use serde_json::{Value, json};

use crate::arbitrary::{any_json, any_schema};
use crate::changes::{CASES, any_change, changed};
use crate::watch;

fn check(schema: &Value) {
    let builder = Builder::new().schema_text("schema.json", schema.to_string());
    watch::check(&builder);
}

fn runs(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(runs(256))]

    #[test]
    fn any_json_is_answered(schema in any_json()) {
        check(&schema);
    }

    #[test]
    fn any_json_is_answered_with_openapi_and_implied_types(schema in any_json()) {
        for version in [OpenApi::V3_0, OpenApi::V3_1] {
            let builder = Builder::new().schema_text("schema.json", schema.to_string());
            watch::check(&builder.openapi(version).implied_types());
        }
    }

    #[test]
    fn any_text_is_answered(text in ".{0,40}") {
        watch::check(&Builder::new().schema_text("schema.json", text));
    }

    #[test]
    fn any_schema_is_answered(schema in any_schema()) {
        check(&schema);
    }

    #[test]
    fn any_change_of_a_case_is_answered(
        case in any::<Index>(),
        changes in vec(any_change(), 1..4),
    ) {
        check(&changed(case.get(CASES.as_slice()).clone(), &changes));
    }
}

/// Wherever a schema refers to itself, the walk over it ends.
#[test]
fn self_references_of_every_shape_are_answered() {
    let schemas = [
        json!({ "$ref": "#" }),
        json!({ "allOf": [{ "$ref": "#" }] }),
        json!({ "anyOf": [{ "$ref": "#" }] }),
        json!({ "oneOf": [{ "$ref": "#" }, { "type": "string" }] }),
        json!({ "not": { "$ref": "#" } }),
        json!({ "if": { "$ref": "#" }, "then": { "$ref": "#" } }),
        json!({ "type": "object", "allOf": [{ "$ref": "#" }], "properties": { "a": { "$ref": "#" } } }),
        json!({ "type": "object", "additionalProperties": { "$ref": "#" } }),
        json!({ "type": "object", "propertyNames": { "$ref": "#" } }),
        json!({ "type": "array", "items": { "$ref": "#" } }),
        json!({ "type": "array", "prefixItems": [{ "$ref": "#" }], "minItems": 1 }),
        json!({ "type": "array", "contains": { "$ref": "#" } }),
        json!({ "$ref": "#/$ref" }),
        json!({ "$ref": "#/$defs/a", "$defs": { "a": { "$ref": "#/$defs/a" } } }),
        json!({ "$ref": "#/$defs/a", "$defs": { "a": { "$ref": "#/$defs/b" }, "b": { "$ref": "#/$defs/a" } } }),
        json!({ "$ref": "#/$defs/a", "$defs": { "a": { "allOf": [{ "$ref": "#/$defs/b" }] }, "b": { "anyOf": [{ "$ref": "#/$defs/a" }] } } }),
        json!({ "$ref": "#/$defs/a", "$defs": { "a": { "type": "object", "properties": { "b": { "$ref": "#/$defs/b" } } }, "b": { "allOf": [{ "$ref": "#/$defs/a" }, { "$ref": "#/$defs/b" }] } } }),
        json!({ "type": "object", "properties": { "a": { "$ref": "#/properties/b" }, "b": { "$ref": "#/properties/a" } } }),
        json!({ "type": "object", "properties": { "a": { "$ref": "#/properties/a/properties/a", "properties": { "a": { "$ref": "#/properties/a" } } } } }),
        json!({ "$id": "https://schemas.example/x.json", "$ref": "x.json" }),
        json!({ "$id": "https://schemas.example/x.json", "properties": { "a": { "$ref": "https://schemas.example/x.json#/properties/a" } } }),
        json!({ "$schema": "http://json-schema.org/draft-07/schema#", "$ref": "#" }),
        json!({ "$schema": "http://json-schema.org/draft-07/schema#", "properties": { "a": { "$ref": "#", "type": "string" } } }),
        json!({ "$schema": "http://json-schema.org/draft-04/schema#", "id": "https://schemas.example/x.json", "items": { "$ref": "#" } }),
        json!({ "$anchor": "me", "type": "object", "properties": { "a": { "$ref": "#me" } } }),
        json!({ "$dynamicAnchor": "me", "type": "object", "properties": { "a": { "$dynamicRef": "#me" } } }),
        json!({ "$ref": "https://json-schema.org/draft/2020-12/schema" }),
        json!({ "$schema": "http://json-schema.org/draft-07/schema#", "$ref": "http://json-schema.org/draft-07/schema#" }),
    ];
    for schema in &schemas {
        check(schema);
    }
}
