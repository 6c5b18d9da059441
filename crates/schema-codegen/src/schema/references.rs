//! Whether every reference leads somewhere.
//!
//! Takes the loaded documents; gives a diagnostic for each reference that does not.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use super::{Location, Schemas, subschemas};
use crate::diagnostic::{Code, Diagnostic};

/// Every place that a run reaches, with the target of its `$ref` if it has one.
pub(crate) type Reached = BTreeMap<Location, Option<Location>>;

/// Checks the references of everything that the first `roots` documents reach, and gives it. That of
/// a description of an interface starts at its components too.
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

/// Every subschema that is reached from some places, themselves included.
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
                Err(error) => problems.push(leads_nowhere(schemas, &location, reference, &error)),
            }
        }
        let below = subschemas(schemas.draft(&location), schema).into_iter();
        open.extend(below.map(|(tokens, _)| location.at(tokens.iter().map(String::as_str))));
    }
    seen
}

fn leads_nowhere(
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

/// Whether what is reached from a place depends on the way there (core specification, section
/// 8.2.3.2): then no part of it can be looked at by itself.
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
