//! The subschemas of a schema object, found by the table of keywords.

use serde_json::{Map, Value};

use crate::schema::Location;
use crate::schema::dialect::Dialect;
use crate::schema::keyword::{ShapeOfValue, shape_of_keyword};
use crate::source::pointer_to;

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

/// Changes each subschema directly inside, given with the reference tokens that lead to it. Stops at
/// the first that gives `None`.
pub(super) fn change_each(
    schema: &mut Value,
    change: impl FnMut(&[String], &mut Value) -> Option<()>,
) -> Option<()> {
    let below = schema.as_object().map(subschemas);
    let below = below.map(|below| below.into_iter().map(|(tokens, _)| tokens).collect());
    change_at(schema, below.unwrap_or_default(), change)
}

/// The same of a schema as it was written, without the subschemas of ignored keywords.
pub(super) fn change_each_in(
    dialect: &Dialect,
    schema: &mut Value,
    mut change: impl FnMut(&[String], &mut Value),
) {
    let below = schema.as_object().map(|it| subschemas_in(dialect, it));
    let below = below.map(|below| below.into_iter().map(|(tokens, _)| tokens).collect());
    change_at(schema, below.unwrap_or_default(), |tokens, below| {
        change(tokens, below);
        Some(())
    });
}

fn change_at(
    schema: &mut Value,
    below: Vec<Vec<String>>,
    mut change: impl FnMut(&[String], &mut Value) -> Option<()>,
) -> Option<()> {
    below.into_iter().try_for_each(|tokens| {
        let below = inside(schema, &tokens)?;
        change(&tokens, below)
    })
}

/// The value of a keyword with each subschema directly inside it replaced by what `write` gives for
/// it and its location. `None` if that is `None` for one of them.
pub(crate) fn written(
    location: &Location,
    keyword: &str,
    value: &Value,
    write: &mut dyn FnMut(&Location, &Value) -> Option<Value>,
) -> Option<Value> {
    match (shape_of_keyword(keyword), value) {
        (ShapeOfValue::Plain, value) => Some(value.clone()),
        (ShapeOfValue::Schemas | ShapeOfValue::SchemaOrSchemas, Value::Array(items)) => {
            let items = items.iter().enumerate();
            let items = items.map(|(index, item)| {
                let index = index.to_string();
                write(&location.at([keyword, index.as_str()]), item)
            });
            items.collect()
        }
        (ShapeOfValue::SchemaByName | ShapeOfValue::SchemaOrNames, Value::Object(members)) => {
            let members = members.iter().map(|(name, member)| {
                let written = match member {
                    // The names that a property requires (`dependencies`).
                    Value::Array(_) => Some(member.clone()),
                    member => write(&location.at([keyword, name.as_str()]), member),
                };
                Some((name.clone(), written?))
            });
            members.collect::<Option<Map<_, _>>>().map(Value::Object)
        }
        (_, value) => write(&location.at([keyword]), value),
    }
}

/// The JSON Pointer of what tokens lead to from another.
pub(super) fn pointer_below(pointer: &str, tokens: &[String]) -> String {
    let start = pointer.to_owned();
    let tokens = tokens.iter();
    tokens.fold(start, |pointer, token| pointer_to(&pointer, token))
}

/// The value that reference tokens lead to.
fn inside<'v>(schema: &'v mut Value, tokens: &[String]) -> Option<&'v mut Value> {
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
