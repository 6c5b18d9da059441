//! Writes residual checks: some keywords of a schema, in the spelling of draft 2020-12 and without
//! references. Gives `None` for what the runtime cannot check; it knows the same list of keywords.

use serde_json::{Map, Value, json};

use crate::schema::Location;
use crate::schema::NamePattern;
use crate::schema::Schemas;
use crate::schema::keyword::{self, ShapeOfValue, shape_of_keyword};
use crate::schema::subschemas::written;

/// How many schemas one residual check may hold; beyond that, full validation is used.
const LARGEST: usize = 300;

impl Schemas<'_> {
    /// Some keywords of the schema at a location, as a residual check; `None` where the runtime
    /// cannot check them. With `formats`, `format` is an assertion.
    pub(crate) fn condition(
        &self,
        location: &Location,
        keywords: &[String],
        formats: bool,
    ) -> Option<Map<String, Value>> {
        let Some(Value::Object(schema)) = self.value(location) else {
            return None;
        };
        let chosen = schema
            .iter()
            .filter(|(keyword, _)| keywords.contains(keyword));
        let chosen: Map<String, Value> = chosen.map(|(k, v)| (k.clone(), v.clone())).collect();
        let mut writer = Writer {
            schemas: self,
            formats,
            left: LARGEST,
            under_way: vec![location.clone()],
        };
        writer.rules(location, &chosen)
    }
}

struct Writer<'w, 'd> {
    schemas: &'w Schemas<'d>,
    formats: bool,
    left: usize,
    under_way: Vec<Location>,
}

impl Writer<'_, '_> {
    fn schema(&mut self, location: &Location) -> Option<Value> {
        self.left = self.left.checked_sub(1)?;
        let location = &self.schemas.affirmed(location);
        let schema = match self.schemas.value(location)? {
            Value::Object(schema) => schema,
            Value::Bool(all) => return Some(Value::Bool(*all)),
            _ => return None,
        };
        if self.schemas.is_foreign(location) || self.under_way.contains(location) {
            return None;
        }
        self.under_way.push(location.clone());
        let rules = self.with_reference(location, schema);
        self.under_way.pop();
        rules.map(Value::Object)
    }

    fn with_reference(
        &mut self,
        location: &Location,
        schema: &Map<String, Value>,
    ) -> Option<Map<String, Value>> {
        let Some(reference) = schema.get("$ref") else {
            return self.rules(location, schema);
        };
        let target = self.schemas.resolve(location, reference.as_str()?).ok()?;
        let target = self.schema(&target)?;
        let mut rules = self.rules(location, schema)?;
        match rules.get_mut("allOf") {
            Some(Value::Array(all)) => all.push(target),
            _ => drop(rules.insert("allOf".to_owned(), json!([target]))),
        }
        Some(rules)
    }

    fn rules(
        &mut self,
        location: &Location,
        schema: &Map<String, Value>,
    ) -> Option<Map<String, Value>> {
        let mut out = Map::new();
        for (keyword, value) in schema {
            if keyword != "$ref" && keyword::asserts(keyword) {
                self.rule(location, schema, keyword, value, &mut out)?;
            }
        }
        Some(out)
    }

    fn rule(
        &mut self,
        location: &Location,
        schema: &Map<String, Value>,
        keyword: &str,
        value: &Value,
        out: &mut Map<String, Value>,
    ) -> Option<()> {
        let mut put = |keyword: &str, value: Value| drop(out.insert(keyword.to_owned(), value));
        match keyword {
            // In draft 4 `1.0` is not an integer, and a check does not see how a number is written.
            "type" if self.schemas.dialect().has_plain_integers() && names_integer(value) => {
                return None;
            }
            // A pattern that the engine does not support would reject every value.
            "pattern" => put(keyword, usable(value.as_str()?)?.into()),
            "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties"
            | "maxProperties" | "minContains" | "maxContains" => put(keyword, whole(value)?),
            "minimum" if schema.get("exclusiveMinimum") == Some(&Value::Bool(true)) => {
                put("exclusiveMinimum", value.clone());
            }
            "maximum" if schema.get("exclusiveMaximum") == Some(&Value::Bool(true)) => {
                put("exclusiveMaximum", value.clone());
            }
            "exclusiveMinimum" | "exclusiveMaximum" if value.is_boolean() => {}
            "type" | "const" | "enum" | "required" | "uniqueItems" | "dependentRequired"
            | "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
                put(keyword, value.clone());
            }
            "format" if !self.formats => {}
            "format" if value == "date-time" => put(keyword, value.clone()),
            "items" if value.is_array() => {
                put("prefixItems", self.applied(location, keyword, value)?);
            }
            "additionalItems" => {
                if schema.get("items").is_some_and(Value::is_array) {
                    put("items", self.schema(&location.at([keyword]))?);
                }
            }
            "dependencies" => {
                let (names, schemas) = self.dependencies(location, value)?;
                put("dependentRequired", names);
                put("dependentSchemas", schemas);
            }
            name if !keyword::is_rule(name) => return None,
            "unevaluatedItems" | "unevaluatedProperties" => return None,
            keyword if shape_of_keyword(keyword) != ShapeOfValue::Plain => {
                put(keyword, self.applied(location, keyword, value)?);
            }
            _ => return None,
        }
        Some(())
    }

    fn applied(&mut self, location: &Location, keyword: &str, value: &Value) -> Option<Value> {
        let patterns = value.as_object().filter(|_| keyword == "patternProperties");
        let mut patterns = patterns.into_iter().flat_map(|patterns| patterns.keys());
        if patterns.any(|pattern| usable(pattern).is_none()) {
            return None;
        }
        written(location, keyword, value, &mut |below, _| self.schema(below))
    }

    /// `dependencies` became two keywords in draft 2019-09.
    fn dependencies(&mut self, location: &Location, value: &Value) -> Option<(Value, Value)> {
        let (mut names, mut schemas) = (Map::new(), Map::new());
        for (name, dependency) in value.as_object()? {
            match dependency {
                Value::Array(_) => drop(names.insert(name.clone(), dependency.clone())),
                // A single name is of draft 3, and the validator still accepts it.
                Value::String(_) => return None,
                _ => {
                    let schema = self.schema(&location.at(["dependencies", name.as_str()]))?;
                    schemas.insert(name.clone(), schema);
                }
            }
        }
        Some((Value::Object(names), Value::Object(schemas)))
    }
}

fn usable(pattern: &str) -> Option<&str> {
    NamePattern::new(pattern).map(|_| pattern)
}

fn names_integer(words: &Value) -> bool {
    words == "integer"
        || words
            .as_array()
            .is_some_and(|words| words.iter().any(|word| word == "integer"))
}

/// A non-negative integer; it may be written as `2.0`. `None` for any other value.
fn whole(value: &Value) -> Option<Value> {
    if value.is_u64() {
        return Some(value.clone());
    }
    let text = value.as_f64().filter(|count| count.fract() == 0.0)?;
    format!("{text:.0}").parse::<u64>().ok().map(Value::from)
}
