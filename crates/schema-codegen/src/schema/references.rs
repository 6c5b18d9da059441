//! Whether every reference leads somewhere.
//!
//! Takes the loaded documents; gives a diagnostic for each reference that does not.

use std::collections::HashSet;

use serde_json::Value;

use super::{Location, Schemas, subschemas};
use crate::diagnostic::{Code, Diagnostic};

/// Checks the references of everything that the first `roots` documents reach.
pub(crate) fn check_references(
    schemas: &Schemas<'_>,
    roots: usize,
    problems: &mut Vec<Diagnostic>,
) {
    let mut seen = HashSet::new();
    let mut open: Vec<Location> = (0..roots).map(Location::root).collect();
    while let Some(location) = open.pop() {
        if !seen.insert(location.clone()) {
            continue;
        }
        let Some(Value::Object(schema)) = schemas.value(&location) else {
            continue;
        };
        if let Some(Value::String(reference)) = schema.get("$ref") {
            match schemas.resolve(&location, reference) {
                Ok(target) => open.push(target),
                Err(error) => {
                    let at = location.at(["$ref"]);
                    let message = format!("`{reference}` leads nowhere: {error}");
                    let problem = schemas.error(Code::MissingReference, &at, message);
                    problems.push(problem.help("a reference names a place in this document, such as `#/$defs/name`, or in one given by `--ref`"));
                }
            }
        }
        for keyword in ["$dynamicRef", "$recursiveRef"] {
            if schema.contains_key(keyword) {
                let at = location.at([keyword]);
                let message = format!("no exact type can be made of this yet: `{keyword}`");
                problems.push(schemas.error(Code::Unsupported, &at, message));
            }
        }
        let below = subschemas(schemas.draft(&location), schema);
        open.extend(
            below
                .into_iter()
                .map(|(tokens, _)| location.at(tokens.iter().map(String::as_str))),
        );
    }
}
