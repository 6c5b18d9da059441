//! How many combinations of branches a schema has: an estimate of how long its canonical form is.
//!
//! `allOf` of choices means each combination of a branch of the first with one of the second, and so
//! on. The canonical form lists all of them, so that twelve choices of three branches each would
//! take half a million.

use serde_json::{Map, Value};

/// How many combinations a schema has on the instance itself. References count as one.
pub(crate) fn of(schema: &Value) -> usize {
    let Value::Object(members) = schema else {
        return 1;
    };
    let each = members
        .iter()
        .map(|(keyword, value)| match keyword.as_str() {
            "anyOf" | "oneOf" => sum(value, of),
            "allOf" => product(value, of),
            "not" => of_negated(value),
            "if" => of_condition(members, value),
            "dependentSchemas" => dependents(value).fold(1, usize::saturating_mul),
            _ => 1,
        });
    each.fold(1, usize::saturating_mul)
}

/// The same of the negation of a schema: it rejects by one of its keywords.
fn of_negated(schema: &Value) -> usize {
    let Value::Object(members) = schema else {
        return 1;
    };
    let each = members
        .iter()
        .map(|(keyword, value)| match keyword.as_str() {
            "anyOf" => product(value, of_negated),
            "allOf" => sum(value, of_negated),
            "not" => of(value),
            // None of the branches, or two of them.
            "oneOf" => product(value, of_negated).saturating_add(pairs(value)),
            _ => 1,
        });
    each.fold(0, usize::saturating_add).max(1)
}

/// `if` with `then`, or its negation with `else`.
fn of_condition(members: &Map<String, Value>, condition: &Value) -> usize {
    let branch = |keyword: &str| members.get(keyword).map_or(1, of);
    let then = of(condition).saturating_mul(branch("then"));
    let otherwise = of_negated(condition).saturating_mul(branch("else"));
    then.saturating_add(otherwise)
}

/// For each property, that it is absent or that its schema holds.
fn dependents(schemas: &Value) -> impl Iterator<Item = usize> {
    let schemas = schemas.as_object().into_iter().flatten();
    schemas.map(|(_, schema)| of(schema).saturating_add(1))
}

fn sum(branches: &Value, each: fn(&Value) -> usize) -> usize {
    let branches = branches.as_array().into_iter().flatten().map(each);
    branches.fold(0, usize::saturating_add).max(1)
}

fn product(branches: &Value, each: fn(&Value) -> usize) -> usize {
    let branches = branches.as_array().into_iter().flatten().map(each);
    branches.fold(1, usize::saturating_mul)
}

fn pairs(branches: &Value) -> usize {
    let count = branches.as_array().map_or(0, Vec::len);
    count.saturating_mul(count)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn choices_of_a_conjunction_multiply() {
        let choice = json!({ "anyOf": [{ "minLength": 1 }, { "pattern": "a" }, { "const": "" }] });
        assert_eq!(of(&choice), 3);
        assert_eq!(of(&json!({ "allOf": vec![choice.clone(); 12] })), 531_441);
        assert_eq!(of(&json!({ "properties": { "a": choice } })), 1);
    }

    #[test]
    fn negations_swap_choices_and_conjunctions() {
        let two = json!({ "anyOf": [true, { "anyOf": [{ "minimum": 1 }, { "maximum": 9 }] }] });
        assert_eq!(of(&two), 3);
        assert_eq!(of(&json!({ "not": two })), 1);
        let both = json!({ "allOf": [{ "minimum": 1, "maximum": 9 }, { "multipleOf": 2 }] });
        assert_eq!(of(&both), 1);
        assert_eq!(of(&json!({ "not": both })), 3);
        assert_eq!(of(&json!({ "not": { "not": both } })), 1);
    }

    #[test]
    fn conditions_have_two_sides() {
        let condition =
            json!({ "if": { "minimum": 1, "maximum": 9 }, "then": { "anyOf": [true, true] } });
        assert_eq!(of(&condition), 2 + 2);
        let dependent =
            json!({ "dependentSchemas": { "a": true, "b": { "anyOf": [true, true] } } });
        assert_eq!(of(&dependent), 2 * 3);
    }
}
