//! `schemars`: the schemas of the runtime's types, and references between generated types.

use std::borrow::Cow;

use schema_runtime::{__private::v1 as rt, DateTime, Integer, Map, Null, Number, Presence};
use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, schema_for};
use serde_json::json;

#[test]
fn schemas_of_the_runtimes_types() {
    for (schema, expected) in [
        (schema_for!(Integer), json!({"type": "integer"})),
        (schema_for!(Number), json!({"type": "number"})),
        (schema_for!(Null), json!({"type": "null"})),
        (
            schema_for!(DateTime),
            json!({"type": "string", "format": "date-time"}),
        ),
        (
            schema_for!(Presence<Integer>),
            json!({"type": ["integer", "null"]}),
        ),
        (
            schema_for!(Map<Integer>),
            json!({"type": "object", "additionalProperties": {"type": "integer"}}),
        ),
    ] {
        let mut schema = schema.to_value();
        let members = schema.as_object_mut().unwrap();
        members.remove("$schema");
        members.remove("title");
        assert_eq!(schema, expected);
    }
}

/// As the generator would write it: a recursive type.
struct Node;

impl JsonSchema for Node {
    fn schema_name() -> Cow<'static, str> {
        "Node".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        rt::json_schema(
            generator,
            r#"{
                "type": "object",
                "properties": {
                    "next": {"$ref": "codegen:next", "description": "The one after."},
                    "count": {"$ref": "codegen:count"},
                    "limit": {"$ref": "codegen:count", "description": "The most."},
                    "$ref": {"type": "string"},
                    "other": {"$ref": "codegen:unknown"}
                },
                "required": ["next"]
            }"#,
            &[
                ("next", |generator| generator.subschema_for::<Node>()),
                ("count", |generator| generator.subschema_for::<Integer>()),
            ],
        )
    }
}

#[test]
fn references_become_those_of_the_generator() {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let reference = generator.subschema_for::<Node>();
    assert_eq!(reference.as_value(), &json!({"$ref": "#/$defs/Node"}));
    assert_eq!(
        generator.definitions()["Node"]["properties"],
        json!({
            "next": {"$ref": "#/$defs/Node", "description": "The one after."},
            "count": {"type": "integer"},
            "limit": {"description": "The most.", "allOf": [{"type": "integer"}]},
            "$ref": {"type": "string"},
            "other": {"$ref": "codegen:unknown"}
        })
    );
}

#[test]
fn text_that_is_no_schema_accepts_nothing() {
    let mut generator = SchemaGenerator::default();
    for text in ["{", "1", "[]"] {
        assert_eq!(
            rt::json_schema(&mut generator, text, &[]).as_bool(),
            Some(false),
            "{text}"
        );
    }
    assert_eq!(
        rt::json_schema(&mut generator, "true", &[]).as_bool(),
        Some(true)
    );
}
