//! `schemars::JsonSchema` for the types of this crate, and the function by which generated types
//! return the schema they were generated from.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema as schema};
use serde_json::Value;

use crate::{DateTime, Integer, Map, Null, Number, Presence, UnknownValue};

/// Prefix of references to other generated types in a schema text.
const PREFIX: &str = "codegen:";

/// Returns the schema of a referenced type; usually a `$ref` to a definition.
type Subschema = fn(&mut SchemaGenerator) -> Schema;

/// The schema in `text`, with its references to other generated types (`{"$ref": "codegen:KEY"}`)
/// resolved by the functions in `references`.
///
/// A reference becomes the `$ref` that its function returns. If the function returns a whole schema
/// instead (because the generator inlines), that schema replaces the reference, or is added to
/// `allOf` if the reference has sibling keywords. An invalid text, which the generator never
/// writes, gives the schema that accepts nothing.
pub fn json_schema(
    generator: &mut SchemaGenerator,
    text: &str,
    references: &[(&str, Subschema)],
) -> Schema {
    let Ok(mut value) = serde_json::from_str(text) else {
        return false.into();
    };
    resolve(&mut value, generator, references);
    Schema::try_from(value).unwrap_or_else(|_| false.into())
}

fn resolve(value: &mut Value, generator: &mut SchemaGenerator, references: &[(&str, Subschema)]) {
    match value {
        Value::Array(items) => {
            for item in items {
                resolve(item, generator, references);
            }
        }
        Value::Object(members) => {
            for member in members.values_mut() {
                resolve(member, generator, references);
            }
            if let Some(subschema) = referenced(members, references) {
                *value = replaced(std::mem::take(members), subschema(generator));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The function of an object's `$ref`, if it refers to a generated type.
fn referenced(
    members: &serde_json::Map<String, Value>,
    references: &[(&str, Subschema)],
) -> Option<Subschema> {
    let key = members.get("$ref")?.as_str()?.strip_prefix(PREFIX)?;
    references
        .iter()
        .find(|(known, _)| *known == key)
        .map(|&(_, subschema)| subschema)
}

/// Replaces the object's `$ref` by `target`.
fn replaced(mut members: serde_json::Map<String, Value>, target: Schema) -> Value {
    if let Some(reference) = mere_reference(&target) {
        members.insert("$ref".to_owned(), reference.clone());
        return Value::Object(members);
    }
    if members.len() == 1 {
        return target.to_value();
    }
    members.remove("$ref");
    match members.get_mut("allOf") {
        Some(Value::Array(all)) => all.push(target.to_value()),
        _ => {
            members.insert("allOf".to_owned(), Value::Array(vec![target.to_value()]));
        }
    }
    Value::Object(members)
}

fn mere_reference(schema: &Schema) -> Option<&Value> {
    schema
        .as_object()
        .filter(|members| members.len() == 1)?
        .get("$ref")
}

/// Implements `JsonSchema` for types whose schemas are inlined.
macro_rules! inline_schema {
    ($($type:ty: $name:literal = $schema:tt)*) => {$(
        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn schema_id() -> Cow<'static, str> {
                concat!("schema_runtime::", $name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                schema!($schema)
            }
        }
    )*};
}

inline_schema! {
    DateTime: "DateTime" = { "type": "string", "format": "date-time" }
    Integer: "Integer" = { "type": "integer" }
    Null: "Null" = { "type": "null" }
    Number: "Number" = { "type": "number" }
    UnknownValue: "UnknownValue" = { "type": "string" }
}

/// The value or `null`. That the property may be absent is expressed by the schema of its object.
impl<T: JsonSchema> JsonSchema for Presence<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Presence_of_{}", T::schema_name()).into()
    }

    fn schema_id() -> Cow<'static, str> {
        format!("schema_runtime::Presence<{}>", T::schema_id()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<Option<T>>()
    }
}

/// An object whose properties all have the map's value type.
impl<V: JsonSchema> JsonSchema for Map<V> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Map_of_{}", V::schema_name()).into()
    }

    fn schema_id() -> Cow<'static, str> {
        format!("schema_runtime::Map<{}>", V::schema_id()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        schema!({ "type": "object", "additionalProperties": generator.subschema_for::<V>() })
    }
}
