//! The type that a schema without one was surely meant to have: `{"properties": …}` accepts 42.
//!
//! Takes a schema object; adds the `type` that all its rules are about. Only where a schema says what
//! a value is: inside `not`, `if` and the like, narrowing would turn what is said around.

use serde_json::{Map, Value};

/// What tells the type of a value already, or leaves it to other schemas.
const TOLD: &[&str] = &[
    "$dynamicRef",
    "$recursiveRef",
    "$ref",
    "const",
    "enum",
    "type",
];

/// Adds the type, and tells whether it did.
pub(super) fn add_type(schema: &mut Map<String, Value>) -> bool {
    if TOLD.iter().any(|keyword| schema.contains_key(*keyword)) {
        return false;
    }
    let mut kinds = schema.keys().filter_map(|keyword| kind_of_rule(keyword));
    let Some(kind) = kinds.next() else {
        return false;
    };
    if kinds.any(|other| other != kind) {
        return false;
    }
    schema.insert("type".to_owned(), kind.into());
    true
}

/// Whether the schemas that a keyword holds say what a value is, given that the one around does.
pub(super) fn keeps_sense(keyword: &str) -> bool {
    !matches!(
        keyword,
        "contains"
            | "contentSchema"
            | "dependencies"
            | "dependentSchemas"
            | "else"
            | "if"
            | "not"
            | "propertyNames"
            | "then"
    )
}

/// The type of the values that a keyword can refuse.
fn kind_of_rule(keyword: &str) -> Option<&'static str> {
    match keyword {
        "additionalProperties"
        | "dependencies"
        | "dependentRequired"
        | "dependentSchemas"
        | "maxProperties"
        | "minProperties"
        | "patternProperties"
        | "properties"
        | "propertyNames"
        | "required"
        | "unevaluatedProperties" => Some("object"),
        "additionalItems" | "contains" | "items" | "maxItems" | "minItems" | "prefixItems"
        | "unevaluatedItems" | "uniqueItems" => Some("array"),
        "maxLength" | "minLength" | "pattern" => Some("string"),
        "exclusiveMaximum" | "exclusiveMinimum" | "maximum" | "minimum" | "multipleOf" => {
            Some("number")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_type_is_implied_where_all_rules_agree_and_none_is_told() {
        for (schema, kind) in [
            (json!({"properties": {}, "title": "T"}), Some("object")),
            (json!({"items": {}, "minItems": 1}), Some("array")),
            (json!({"pattern": "x", "default": 1}), Some("string")),
            (json!({"minimum": 1}), Some("number")),
            (json!({"minimum": 1, "pattern": "x"}), None),
            (json!({"required": [], "enum": [1]}), None),
            (json!({"required": [], "$ref": "#"}), None),
            (json!({"anyOf": [], "title": "T"}), None),
        ] {
            let mut members = schema.as_object().unwrap().clone();
            let added = add_type(&mut members);
            assert_eq!(added, kind.is_some(), "{schema}");
            let found = members.get("type").and_then(Value::as_str);
            assert_eq!(found, kind, "{schema}");
        }
    }
}
