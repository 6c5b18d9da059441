//! Checks that every reference resolves: one diagnostic for each reachable `$ref` that does not.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::schema::Location;
use crate::schema::Schemas;
use crate::schema::subschemas;

/// Every location that a run reaches, with the target of its `$ref` if it has one.
pub(crate) type Reached = BTreeMap<Location, Option<Location>>;

/// Checks the references of every schema that the first `roots` documents reach, and returns those
/// schemas. In a whole `OpenAPI` description the component schemas are starting points too.
pub(crate) fn check_references(
    schemas: &Schemas<'_>,
    roots: usize,
    problems: &mut Vec<Diagnostic>,
) -> Reached {
    let documents = schemas.documents().iter().enumerate().take(roots);
    let starts = documents.flat_map(|(document, it)| {
        let starts = it.starts.iter().cloned();
        starts.map(move |pointer| Location { document, pointer })
    });
    let mut targets = HashMap::new();
    let reached = walk(schemas, starts, &mut targets, problems).into_iter();
    reached
        .map(|place| {
            let target = targets.remove(&place);
            (place, target)
        })
        .collect()
}

/// Every schema that is reached from some locations, themselves included.
pub(super) fn reachable(
    schemas: &Schemas<'_>,
    from: impl IntoIterator<Item = Location>,
) -> HashSet<Location> {
    walk(schemas, from, &mut HashMap::new(), &mut Vec::new())
}

fn walk(
    schemas: &Schemas<'_>,
    from: impl IntoIterator<Item = Location>,
    targets: &mut HashMap<Location, Location>,
    problems: &mut Vec<Diagnostic>,
) -> HashSet<Location> {
    let mut seen = HashSet::new();
    let mut open: Vec<Location> = from.into_iter().collect();
    while let Some(location) = open.pop() {
        if !seen.insert(location.clone()) {
            continue;
        }
        let Some(Value::Object(schema)) = schemas.value(&location) else {
            continue;
        };
        if let Some(Value::String(reference)) = schema.get("$ref") {
            match schemas.resolve(&location, reference) {
                Ok(target) => {
                    targets.insert(location.clone(), target.clone());
                    open.push(target);
                }
                Err(error) => problems.push(unresolved(schemas, &location, reference, &error)),
            }
        }
        let below = subschemas(schema).into_iter();
        open.extend(below.map(|(tokens, _)| location.at(tokens.iter().map(String::as_str))));
    }
    seen
}

fn unresolved(
    schemas: &Schemas<'_>,
    location: &Location,
    reference: &str,
    error: &referencing::Error,
) -> Diagnostic {
    let at = location.at(["$ref"]);
    let message = format!("`{reference}` leads nowhere: {error}");
    schemas.error(Code::MissingReference, &at, message).help(
        "a reference names a place in this document, such as `#/$defs/name`, or in one given by `--ref`",
    )
}

/// Whether a dynamic reference is reached from a schema. The meaning of such a schema depends on
/// the dynamic scope (core specification, section 8.2.3.2), so no part of it can be considered
/// alone.
pub(super) fn is_dynamic(schemas: &Schemas<'_>, from: Location) -> bool {
    let reached = reachable(schemas, [from]);
    let keywords = ["$dynamicRef", "$recursiveRef"];
    reached.iter().any(|location| {
        let schema = schemas.value(location);
        keywords
            .iter()
            .any(|keyword| schema.is_some_and(|schema| schema.get(keyword).is_some()))
    })
}
