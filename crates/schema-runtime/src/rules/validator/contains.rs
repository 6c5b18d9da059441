//! `contains` of draft 2019-09, which evaluates no item: `unevaluatedItems` there depends on
//! `items`, `additionalItems` and itself only (core specification of 2019-09, section 9.3.1.3). In
//! the `jsonschema` crate, matching items count as evaluated, as in 2020-12.
//!
//! So the keyword is wrapped in a double negation, inside which nothing counts as evaluated. A
//! document with references through a `contains` is left unchanged.

use serde_json::{Map, Value, json};

/// The keywords that are moved together.
const GROUP: [&str; 3] = ["contains", "minContains", "maxContains"];

/// Rewrites a document of draft 2019-09 that uses `unevaluatedItems`.
pub(super) fn evaluate_nothing(document: &mut Value) {
    let dialect = document.get("$schema").and_then(Value::as_str);
    let is_2019_09 = dialect.is_some_and(|uri| uri.contains("/draft/2019-09/"));
    if is_2019_09 && is_key(document, "unevaluatedItems") && !is_referenced_through(document) {
        rewrite(document);
    }
}

fn rewrite(schema: &mut Value) {
    match schema {
        Value::Object(members) => rewrite_object(members),
        Value::Array(items) => items.iter_mut().for_each(rewrite),
        _ => {}
    }
}

fn rewrite_object(members: &mut Map<String, Value>) {
    for (keyword, value) in members.iter_mut() {
        match (keyword.as_str(), value) {
            ("const" | "default" | "enum" | "examples", _) => {}
            // Keys of these objects are names of properties and definitions, not keywords.
            (
                "$defs" | "definitions" | "dependencies" | "dependentSchemas" | "patternProperties"
                | "properties",
                Value::Object(by_name),
            ) => by_name.values_mut().for_each(rewrite),
            (_, inside) => rewrite(inside),
        }
    }
    if members.contains_key("contains") {
        let group = GROUP.iter().filter_map(|name| members.remove_entry(*name));
        let negated = json!({"not": {"not": Value::Object(group.collect())}});
        match members.get_mut("allOf") {
            Some(Value::Array(parts)) => parts.push(negated),
            _ => {
                members.insert("allOf".to_owned(), json!([negated]));
            }
        }
    }
}

fn is_key(value: &Value, name: &str) -> bool {
    match value {
        Value::Object(members) => {
            members.contains_key(name) || members.values().any(|inside| is_key(inside, name))
        }
        Value::Array(items) => items.iter().any(|item| is_key(item, name)),
        _ => false,
    }
}

/// Whether a reference passes through a `contains`; rewriting would break it.
fn is_referenced_through(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.iter().any(|(name, inside)| {
            let reference = inside.as_str().filter(|_| name == "$ref");
            reference.is_some_and(|it| it.contains("/contains")) || is_referenced_through(inside)
        }),
        Value::Array(items) => items.iter().any(is_referenced_through),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::validator::FullValidator;

    fn is_valid(dialect: &str, mut schema: Value, instance: &Value) -> bool {
        schema["$schema"] = format!("https://json-schema.org/draft/{dialect}/schema").into();
        let validator = FullValidator::new(&schema, false).unwrap();
        validator
            .ask(&instance, |it| it.is_valid(instance))
            .unwrap()
    }

    #[test]
    fn what_is_found_is_evaluated_since_2020_12() {
        let schemas = [
            json!({"contains": {"type": "string"}, "unevaluatedItems": false}),
            json!({"allOf": [{"contains": {"type": "string"}}], "unevaluatedItems": false}),
            json!({"contains": {"type": "string"}, "$ref": "#/$defs/a", "$defs": {"a": {}}, "unevaluatedItems": {"type": "null"}}),
        ];
        for schema in schemas {
            assert!(is_valid("2020-12", schema.clone(), &json!(["a"])));
            assert!(!is_valid("2019-09", schema, &json!(["a"])));
        }
    }

    #[test]
    fn it_finds_and_counts_as_before() {
        let schema = json!({
            "properties": {"contains": {"contains": {"const": 1}, "minContains": 2, "maxContains": 3, "unevaluatedItems": {"type": "integer"}}}
        });
        for (items, expected) in [
            (json!([1, 1]), true),
            (json!([1, 2, 1, 1]), true),
            (json!([1, 1, 1, 1]), false),
            (json!([1, 2]), false),
            (json!([1, 1, "a"]), false),
        ] {
            let instance = json!({"contains": items});
            assert_eq!(
                is_valid("2019-09", schema.clone(), &instance),
                expected,
                "{instance}"
            );
        }
    }

    #[test]
    fn references_through_it_keep_their_way() {
        let schema = json!({
            "contains": {"type": "string"}, "unevaluatedItems": true, "additionalProperties": {"$ref": "#/contains"}
        });
        assert!(is_valid("2019-09", schema.clone(), &json!({"a": "text"})));
        assert!(!is_valid("2019-09", schema, &json!({"a": 1})));
    }
}
