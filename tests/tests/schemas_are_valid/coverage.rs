//! The accepted fixtures together use every subschema and every listed value of the schemas.

use std::collections::BTreeSet;

use jsonptr::Token;
use serde_json::Value;

use crate::files::{Schemas, payloads, schemas, subschemas, target};
use crate::{none, roots};

#[test]
fn accepted_fixtures_use_every_member_and_every_known_value() {
    let schemas = schemas();
    let mut walk = Walk {
        schemas: &schemas,
        met: BTreeSet::new(),
    };
    for root in roots() {
        for payload in payloads(&root, "accept").values() {
            walk.meet(&root, "", payload);
        }
    }
    none(
        subschemas(&schemas)
            .iter()
            .flat_map(|(path, pointer, node)| {
                let here = format!("{path}#{pointer}");
                let lists = ["enum", "x-extensible-enum"]
                    .into_iter()
                    .filter_map(|list| node[list].as_array());
                let values = lists.flatten().map(|value| format!("{here} {value}"));
                let mut unmet: Vec<_> = values.chain([here.clone()]).collect();
                unmet.retain(|place| !walk.met.contains(place));
                unmet
                    .into_iter()
                    .map(|place| format!("no accepted fixture uses {place}"))
            }),
    );
}

/// Walks a payload and its schema side by side, and records each subschema as `file#pointer`, for a
/// string also as `file#pointer "text"`.
struct Walk<'s> {
    schemas: &'s Schemas,
    met: BTreeSet<String>,
}

impl Walk<'_> {
    fn meet(&mut self, path: &str, pointer: &str, value: &Value) {
        let Some(node) = self.schemas[path].pointer(pointer) else {
            return;
        };
        self.met.insert(format!("{path}#{pointer}"));
        if value.is_string() {
            self.met.insert(format!("{path}#{pointer} {value}"));
        }
        if let Some(reference) = node["$ref"].as_str() {
            let (to, fragment) = target(path, reference);
            self.meet(&to, &fragment, value);
        }
        // `anyOf` is always [reference, null] here
        let branch = usize::from(value.is_null());
        self.meet(path, &format!("{pointer}/anyOf/{branch}"), value);
        for item in value.as_array().into_iter().flatten() {
            self.meet(path, &format!("{pointer}/items"), item);
        }
        for (name, member) in value.as_object().into_iter().flatten() {
            let token = Token::new(name);
            let name = token.encoded();
            self.meet(path, &format!("{pointer}/properties/{name}"), member);
            self.meet(path, &format!("{pointer}/additionalProperties"), member);
        }
    }
}
