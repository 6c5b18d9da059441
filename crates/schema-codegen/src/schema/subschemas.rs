//! The subschemas of a schema object, found by the table of keywords.

use serde_json::{Map, Value};

use super::dialect::Dialect;
use super::keyword::{ShapeOfValue, shape_of_keyword};

/// The subschemas directly inside `schema`, each with the reference tokens that lead to it.
pub(crate) fn subschemas(schema: &Map<String, Value>) -> Vec<(Vec<String>, &Value)> {
    let each = schema.iter();
    each.flat_map(|(keyword, value)| subschemas_of(keyword, value))
        .collect()
}

/// The same of a schema as it was written, without those of ignored keywords.
pub(super) fn subschemas_in<'v>(
    dialect: &Dialect,
    schema: &'v Map<String, Value>,
) -> Vec<(Vec<String>, &'v Value)> {
    let each = schema.iter();
    each.filter(|(keyword, _)| !dialect.ignores(schema, keyword))
        .flat_map(|(keyword, value)| subschemas_of(keyword, value))
        .collect()
}

/// Whether reference tokens lead from a schema to a subschema, through keywords that hold schemas
/// in a draft and no others.
pub(crate) fn is_subschema(dialect: &Dialect, schema: &Value, tokens: &[String]) -> bool {
    let Some((keyword, rest)) = tokens.split_first() else {
        return schema.is_object() || schema.is_boolean();
    };
    let members = schema.as_object();
    if members.is_some_and(|members| dialect.ignores(members, keyword)) {
        return false;
    }
    let held = schema.get(keyword.as_str());
    let by_position = held.is_some_and(Value::is_array);
    match (shape_of_keyword(keyword), rest) {
        (ShapeOfValue::Plain, _) => false,
        (ShapeOfValue::SchemaOrSchemas, _) if !by_position => {
            held.is_some_and(|held| is_subschema(dialect, held, rest))
        }
        (ShapeOfValue::Schema, _) => held.is_some_and(|held| is_subschema(dialect, held, rest)),
        (_, [token, rest @ ..]) => {
            let inside = held.and_then(|held| match held {
                Value::Array(items) => items.get(token.parse::<usize>().ok()?),
                held => held.get(token.as_str()),
            });
            inside.is_some_and(|inside| is_subschema(dialect, inside, rest))
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
