//! `schemars::JsonSchema`: what the types of this crate accept, as schemas, and the way generated types return the schema they were
//! made from.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema as schema};
use serde_json::Value;

use crate::{DateTime, Integer, Map, Null, Number, Presence, UnknownValue};

/// How a schema text refers to another generated type.
const PREFIX: &str = "codegen:";

/// Gives the schema of a type that a generated one refers to; mostly a `$ref` to a definition.
type Subschema = fn(&mut SchemaGenerator) -> Schema;

/// The schema in `text`, with its references to other generated types (`{"$ref": "codegen:KEY"}`) resolved by the functions in
/// `references`.
///
/// A reference becomes the `$ref` that its function returns. A function that returns a whole schema instead (because the generator
/// inlines) has it put in the reference's place, or into `allOf` where the reference has neighbours. Text that is no schema, which
/// the generator never writes, gives the schema that accepts nothing.
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

/// The function behind an object's `$ref`, if that is one of ours.
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

/// The object with `target` in the place of its `$ref`.
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

/// The schemas of types that are too small for a definition of their own.
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

/// The value or `null`; that the member may be absent is for the object around it to say.
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

/// An object whose members all have the map's type.
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
