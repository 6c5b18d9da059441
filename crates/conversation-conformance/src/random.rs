//! Random schemas, instances and damaged texts, deterministic from a seed.
//!
//! Gives one section. Instances are aimed at their schema, since random ones are nearly always
//! rejected by the first keyword; texts are instances whose JSON was damaged or respelled.

mod instance;
mod rng;
mod schema;
mod text;

use std::collections::BTreeSet;

use serde_json::Value;

use super::case::{Case, Instance, Schema, Section, module_name};
use rng::Rng;

/// Values aimed at each schema that are kept, and as many with one change.
const AIMED: usize = 10;

/// Values that are tried for them: valid ones are kept first, since only these have all to lose.
const TRIED: usize = 40;

/// Values whose texts are damaged.
const DAMAGED: usize = 3;

pub(super) fn sections(count: usize, seed: u64) -> Vec<Section> {
    let case = |index: usize| {
        // Each case has numbers of its own, so that it is the same whatever `count` is.
        let mut rng = Rng::new(seed.wrapping_mul(1_000_003).wrapping_add(index as u64));
        case(index, seed, &mut rng)
    };
    vec![Section {
        name: "random".to_owned(),
        cases: (0..count).map(case).collect(),
        references: Vec::new(),
        formats: false,
    }]
}

fn case(index: usize, seed: u64, rng: &mut Rng) -> Case {
    let schema = schema::schema(rng);
    let module = module_name("random", index);
    Case {
        name: format!("{seed}-{index}"),
        file: "random".to_owned(),
        index,
        module: module.clone(),
        instances: instances(&schema, rng),
        schema: Schema::Text {
            name: format!("{module}.json"),
            text: schema.to_string(),
        },
    }
}

/// Named by their kind and number, each text once.
fn instances(schema: &Value, rng: &mut Rng) -> Vec<Instance> {
    let mut texts = Vec::new();
    let mut aimed: Vec<_> = (0..TRIED).map(|_| instance::aimed(schema, rng)).collect();
    // Only for choosing: the verdict is taken from the validators, in processes of their own.
    let validator = jsonschema::validator_for(schema).ok();
    let is_valid = |value: &Value| validator.as_ref().is_some_and(|it| it.is_valid(value));
    let mut chosen = BTreeSet::new();
    aimed.retain(|value| chosen.insert(value.to_string()));
    aimed.sort_by_cached_key(|value| !is_valid(value));
    aimed.truncate(AIMED);
    texts.extend(aimed.iter().map(|value| ("aimed", value.to_string())));
    texts.extend(aimed.iter().map(|value| {
        let changed = instance::changed(value, rng);
        ("changed", changed.to_string())
    }));
    for value in aimed.iter().take(DAMAGED) {
        let damaged = text::damaged(&value.to_string(), rng);
        texts.extend(damaged.into_iter().map(|text| ("text", text)));
    }
    let mut seen = BTreeSet::new();
    texts.retain(|(_, text)| seen.insert(text.clone()));
    let named = texts.into_iter().enumerate();
    named
        .map(|(number, (kind, text))| Instance {
            name: format!("{kind} {number}"),
            text,
            label: None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_depends_on_its_seed_and_place_alone() {
        let few = sections(2, 7);
        let more = sections(5, 7);
        assert_eq!(
            format!("{:?}", few[0].cases[1]),
            format!("{:?}", more[0].cases[1])
        );
        let other = sections(2, 8);
        assert_ne!(
            format!("{:?}", few[0].cases[1]),
            format!("{:?}", other[0].cases[1])
        );
    }

    /// The sample of a separator that a reader once swallowed.
    #[test]
    fn a_tuple_gets_a_trailing_comma() {
        let schema = serde_json::json!({
            "type": "array", "prefixItems": [{ "type": "string" }], "minItems": 1
        });
        let instances = instances(&schema, &mut Rng::new(1));
        let wanted = |it: &Instance| it.text.starts_with("[\"") && it.text.ends_with(",]");
        assert!(instances.iter().any(wanted), "{instances:?}");
    }
}
