//! Documents of several dialects in one run. Meaning is told in one draft at a time, that of the
//! first document.
//!
//! Takes the documents; finds which of the others say the same in that draft, and which places are
//! foreign to it. What stands there becomes one value with the validator behind it.

use referencing::Draft;
use serde_json::Value;

use super::keyword::{self, is_reference_alone};
use super::subschemas::{inside, subschemas};
use super::{Document, dialect};
use crate::source::pointer_to;

/// Settles in which draft each document is read.
pub(super) fn settle(documents: &mut [Document]) {
    let Some(main) = documents.first().map(|first| first.draft) else {
        return;
    };
    for document in documents {
        let schemas = document.starts.iter();
        let mut schemas = schemas.filter_map(|start| document.value.pointer(start));
        if schemas.all(|schema| reads_alike(schema, document.draft, main)) {
            document.draft = main;
        }
        let mut foreign = Vec::new();
        for start in &document.starts {
            if let Some(schema) = document.value.pointer_mut(start) {
                settle_inside(schema, document.draft, start, &mut foreign);
            }
        }
        document.foreign = foreign;
    }
}

/// Notes the places inside a schema that are written in another draft, and say something else in
/// this one. The rest is written as in this one.
fn settle_inside(
    schema: &mut Value,
    draft: Draft,
    pointer: &str,
    foreign: &mut Vec<(String, Draft)>,
) {
    let Value::Object(members) = schema else {
        return;
    };
    if let Some(said) = members.get_mut("$schema") {
        *said = dialect::uri(draft).into();
    }
    let below = subschemas(draft, members).into_iter();
    let below: Vec<Vec<String>> = below.map(|(tokens, _)| tokens).collect();
    for tokens in below {
        let Some(below) = inside(schema, &tokens) else {
            continue;
        };
        let pointer = tokens.iter().fold(pointer.to_owned(), |pointer, token| {
            pointer_to(&pointer, token)
        });
        let own = draft.detect(below);
        if reads_alike(below, own, draft) {
            settle_inside(below, draft, &pointer, foreign);
        } else {
            foreign.push((pointer, own));
        }
    }
}

/// Whether a schema, with all inside it, accepts the same in both drafts. `false` when it might not.
fn reads_alike(schema: &Value, from: Draft, to: Draft) -> bool {
    let Value::Object(members) = schema else {
        return true;
    };
    if from == to {
        return true;
    }
    let alike = |(keyword, value): (&String, &Value)| keyword_reads_alike(keyword, value, from, to);
    let rules_beside_reference = is_reference_alone(from, members)
        != is_reference_alone(to, members)
        && members
            .keys()
            .any(|keyword| keyword != "$ref" && keyword::is_rule(keyword));
    !rules_beside_reference
        && members.iter().all(alike)
        && subschemas(from, members).into_iter().all(|(_, below)| {
            let own = from.detect(below);
            own != from || reads_alike(below, from, to)
        })
}

fn keyword_reads_alike(keyword: &str, value: &Value, from: Draft, to: Draft) -> bool {
    let (old, new) = (from.min(to), from.max(to));
    match keyword {
        // Formats have grown from draft to draft, and that of host names has changed.
        "format" => matches!(
            value.as_str(),
            Some("date-time" | "email" | "ipv4" | "ipv6" | "uri")
        ),
        "exclusiveMaximum" | "exclusiveMinimum" => old != Draft::Draft4,
        // Draft 4 knows no integers that are written with a fraction.
        "type" => old != Draft::Draft4 || !mentions_integer(value),
        "items" => new != Draft::Draft202012 || !value.is_array(),
        // Up to draft 7 it can name an anchor.
        "$id" => old > Draft::Draft7 || !is_anchor(value),
        "contentEncoding" | "contentMediaType" => {
            (from <= Draft::Draft7) == (to <= Draft::Draft7) && old != Draft::Draft4
        }
        "id" => old != Draft::Draft4 || !value.is_string(),
        "definitions" | "$defs" | "dependencies" => true,
        name if keyword != "$anchor" && !keyword::is_rule(name) => true,
        name => keyword::is_known(from, name) == keyword::is_known(to, name),
    }
}

fn mentions_integer(value: &Value) -> bool {
    match value {
        Value::Array(types) => types.iter().any(mentions_integer),
        value => value == "integer",
    }
}

fn is_anchor(value: &Value) -> bool {
    value.as_str().is_some_and(|id| id.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn most_schemas_say_the_same_in_every_draft_and_some_do_not() {
        let alike = |schema: Value, from, to| {
            let both = [
                reads_alike(&schema, from, to),
                reads_alike(&schema, to, from),
            ];
            assert_eq!(both[0], both[1], "{schema}");
            both[0]
        };
        let (d4, d6, d7, new) = (
            Draft::Draft4,
            Draft::Draft6,
            Draft::Draft7,
            Draft::Draft202012,
        );
        let object = json!({"properties": {"a": {"type": "string"}}, "required": ["a"]});
        for (from, to) in [(d4, d6), (d6, d7), (d7, new), (d4, new)] {
            assert!(alike(object.clone(), from, to));
        }
        assert!(!alike(json!({"items": [true]}), d7, new));
        assert!(alike(json!({"items": [true]}), d6, d7));
        assert!(!alike(json!({"not": {"if": {}}}), d6, d7));
        assert!(!alike(json!({"type": ["integer"]}), d4, d6));
        assert!(!alike(json!({"$ref": "#", "minimum": 1}), d7, new));
        assert!(alike(json!({"$ref": "#", "title": "T"}), d7, new));
        assert!(!alike(
            json!({"minimum": 1, "exclusiveMinimum": true}),
            d4,
            d7
        ));
        assert!(!alike(json!({"format": "uuid"}), d7, new));
    }
}
