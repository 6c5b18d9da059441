//! Rewrites `OpenAPI`'s own keywords to JSON Schema: `nullable`, boolean `exclusiveMinimum` and
//! `exclusiveMaximum`, and the formats of numbers. Each is rewritten in place, with a warning where
//! it has no effect.
//!
//! `discriminator` is an annotation in either version and stays one.

use serde_json::{Map, Value, json};

use crate::schema::dialect::Dialect;

/// A version of `OpenAPI` whose keywords are understood beside those of JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenApi {
    /// 3.0: `nullable`, boolean `exclusiveMinimum` and `exclusiveMaximum`, the formats of numbers.
    /// A schema without `$schema` is read as draft 7, so everything beside `$ref` is ignored.
    V3_0,
    /// 3.1: JSON Schema 2020-12 and the formats of numbers.
    V3_1,
}

impl OpenApi {
    /// The dialect of a schema without a `$schema`.
    pub(in crate::schema) const fn dialect(self) -> Dialect {
        match self {
            Self::V3_0 => Dialect::DRAFT_7,
            Self::V3_1 => Dialect::DRAFT_2020_12,
        }
    }

    /// Rewrites a schema object. `no_effect` reports a keyword of it that has no effect, why, and
    /// what to write instead.
    pub(in crate::schema) fn rewrite(
        self,
        schema: &mut Map<String, Value>,
        dialect: &Dialect,
        no_effect: &mut dyn FnMut(&str, &str, &str),
    ) {
        match self {
            Self::V3_0 => {
                nullable(schema, dialect, no_effect);
                // Draft 4 has boolean ones itself.
                if !dialect.has_boolean_bounds() {
                    exclusive(schema, "minimum", "exclusiveMinimum");
                    exclusive(schema, "maximum", "exclusiveMaximum");
                }
            }
            Self::V3_1 => {
                if schema.contains_key("nullable") {
                    let help = r#"list it among the types: `"type": ["string", "null"]`"#;
                    no_effect("nullable", "`nullable` is no keyword of OpenAPI 3.1", help);
                }
            }
        }
        range(schema);
    }
}

/// `nullable` adds null to the types beside it, and to nothing else (OpenAPI 3.0.3, section
/// 4.7.24.1).
fn nullable(
    schema: &mut Map<String, Value>,
    dialect: &Dialect,
    no_effect: &mut dyn FnMut(&str, &str, &str),
) {
    if schema.get("nullable") != Some(&Value::Bool(true)) {
        return;
    }
    if dialect.is_reference_alone(schema) {
        let help = "say it in the schema that is referred to";
        let why = "`nullable` has no effect: nothing beside `$ref` counts";
        return no_effect("nullable", why, help);
    }
    let Some(types) = schema.get_mut("type") else {
        let help = "write the `type` beside it, or list null in an `anyOf`";
        let why = "`nullable` has no effect without a `type` beside it";
        return no_effect("nullable", why, help);
    };
    let null = Value::from("null");
    match types {
        Value::Array(types) if types.contains(&null) => {}
        Value::Array(types) => types.push(null),
        only => *only = Value::Array(vec![only.take(), null]),
    }
    schema.remove("nullable");
    let listed = schema.get("enum").and_then(Value::as_array);
    if listed.is_some_and(|values| !values.contains(&Value::Null)) {
        let why = "`nullable` has no effect: `enum` does not list null";
        no_effect("nullable", why, "add `null` to the values of `enum`");
    }
}

/// A boolean that makes the bound beside it exclusive, as draft 4 has it.
fn exclusive(schema: &mut Map<String, Value>, bound: &str, exclusive: &str) {
    let Some(Value::Bool(is_exclusive)) = schema.get(exclusive) else {
        return;
    };
    let is_exclusive = *is_exclusive;
    schema.remove(exclusive);
    if is_exclusive && let Some(value) = schema.remove(bound) {
        schema.insert(exclusive.to_owned(), value);
    }
}

/// The formats of numbers are ranges. Every number that can be read is a `double`.
fn range(schema: &mut Map<String, Value>) {
    let (least, greatest) = match schema.get("format").and_then(Value::as_str) {
        Some("int32") => (json!(i32::MIN), json!(i32::MAX)),
        Some("int64") => (json!(i64::MIN), json!(i64::MAX)),
        Some("float") => (json!(f64::from(f32::MIN)), json!(f64::from(f32::MAX))),
        _ => return,
    };
    bound(schema, "minimum", &least, |own, format| own >= format);
    bound(schema, "maximum", &greatest, |own, format| own <= format);
}

/// Adds a bound, unless the schema's own is at least as tight.
fn bound(
    schema: &mut Map<String, Value>,
    keyword: &str,
    of_format: &Value,
    is_tighter: fn(f64, f64) -> bool,
) {
    let own = schema.get(keyword).and_then(Value::as_f64);
    let own = own.zip(of_format.as_f64());
    if !own.is_some_and(|(own, format)| is_tighter(own, format)) {
        schema.insert(keyword.to_owned(), of_format.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::dialect::Dialect;

    fn rewritten(version: OpenApi, dialect: &Dialect, schema: &Value) -> (Value, Vec<String>) {
        let mut schema = schema.clone();
        let mut warnings = Vec::new();
        let members = schema.as_object_mut().unwrap();
        version.rewrite(members, dialect, &mut |_, why, _| {
            warnings.push(why.to_owned());
        });
        (schema, warnings)
    }

    #[test]
    fn null_is_added_to_the_types_and_to_nothing_else() {
        for (schema, plain, warnings) in [
            (
                json!({"type": "string", "nullable": true}),
                json!({"type": ["string", "null"]}),
                0,
            ),
            (
                json!({"type": "string", "nullable": false}),
                json!({"type": "string", "nullable": false}),
                0,
            ),
            (
                json!({"type": "string", "nullable": true, "enum": ["a", null]}),
                json!({"type": ["string", "null"], "enum": ["a", null]}),
                0,
            ),
            (
                json!({"type": "string", "nullable": true, "enum": ["a"]}),
                json!({"type": ["string", "null"], "enum": ["a"]}),
                1,
            ),
            (
                json!({"nullable": true, "allOf": []}),
                json!({"nullable": true, "allOf": []}),
                1,
            ),
            (
                json!({"nullable": true, "$ref": "#"}),
                json!({"nullable": true, "$ref": "#"}),
                1,
            ),
        ] {
            let (found, said) = rewritten(OpenApi::V3_0, &Dialect::DRAFT_7, &schema);
            assert_eq!((found, said.len()), (plain, warnings), "{schema}");
        }
        let of_3_0 = json!({"type": "string", "nullable": true});
        let (found, said) = rewritten(OpenApi::V3_1, &Dialect::DRAFT_2020_12, &of_3_0);
        assert_eq!((found, said.len()), (of_3_0, 1));
    }

    #[test]
    fn booleans_turn_bounds_into_exclusive_ones_where_the_draft_has_none() {
        let schema = json!({"minimum": 1, "exclusiveMinimum": true, "maximum": 9, "exclusiveMaximum": false});
        let (plain, _) = rewritten(OpenApi::V3_0, &Dialect::DRAFT_7, &schema);
        assert_eq!(plain, json!({"exclusiveMinimum": 1, "maximum": 9}));
        assert_eq!(
            rewritten(OpenApi::V3_0, &Dialect::DRAFT_4, &schema).0,
            schema
        );
    }

    #[test]
    fn formats_of_numbers_are_ranges_beside_the_schemas_own() {
        let plain = |schema| rewritten(OpenApi::V3_1, &Dialect::DRAFT_2020_12, &schema).0;
        assert_eq!(
            plain(json!({"format": "int32", "minimum": 0, "maximum": 1e10})),
            json!({"format": "int32", "minimum": 0, "maximum": i32::MAX})
        );
        assert_eq!(
            plain(json!({"format": "int64"})),
            json!({"format": "int64", "minimum": i64::MIN, "maximum": i64::MAX})
        );
        assert_eq!(
            plain(json!({"format": "double"})),
            json!({"format": "double"})
        );
    }
}
