//! Strategies for random schemas: any JSON, and JSON that is mostly a valid schema.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

const KEYWORDS: &[&str] = &[
    "$defs",
    "$id",
    "$ref",
    "$schema",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "default",
    "definitions",
    "enum",
    "examples",
    "exclusiveMinimum",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "prefixItems",
    "properties",
    "required",
    "title",
    "type",
    "x-extensible-enum",
];

const WORDS: &[&str] = &[
    "#",
    "#/$defs/a",
    "#/properties/a",
    "",
    "a",
    "b",
    "array",
    "boolean",
    "date-time",
    "int32",
    "integer",
    "null",
    "number",
    "object",
    "string",
    "^a",
    "other.json",
    "type",
    "http://json-schema.org/draft-07/schema#",
];

/// Any JSON, with keywords of schemas as likely names.
pub(crate) fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (0..4_u8).prop_map(Value::from),
        select(WORDS).prop_map(Value::from),
        ".{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 5, |inner| {
        let name = prop_oneof![
            6 => select(KEYWORDS).prop_map(str::to_owned),
            2 => select(WORDS).prop_map(str::to_owned),
            1 => ".{0,6}",
        ];
        prop_oneof![
            1 => vec(inner.clone(), 0..4).prop_map(Value::Array),
            3 => vec((name, inner), 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Mostly valid schemas, made of the keywords that types are planned from.
pub(crate) fn any_schema() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::Bool),
        select(vec![
            "array", "boolean", "integer", "null", "number", "object", "string"
        ])
        .prop_map(|word| json!({ "type": word })),
        vec(select(vec!["null", "integer", "string", "object"]), 2)
            .prop_filter("a type twice", |words| words[0] != words[1])
            .prop_map(|words| json!({ "type": words })),
        (0..300_i64, 0..300_i64)
            .prop_map(|(min, max)| json!({ "type": "integer", "minimum": min, "maximum": max })),
        (0..4_u8).prop_map(|n| json!({ "type": "string", "minLength": n })),
        select(vec!["#", "#/$defs/a", "#/$defs/b"]).prop_map(|to| json!({ "$ref": to })),
        select(vec!["x", "y", "Self"]).prop_map(|text| json!({ "const": text })),
        Just(json!({ "enum": ["x", "y"] })),
        any_json().prop_map(|value| json!({ "const": value })),
    ];
    let nested = leaf.prop_recursive(4, 30, 4, |inner| {
        let members = vec((select(vec!["a", "b", "kind", "type"]), inner.clone()), 0..4);
        let members = members.prop_map(|members| {
            let members = members.into_iter().map(|(name, value)| (name.to_owned(), value));
            Value::Object(members.collect::<Map<_, _>>())
        });
        let required = select(vec![json!([]), json!(["a"]), json!(["kind"]), json!(["a", "b"])]);
        let object = (members, required, inner.clone()).prop_map(|(properties, required, rest)| {
            json!({
                "type": "object",
                "properties": properties,
                "required": required,
                "additionalProperties": rest,
            })
        });
        let branches = vec(inner.clone(), 1..4);
        prop_oneof![
            3 => object,
            1 => inner.clone().prop_map(|items| json!({ "type": "array", "items": items })),
            1 => (vec(inner.clone(), 1..3), inner).prop_map(|(first, rest)| {
                json!({ "type": "array", "minItems": first.len(), "prefixItems": first, "items": rest })
            }),
            1 => (select(vec!["allOf", "anyOf", "oneOf"]), branches)
                .prop_map(|(keyword, branches)| json!({ keyword: branches })),
        ]
    });
    (nested.clone(), nested.clone(), nested).prop_map(|(root, a, b)| match root {
        Value::Object(mut members) => {
            members.insert("$defs".to_owned(), json!({ "a": a, "b": b }));
            Value::Object(members)
        }
        other => other,
    })
}
