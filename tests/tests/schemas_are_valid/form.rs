//! The form of the schemas: valid, complete, reachable, with valid examples. See
//! `schemas/README.md`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::files::{readme, schemas, subschemas, target};
use crate::{BASE, none, registry, roots, validator};

#[test]
fn schemas_satisfy_the_metaschema() {
    none(schemas().iter().filter_map(|(path, schema)| {
        let error = jsonschema::draft202012::meta::validate(schema).err()?;
        Some(format!("{path}#{}: {error}", error.instance_path()))
    }));
}

#[test]
fn schemas_say_who_they_are_and_where_they_come_from() {
    const STATED: [&str; 4] = [
        "/title",
        "/description",
        "/x-source/document",
        "/x-source/date",
    ];
    none(schemas().iter().flat_map(|(path, schema)| {
        let text = |pointer: &str| {
            schema
                .pointer(pointer)
                .and_then(Value::as_str)
                .unwrap_or("")
        };
        let mut wrong: Vec<_> = STATED
            .into_iter()
            .filter(|pointer| text(pointer).is_empty())
            .map(|pointer| format!("{path}: {pointer} is missing"))
            .collect();
        if text("/$schema") != "https://json-schema.org/draft/2020-12/schema" {
            wrong.push(format!("{path}: `$schema` is not draft 2020-12"));
        }
        if text("/$id") != format!("{BASE}{path}") {
            wrong.push(format!("{path}: `$id` does not name the file"));
        }
        wrong
    }));
}

#[test]
fn readme_lists_every_schema_with_its_source() {
    let readme = readme();
    none(schemas().iter().filter_map(|(path, schema)| {
        let text = |pointer: &str| {
            schema
                .pointer(pointer)
                .and_then(Value::as_str)
                .unwrap_or("")
        };
        let (title, source) = (text("/title"), text("/x-source/document"));
        let date = text("/x-source/date");
        let row = format!("| `{path}` | `{title}` | {source} | {date} |");
        let there = readme.lines().any(|line| line == row);
        (!there).then(|| format!("schemas/README.md lacks the row: {row}"))
    }));
}

#[test]
fn every_subschema_has_a_type_and_every_property_a_description() {
    let schemas = schemas();
    none(
        subschemas(&schemas)
            .iter()
            .flat_map(|(path, pointer, node)| {
                let says = |keyword: &str| node.get(keyword).is_some();
                let member = pointer
                    .rsplit_once('/')
                    .is_some_and(|(parent, _)| parent.ends_with("/properties"));
                let mut wrong = Vec::new();
                if !["type", "$ref", "anyOf"].into_iter().any(says) {
                    wrong.push(format!("{path}#{pointer}: no `type`"));
                }
                if member && !says("description") {
                    wrong.push(format!("{path}#{pointer}: no `description`"));
                }
                if node["additionalProperties"] == false {
                    wrong.push(format!("{path}#{pointer}: closed, but vendors add members"));
                }
                wrong
            }),
    );
}

#[test]
fn titles_name_one_thing_within_a_vendor() {
    let schemas = schemas();
    let mut seen = BTreeMap::new();
    none(
        subschemas(&schemas)
            .iter()
            .filter_map(|(path, pointer, node)| {
                let title = node["title"].as_str()?;
                let vendor = path.split('/').next();
                let before = seen.insert((vendor, title), format!("{path}#{pointer}"))?;
                Some(format!("{title}: both {before} and {path}#{pointer}"))
            }),
    );
}

#[test]
fn every_schema_is_reached_from_a_root() {
    let schemas = schemas();
    let mut links: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (path, _, node) in subschemas(&schemas) {
        let to = node["$ref"]
            .as_str()
            .map(|reference| target(path, reference).0);
        links.entry(path).or_default().extend(to);
    }
    let mut reached: BTreeSet<String> = roots().collect();
    let mut open: Vec<String> = roots().collect();
    while let Some(path) = open.pop() {
        open.extend(links[path.as_str()].difference(&reached).cloned());
        reached.extend(links[path.as_str()].iter().cloned());
    }
    assert_eq!(reached, schemas.keys().cloned().collect());
}

#[test]
fn examples_and_defaults_satisfy_their_schema() {
    let schemas = schemas();
    let registry = registry(&schemas);
    let mut checked = 0;
    none(
        subschemas(&schemas)
            .iter()
            .flat_map(|(path, pointer, node)| {
                let validator = validator(&registry, &format!("{path}#{pointer}"));
                let examples = node["examples"].as_array().into_iter().flatten();
                let values: Vec<_> = examples.chain(node.get("default")).collect();
                checked += values.len();
                let errors = values
                    .into_iter()
                    .filter_map(move |value| validator.validate(value).err());
                errors.map(move |error| format!("{path}#{pointer}: {error}"))
            }),
    );
    assert!(checked > 50, "only {checked} examples found");
}
