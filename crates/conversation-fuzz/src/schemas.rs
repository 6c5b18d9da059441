//! Schemas made from bytes: mostly valid, with the keywords of all drafts, and with names that are
//! hard to turn into identifiers.
//!
//! The same bytes give the same schema, so that a fuzzer can observe the effect of its changes.

mod values;
mod words;

use serde_json::{Map, Value, json};

use crate::choices::Choices;
use values::{any_json, count, number, strings};
use words::{DIALECTS, FORMATS, NAMES, PATTERNS, REFERENCES, STRANGE_REFERENCES, TYPES};
pub(crate) use words::{KEYWORDS, WORDS};

/// The first byte of an input that encodes choices. No JSON text begins with it.
pub(crate) const CHOICES: u8 = 1;

/// The schema text of a fuzz input: generated from its bytes, or the input itself.
pub(crate) fn text(input: &[u8]) -> Option<String> {
    match input.split_first() {
        Some((&CHOICES, choices)) => Some(document(&mut Choices::new(choices)).to_string()),
        _ => String::from_utf8(input.to_vec()).ok(),
    }
}

/// A whole document, with definitions.
fn document(choices: &mut Choices<'_>) -> Value {
    let dialect = choices.pick(DIALECTS);
    let root = schema(choices, 4);
    let Value::Object(mut members) = root else {
        return root;
    };
    if choices.once_in(32) {
        members.insert("$schema".to_owned(), any_json(choices, 1));
    } else if let Some(dialect) = dialect {
        members.insert("$schema".to_owned(), dialect.into());
    }
    for keyword in ["$defs", "definitions"] {
        let mut definitions = named(choices, 3);
        for name in ["a", "b"] {
            definitions.insert(name.to_owned(), schema(choices, 3));
        }
        members.insert(keyword.to_owned(), definitions.into());
    }
    Value::Object(members)
}

fn schema(choices: &mut Choices<'_>, depth: usize) -> Value {
    match choices.below(16) {
        0 if choices.once_in(2) => choices.once_in(2).into(),
        0 => json!({}),
        1 | 2 => json!({ "$ref": reference(choices) }),
        3 => json!({ "type": choices.pick(TYPES) }),
        4 if choices.once_in(32) => any_json(choices, depth.min(2)),
        _ => {
            let mut members = Map::new();
            for _ in 0..=choices.below(5) {
                keywords(choices, depth, &mut members);
            }
            Value::Object(members)
        }
    }
}

/// Adds keywords that belong together, or any keyword with any value.
fn keywords(choices: &mut Choices<'_>, depth: usize, into: &mut Map<String, Value>) {
    if choices.once_in(128) {
        let value = any_json(choices, 2);
        into.insert(choices.pick(KEYWORDS).to_owned(), value);
        return;
    }
    let nested = depth > 0 && !choices.is_used_up();
    match choices.below(if nested { 9 } else { 5 }) {
        0 => types(choices, into),
        1 => scalars(choices, into),
        2 => listed(choices, into),
        3 => sizes(choices, into),
        4 => annotations(choices, into),
        5 => objects(choices, depth - 1, into),
        6 => arrays(choices, depth - 1, into),
        7 => in_place(choices, depth - 1, into),
        _ => identities(choices, into),
    }
}

fn types(choices: &mut Choices<'_>, into: &mut Map<String, Value>) {
    let value = if choices.once_in(4) {
        let two = [choices.pick(TYPES), choices.pick(TYPES)];
        if two[0] == two[1] {
            json!([two[0]])
        } else {
            json!(two)
        }
    } else {
        json!(choices.pick(TYPES))
    };
    into.insert("type".to_owned(), value);
}

fn scalars(choices: &mut Choices<'_>, into: &mut Map<String, Value>) {
    let (keyword, value) = match choices.below(8) {
        0 => ("minimum", number(choices)),
        1 => ("maximum", number(choices)),
        2 if choices.once_in(32) => ("exclusiveMinimum", true.into()),
        2 => ("exclusiveMinimum", number(choices)),
        3 => ("exclusiveMaximum", number(choices)),
        4 => (
            "multipleOf",
            choices
                .pick(&[json!(1), json!(3), json!(0.1), json!(1e-7), json!(2.5)].each_ref())
                .clone(),
        ),
        5 => ("pattern", choices.pick(PATTERNS).into()),
        6 => ("format", choices.pick(FORMATS).into()),
        _ => ("contentMediaType", "application/json".into()),
    };
    into.insert(keyword.to_owned(), value);
}

fn listed(choices: &mut Choices<'_>, into: &mut Map<String, Value>) {
    match choices.below(4) {
        0 => {
            into.insert("const".to_owned(), any_json(choices, 2));
        }
        1 => {
            let some = (0..=choices.below(4)).map(|_| any_json(choices, 1));
            into.insert("enum".to_owned(), some.collect());
        }
        2 => {
            into.insert("enum".to_owned(), strings(choices));
        }
        _ => {
            into.insert("x-extensible-enum".to_owned(), strings(choices));
        }
    }
}

fn sizes(choices: &mut Choices<'_>, into: &mut Map<String, Value>) {
    let keyword = choices.pick(&[
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "minProperties",
        "maxProperties",
        "minContains",
        "maxContains",
    ]);
    into.insert(keyword.to_owned(), count(choices));
}

fn annotations(choices: &mut Choices<'_>, into: &mut Map<String, Value>) {
    let (keyword, value) = match choices.below(6) {
        0 => ("title", choices.pick(NAMES).into()),
        1 => ("description", choices.text(24).into()),
        2 => ("default", any_json(choices, 1)),
        3 => ("examples", json!([any_json(choices, 1)])),
        4 => ("deprecated", true.into()),
        _ => ("nullable", true.into()),
    };
    into.insert(keyword.to_owned(), value);
}

fn objects(choices: &mut Choices<'_>, depth: usize, into: &mut Map<String, Value>) {
    let (keyword, value) = match choices.below(12) {
        0..=2 => ("properties", named(choices, depth).into()),
        3 => ("additionalProperties", schema(choices, depth)),
        4 => ("additionalProperties", false.into()),
        5 | 6 => ("required", strings(choices)),
        7 => {
            let (one, two) = (schema(choices, depth), schema(choices, depth));
            (
                "patternProperties",
                json!({ choices.pick(PATTERNS): one, choices.pick(PATTERNS): two }),
            )
        }
        8 => ("propertyNames", schema(choices, depth)),
        9 => (
            "dependentRequired",
            json!({ choices.pick(NAMES): strings(choices) }),
        ),
        10 => ("dependentSchemas", named(choices, depth).into()),
        _ if choices.once_in(2) => ("dependencies", named(choices, depth).into()),
        _ => ("unevaluatedProperties", schema(choices, depth)),
    };
    into.insert(keyword.to_owned(), value);
    if choices.once_in(2) {
        into.insert("type".to_owned(), "object".into());
    }
}

fn arrays(choices: &mut Choices<'_>, depth: usize, into: &mut Map<String, Value>) {
    let (keyword, value) = match choices.below(8) {
        0 | 1 => ("items", schema(choices, depth)),
        2 => ("items", several(choices, depth)),
        3 => ("prefixItems", several(choices, depth)),
        4 => ("additionalItems", schema(choices, depth)),
        5 => ("contains", schema(choices, depth)),
        6 => ("uniqueItems", true.into()),
        _ => ("unevaluatedItems", schema(choices, depth)),
    };
    into.insert(keyword.to_owned(), value);
    if choices.once_in(2) {
        into.insert("type".to_owned(), "array".into());
    }
}

fn in_place(choices: &mut Choices<'_>, depth: usize, into: &mut Map<String, Value>) {
    let (keyword, value) = match choices.below(10) {
        0 | 1 => ("allOf", several(choices, depth)),
        2 | 3 => ("anyOf", several(choices, depth)),
        4 | 5 => ("oneOf", several(choices, depth)),
        6 => ("not", schema(choices, depth)),
        7 => ("oneOf", tagged(choices, depth)),
        8 => ("$ref", reference(choices).into()),
        _ => {
            into.insert("then".to_owned(), schema(choices, depth));
            into.insert("else".to_owned(), schema(choices, depth));
            ("if", schema(choices, depth))
        }
    };
    into.insert(keyword.to_owned(), value);
}

fn identities(choices: &mut Choices<'_>, into: &mut Map<String, Value>) {
    let keyword = choices.pick(&[
        "$id",
        "id",
        "$anchor",
        "$dynamicAnchor",
        "$dynamicRef",
        "$recursiveAnchor",
        "$recursiveRef",
    ]);
    let value = match keyword {
        "$id" | "id" => choices
            .pick(&["https://schemas.example/x.json", "x.json", "urn:x", "#a"])
            .into(),
        // A boolean in draft 2019-09, a name in draft 2020-12.
        "$recursiveAnchor" if choices.once_in(4) => true.into(),
        "$recursiveRef" => "#".into(),
        "$dynamicRef" => reference(choices).into(),
        _ => "a".into(),
    };
    into.insert(keyword.to_owned(), value);
}

/// Objects that differ by the value of one property.
fn tagged(choices: &mut Choices<'_>, depth: usize) -> Value {
    let branch = |choices: &mut Choices<'_>| {
        let tag = any_json(choices, 0);
        json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "const": tag }, "a": schema(choices, depth) } })
    };
    (0..2 + choices.below(2)).map(|_| branch(choices)).collect()
}

fn several(choices: &mut Choices<'_>, depth: usize) -> Value {
    (0..=choices.below(3))
        .map(|_| schema(choices, depth))
        .collect()
}

fn named(choices: &mut Choices<'_>, depth: usize) -> Map<String, Value> {
    let count = 1 + choices.below(4);
    let member = |choices: &mut Choices<'_>| {
        let name = choices.pick(NAMES).to_owned();
        (name, schema(choices, depth))
    };
    (0..count).map(|_| member(choices)).collect()
}

fn reference(choices: &mut Choices<'_>) -> &'static str {
    if choices.once_in(8) {
        choices.pick(STRANGE_REFERENCES)
    } else {
        choices.pick(REFERENCES)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::Random;

    fn made(seed: u64) -> Value {
        let mut random = Random::new(seed);
        let bytes: Vec<u8> = (0..256).map(|_| random.byte()).collect();
        document(&mut Choices::new(&bytes))
    }

    fn collect_names(value: &Value, names: &mut BTreeSet<String>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| collect_names(item, names)),
            Value::Object(members) => {
                for (name, member) in members {
                    names.insert(name.clone());
                    collect_names(member, names);
                }
            }
            _ => {}
        }
    }

    #[test]
    fn every_keyword_is_made() {
        let mut names = BTreeSet::new();
        (0..2_000).for_each(|seed| collect_names(&made(seed), &mut names));
        let missing: Vec<_> = KEYWORDS
            .iter()
            .filter(|keyword| !names.contains(**keyword))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    /// Whether its metaschema accepts it, if that is known.
    fn is_valid(schema: &Value) -> bool {
        jsonschema::meta::validate(schema).is_ok()
    }

    /// Otherwise most runs would end before the generator plans anything.
    #[test]
    fn most_schemas_are_valid() {
        let valid = (0..400).filter(|seed| is_valid(&made(*seed))).count();
        assert!(valid > 200, "{valid} of 400");
    }

    #[test]
    fn used_up_choices_end() {
        assert!(document(&mut Choices::new(&[])).to_string().len() < 1_000);
        let nested = [200; 3];
        assert!(document(&mut Choices::new(&nested)).to_string().len() < 1_000);
    }

    #[test]
    fn text_is_used_unchanged() {
        assert_eq!(text(b"{").as_deref(), Some("{"));
        assert!(text(&[CHOICES]).unwrap().starts_with('{'));
        assert_eq!(text(b"\xff"), None);
    }
}
