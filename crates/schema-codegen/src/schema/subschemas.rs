//! The subschemas of a schema, by the keywords that hold them.
//!
//! Takes a schema object; gives the subschemas directly inside it.

use referencing::Draft;
use serde_json::{Map, Value};

use super::keyword::{ShapeOfValue, is_ignored, shape_of_keyword};

/// The subschemas directly inside `schema`, each with the reference tokens that lead to it.
pub(crate) fn subschemas(draft: Draft, schema: &Map<String, Value>) -> Vec<(Vec<String>, &Value)> {
    schema
        .iter()
        .filter(|(keyword, _)| !is_ignored(draft, schema, keyword))
        .flat_map(|(keyword, value)| subschemas_of(keyword, value))
        .collect()
}

/// Whether reference tokens lead from a schema to one inside it, by the keywords that hold schemas in a draft and by no others.
pub(crate) fn is_subschema(draft: Draft, schema: &Value, tokens: &[String]) -> bool {
    let Some((keyword, rest)) = tokens.split_first() else {
        return schema.is_object() || schema.is_boolean();
    };
    let members = schema.as_object();
    if members.is_some_and(|members| is_ignored(draft, members, keyword)) {
        return false;
    }
    let held = schema.get(keyword.as_str());
    let by_position = held.is_some_and(Value::is_array);
    match (shape_of_keyword(keyword), rest) {
        (ShapeOfValue::Plain, _) => false,
        (ShapeOfValue::SchemaOrSchemas, _) if !by_position => {
            held.is_some_and(|held| is_subschema(draft, held, rest))
        }
        (ShapeOfValue::Schema, _) => held.is_some_and(|held| is_subschema(draft, held, rest)),
        (_, [token, rest @ ..]) => {
            let inside = held.and_then(|held| match held {
                Value::Array(items) => items.get(token.parse::<usize>().ok()?),
                held => held.get(token.as_str()),
            });
            inside.is_some_and(|inside| is_subschema(draft, inside, rest))
        }
        (_, []) => false,
    }
}

/// The value that reference tokens lead to.
pub(crate) fn inside<'v>(schema: &'v mut Value, tokens: &[String]) -> Option<&'v mut Value> {
    tokens.iter().try_fold(schema, |at, token| match at {
        Value::Object(members) => members.get_mut(token),
        Value::Array(items) => items.get_mut(token.parse::<usize>().ok()?),
        _ => None,
    })
}

fn subschemas_of<'v>(keyword: &str, value: &'v Value) -> Vec<(Vec<String>, &'v Value)> {
    let shape = shape_of_keyword(keyword);
    match (shape, value) {
        (ShapeOfValue::Schemas | ShapeOfValue::SchemaOrSchemas, Value::Array(items)) => items
            .iter()
            .enumerate()
            .map(|(index, item)| (vec![keyword.to_owned(), index.to_string()], item))
            .collect(),
        (ShapeOfValue::SchemaByName | ShapeOfValue::SchemaOrNames, Value::Object(members)) => {
            members
                .iter()
                .filter(|(_, member)| is_schema(member))
                .map(|(name, member)| (vec![keyword.to_owned(), name.clone()], member))
                .collect()
        }
        (ShapeOfValue::Schema | ShapeOfValue::SchemaOrSchemas, value) if is_schema(value) => {
            vec![(vec![keyword.to_owned()], value)]
        }
        _ => Vec::new(),
    }
}

fn is_schema(value: &Value) -> bool {
    value.is_object() || value.is_boolean()
}
