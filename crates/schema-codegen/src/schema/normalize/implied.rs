//! Adds the `type` that a schema without one was surely meant to have: `{"properties": …}` alone
//! accepts 42.
//!
//! It is the type that all assertions of the schema apply to. It is added only where a schema
//! describes valid values: inside `not`, `if` and the like, a narrower schema could widen the one
//! around it.

use serde_json::{Map, Value};

use crate::schema::keyword::{self, Application, JsonType, Keyword, Role, Vocabulary, keyword};

/// Adds the type; returns whether it did.
pub(in crate::schema) fn add_type(schema: &mut Map<String, Value>) -> bool {
    if keyword::has(schema, settles_type) {
        return false;
    }
    let mut kinds = schema.keys().filter_map(|keyword| type_of_rule(keyword));
    let Some(kind) = kinds.next() else {
        return false;
    };
    if kinds.any(|other| other != kind) {
        return false;
    }
    schema.insert("type".to_owned(), kind.into());
    true
}

/// Whether the subschemas of a keyword describe valid values if the schema around does; those of
/// `not`, `if`, `contains` and the like do not.
pub(in crate::schema) fn is_affirmative(name: &str) -> bool {
    keyword(name).is_none_or(|keyword| {
        matches!(
            keyword.role,
            Role::Applicator(
                Application::AllOf
                    | Application::Choice
                    | Application::Children
                    | Application::Unevaluated
            ) | Role::Identifier
        )
    })
}

/// Whether a keyword determines the JSON type by itself: it lists values or types, or refers to
/// another schema.
fn settles_type(keyword: &Keyword) -> bool {
    match keyword.role {
        Role::Reference { .. } => true,
        Role::Assertion => keyword.applies_to.is_none(),
        _ => false,
    }
}

/// The JSON type of the values that a keyword can reject. `format` is left out, since it applies to
/// strings and to numbers.
fn type_of_rule(name: &str) -> Option<&'static str> {
    let keyword =
        keyword(name).filter(|it| it.is_rule() && it.vocabulary != Some(Vocabulary::Format))?;
    keyword.applies_to.map(JsonType::name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_type_is_implied_where_all_rules_agree_and_none_is_given() {
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
