//! Simplifies `patternProperties`: where the patterns constrain all properties alike,
//! `additionalProperties` says the same.

use serde_json::{Map, Value};

use crate::schema::pattern::is_total;

/// Drops patterns that make no difference. Beside a non-empty `properties` they may make one.
pub(super) fn simplify(rules: &mut Map<String, Value>) {
    let declares = rules.get("properties").and_then(Value::as_object);
    if declares.is_some_and(|members| !members.is_empty()) {
        return;
    }
    let Some(Value::Object(patterns)) = rules.get("patternProperties") else {
        return;
    };
    let rest = rules.get("additionalProperties");
    let of_all = match patterns.iter().collect::<Vec<_>>().as_slice() {
        [(pattern, all)] if is_total(pattern) => Some((*all).clone()),
        all => rest
            .filter(|rest| all.iter().all(|(_, value)| value == rest))
            .cloned(),
    };
    if let Some(of_all) = of_all {
        rules.remove("patternProperties");
        rules.insert("additionalProperties".to_owned(), of_all);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn constraints_on_all_properties_are_written_once() {
        for (written, expected) in [
            (
                json!({ "patternProperties": { "^a": 1 }, "additionalProperties": 1 }),
                json!({ "additionalProperties": 1 }),
            ),
            (
                json!({ "patternProperties": { ".*": 1 }, "additionalProperties": false }),
                json!({ "additionalProperties": 1 }),
            ),
            (
                json!({ "properties": {}, "patternProperties": { "": 1 } }),
                json!({ "properties": {}, "additionalProperties": 1 }),
            ),
        ] {
            let mut rules = written.as_object().unwrap().clone();
            simplify(&mut rules);
            assert_eq!(Value::Object(rules), expected);
        }
    }

    #[test]
    fn patterns_that_make_a_difference_stay() {
        for written in [
            json!({ "patternProperties": { "^a": 1 } }),
            json!({ "patternProperties": { "^a": 1, "": 2 }, "additionalProperties": 1 }),
            json!({ "patternProperties": { "^a": 1 }, "additionalProperties": 2 }),
            json!({ "properties": { "b": 1 }, "patternProperties": { "": 2 } }),
        ] {
            let mut rules = written.as_object().unwrap().clone();
            simplify(&mut rules);
            assert_eq!(Value::Object(rules), written);
        }
    }
}
