//! Documents of several drafts in one run. Statements are canonicalized in one draft at a time, the
//! main draft of the first document.
//!
//! Decides which documents mean the same in the main draft, and which subschemas are foreign to it.
//! A foreign schema becomes a `Value` with full validation in its own draft.

use referencing::Draft;
use serde_json::Value;

use crate::schema::Document;
use crate::schema::dialect::Dialect;
use crate::schema::keyword;
use crate::schema::subschemas::{change_each_in, pointer_below, subschemas};

/// Decides in which draft each document is read.
pub(in crate::schema) fn settle(documents: &mut [Document]) {
    let Some(main) = documents.first().map(|first| first.dialect.clone()) else {
        return;
    };
    for document in documents {
        let schemas = document.starts.iter();
        let mut schemas = schemas.filter_map(|start| document.value.pointer(start));
        if schemas.all(|schema| reads_alike(schema, &document.read_as, &main)) {
            document.read_as = main.clone();
        }
        let mut foreign = Vec::new();
        for start in &document.starts {
            if let Some(schema) = document.value.pointer_mut(start) {
                settle_inside(schema, &document.read_as, start, &mut foreign);
            }
        }
        document.foreign = foreign;
    }
}

/// Collects the subschemas that are written in another draft and mean something else in this one. A
/// subschema that means the same is marked as written in this one.
fn settle_inside(
    schema: &mut Value,
    dialect: &Dialect,
    pointer: &str,
    foreign: &mut Vec<(String, Dialect)>,
) {
    let Value::Object(members) = schema else {
        return;
    };
    if let Some(said) = members.get_mut("$schema") {
        *said = dialect.uri().into();
    }
    change_each_in(dialect, schema, |tokens, below| {
        let pointer = pointer_below(pointer, tokens);
        let own = dialect.inside(below);
        if reads_alike(below, &own, dialect) {
            settle_inside(below, dialect, &pointer, foreign);
        } else {
            foreign.push((pointer, own));
        }
    });
}

/// Whether a schema, with its subschemas, accepts the same in both drafts; `false` if it might not.
fn reads_alike(schema: &Value, from: &Dialect, to: &Dialect) -> bool {
    let Value::Object(members) = schema else {
        return true;
    };
    if from.draft == to.draft {
        return true;
    }
    let alike = |(keyword, value): (&String, &Value)| {
        keyword_reads_alike(keyword, value, from.draft, to.draft)
    };
    let rules_beside_reference = from.is_reference_alone(members) != to.is_reference_alone(members)
        && members
            .keys()
            .any(|keyword| keyword != "$ref" && keyword::is_rule(keyword));
    !rules_beside_reference
        && members.iter().all(alike)
        && subschemas(members).into_iter().all(|(_, below)| {
            from.inside(below).draft != from.draft || reads_alike(below, from, to)
        })
}

fn keyword_reads_alike(keyword: &str, value: &Value, from: Draft, to: Draft) -> bool {
    let (old, new) = (from.min(to), from.max(to));
    match keyword {
        // Each draft added formats, and that of host names has changed.
        "format" => matches!(
            value.as_str(),
            Some("date-time" | "email" | "ipv4" | "ipv6" | "uri")
        ),
        "exclusiveMaximum" | "exclusiveMinimum" => old != Draft::Draft4,
        // In draft 4 a number written with a fraction is no integer.
        "type" => old != Draft::Draft4 || !mentions_integer(value),
        "items" => new != Draft::Draft202012 || !value.is_array(),
        // Up to draft 7 an `$id` can be an anchor.
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
        let [d4, d6, d7, new] = [
            &Dialect::DRAFT_4,
            &Dialect::DRAFT_6,
            &Dialect::DRAFT_7,
            &Dialect::DRAFT_2020_12,
        ];
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
