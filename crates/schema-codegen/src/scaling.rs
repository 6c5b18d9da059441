//! How the work of a run grows with its schema. Work is counted, not timed: schemas that are looked
//! at, and schemas that are canonicalized. Each schema here once took time of a higher power.

use serde_json::{Map, Value, json};

use crate::builder::Builder;
use crate::plan::Work;

fn work(schema: &Value) -> Work {
    let builder = Builder::new().schema_text("schema.json", schema.to_string());
    builder.run(|plan, _| plan.work).unwrap()
}

/// Asserts that twice the schema is at most `most` times the work.
fn doubled(name: &str, schema: impl Fn(usize) -> Value, size: usize, most: f64) {
    let (small, large) = (work(&schema(size)), work(&schema(2 * size)));
    for (what, small, large) in [
        ("looks", small.looks, large.looks),
        ("canonicalized", small.canonicalized, large.canonicalized),
    ] {
        let (small, large) = (as_double(small), as_double(large));
        println!("{name}, {what}: {small}, {large}: {:.2}", large / small);
        assert!(
            large <= most * small,
            "{name}, {what}: {small}, then {large}"
        );
    }
}

fn as_double(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}

/// Definitions `t0`, `t1`, … of what `definition` gives for each; the first one is the root.
fn definitions(count: usize, definition: impl Fn(usize) -> Value) -> Value {
    let all = (0..count).map(|index| (format!("t{index}"), definition(index)));
    json!({ "$ref": "#/$defs/t0", "$defs": all.collect::<Map<_, _>>() })
}

fn reference(index: usize) -> Value {
    json!({ "$ref": format!("#/$defs/t{index}") })
}

/// Definitions each of which is what `link` makes of a reference to the next.
fn chain(count: usize, link: impl Fn(usize, Value) -> Value) -> Value {
    definitions(count, |index| match index + 1 {
        next if next == count => json!({ "type": "string" }),
        next => link(index, reference(next)),
    })
}

/// Twice the schema is at most this much work, where work is linear.
const LINEAR: f64 = 2.1;

/// The same where the output is quadratic: types of a chain that have the properties of all behind.
const QUADRATIC: f64 = 4.2;

#[test]
fn chains_of_references() {
    doubled("references", |n| chain(n, |_, next| next), 100, LINEAR);
    let negated = |n| chain(n, |_, next| json!({ "not": next }));
    doubled("negations", negated, 50, QUADRATIC);
    let object = |_, next| json!({ "type": "object", "properties": { "next": next } });
    doubled("objects", |n| chain(n, object), 100, LINEAR);
}

#[test]
fn rings_and_trees_of_types() {
    let ring = |n: usize| {
        definitions(n, |index| {
            let next = reference((index + 1) % n);
            json!({ "type": "object", "properties": { "next": next, "own": { "type": "integer" } } })
        })
    };
    doubled("ring", ring, 100, LINEAR);
    let tree = |n: usize| {
        definitions(n, |index| {
            let below = [2 * index + 1, 2 * index + 2]
                .into_iter()
                .filter(|it| *it < n);
            let below = below.map(|it| (format!("to{it}"), reference(it)));
            json!({ "type": "object", "properties": below.collect::<Map<_, _>>() })
        })
    };
    doubled("tree", tree, 100, LINEAR);
}

#[test]
fn objects_that_include_others() {
    let including = |n| {
        chain(
            n,
            |index, next| json!({ "allOf": [next], "properties": { format!("p{index}"): { "type": "string" } } }),
        )
    };
    doubled("chain of allOf", including, 20, QUADRATIC);
    let all = |n: usize| {
        let parts = (0..n).map(|index| {
            json!({ "type": "object", "properties": { format!("p{index}"): { "type": "string" } } })
        });
        json!({ "allOf": parts.collect::<Vec<_>>() })
    };
    doubled("allOf", all, 50, LINEAR);
}

#[test]
fn properties_and_branches() {
    let wide = |n: usize| {
        let properties = (0..n).map(|index| (format!("p{index}"), json!({ "type": "string" })));
        json!({ "type": "object", "properties": properties.collect::<Map<_, _>>() })
    };
    doubled("properties", wide, 200, LINEAR);
    let tagged = |n: usize| {
        let branches = (0..n).map(|index| {
            let tag = json!({ "const": format!("k{index}") });
            json!({ "type": "object", "required": ["kind"], "properties": { "kind": tag } })
        });
        json!({ "oneOf": branches.collect::<Vec<_>>() })
    };
    doubled("branches by tag", tagged, 50, LINEAR);
}

#[test]
fn nested_lists() {
    let nested = |n| {
        (0..n).fold(
            json!({ "type": "string" }),
            |inner, _| json!({ "items": inner, "type": "array" }),
        )
    };
    doubled("lists", nested, 25, QUADRATIC);
}

/// Combinations of branches beyond a limit are not canonicalized.
#[test]
fn conjunctions_of_choices() {
    let choices = |n: usize| {
        let choices = (0..n).map(|index| {
            let branch = |part| json!({ "pattern": format!("{index}{part}") });
            let branches = ["a", "b", "c"].map(branch);
            json!({ "anyOf": branches })
        });
        json!({ "type": "string", "allOf": choices.collect::<Vec<_>>() })
    };
    doubled("allOf of anyOf", choices, 10, LINEAR);
}
