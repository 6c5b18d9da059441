//! Schemas of properties and items, abbreviated for proofs about the type that holds them: scalars
//! in full, a placeholder for the objects and one for the arrays.
//!
//! A placeholder represents whatever the schema accepts of that JSON type. Placeholders of
//! different schemas are unrelated. This is sound: it can lose a proof, never invent one.

use serde_json::{Map, Value, json};

use super::kinds::{kind_of, listed_values};
use super::names::{self, placeholder_of};
use super::{Detail, ShallowSchemas, as_object, branches, is_scalar, patterns, type_of};
use crate::schema::Location;
use crate::schema::keyword::{self, JsonType, Keyword, ShapeOfValue, shape_of_keyword};

const SCALARS: [&str; 4] = ["boolean", "null", "number", "string"];

impl ShallowSchemas<'_, '_> {
    /// The schema with a placeholder for its constraints on objects, and one for those on arrays.
    pub(super) fn cut(
        &self,
        location: &Location,
        schema: &Map<String, Value>,
    ) -> Option<Map<String, Value>> {
        let is_of = |ty| keyword::has(schema, |it| it.applies_to == Some(ty));
        let mut out = keyword::only(schema, Keyword::is_of_scalars);
        out.extend(type_of(schema));
        let mut listed = listed_values(schema);
        if let Some(scalars) = listed.take_if(|values| values.iter().all(|it| is_scalar(it))) {
            out.insert("enum".to_owned(), scalars.into_iter().cloned().collect());
        }
        let lists = |kind: &str| listed.iter().flatten().any(|value| kind_of(value) == kind);
        let together = self.shares_placeholder(location, schema);
        let objects = is_of(JsonType::Object) || lists("object") || together;
        let arrays = is_of(JsonType::Array) || lists("array") || together;
        let dialect = self.schemas.dialect();
        if listed.is_some() || together {
            let own = self.scalars_of(location, schema)?;
            out.insert(
                "anyOf".to_owned(),
                self.by_kind(location, own, objects, arrays),
            );
            return Some(out);
        }
        // A list or a map is no named type in Rust, so it is written by its items or properties.
        let placeholder = placeholder_of(location);
        let objects = self.expanded(location, schema, JsonType::Object);
        out.extend(objects.unwrap_or_else(|| names::object(&placeholder)));
        let arrays = self.expanded(location, schema, JsonType::Array);
        out.extend(arrays.unwrap_or_else(|| names::array(&placeholder, dialect)));
        for (keyword, written) in self.applied(location, schema, Detail::Cut)? {
            // In draft 4 the placeholder of an array is a `not` as well.
            let written = match out.get(&keyword) {
                Some(placeholder) => json!({ "anyOf": [placeholder, as_object(written)] }),
                None => written,
            };
            out.insert(keyword, written);
        }
        Some(out)
    }

    /// The constraints on objects, or on arrays, if they are only those of a map or a list.
    fn expanded(
        &self,
        location: &Location,
        schema: &Map<String, Value>,
        of: JsonType,
    ) -> Option<Map<String, Value>> {
        let (mut out, mut counts) = (Map::new(), Map::new());
        for (keyword, value) in schema {
            let is_empty = value.as_object().is_some_and(Map::is_empty)
                && shape_of_keyword(keyword) == ShapeOfValue::SchemaByName;
            if is_empty || !keyword::is(keyword, |it| it.applies_to == Some(of)) {
                continue;
            }
            let by_position = keyword == "items" && value.is_array();
            let by_pattern = keyword == "patternProperties";
            if by_position || !(by_pattern || keyword::is(keyword, |it| it.is_uniform)) {
                return None;
            }
            let written = self.inside(location, keyword, value)?;
            match shape_of_keyword(keyword) {
                ShapeOfValue::Plain => counts.insert(keyword.clone(), written),
                _ => out.insert(keyword.clone(), written),
            };
        }
        patterns::simplify(&mut out);
        if out.contains_key("patternProperties") {
            return None;
        }
        let each = out.iter_mut();
        each.for_each(|(_, each)| *each = names::with_room(each.take()));
        out.extend(names::counted(of, &counts, self.schemas.dialect()).unwrap_or_default());
        Some(out)
    }

    /// The branches by JSON type: scalars as they are, objects and arrays by their placeholders.
    fn by_kind(&self, location: &Location, scalars: Value, objects: bool, arrays: bool) -> Value {
        let kinds = self.kinds(location);
        let mut all = Vec::new();
        if SCALARS.iter().any(|kind| kinds.contains(kind)) {
            all.push(scalars);
        }
        if objects && kinds.contains("object") {
            let mut object = names::object(&placeholder_of(location));
            object.insert("type".to_owned(), json!("object"));
            all.push(Value::Object(object));
        }
        if arrays && kinds.contains("array") {
            let mut array = names::array(&placeholder_of(location), self.schemas.dialect());
            array.insert("type".to_owned(), json!("array"));
            all.push(Value::Object(array));
        }
        if all.is_empty() {
            // Draft 4 has no `false`.
            return json!([{ "not": {} }]);
        }
        Value::Array(all)
    }

    /// The constraints of the schema on scalars.
    fn scalars_of(&self, location: &Location, schema: &Map<String, Value>) -> Option<Value> {
        let kinds = self.kinds(location);
        let kinds: Vec<&str> = SCALARS
            .into_iter()
            .filter(|it| kinds.contains(it))
            .collect();
        let mut out = Map::new();
        out.insert("type".to_owned(), json!(kinds));
        if let Some(values) = listed_values(schema) {
            let values = values.into_iter().filter(|value| is_scalar(value));
            out.insert("enum".to_owned(), values.cloned().collect());
        }
        if !kinds.is_empty() {
            for (keyword, written) in self.applied(location, schema, Detail::Cut)? {
                out.insert(keyword, written);
            }
        }
        Some(Value::Object(out))
    }

    /// Whether the objects, or the arrays, of several branches get one placeholder together.
    fn shares_placeholder(&self, location: &Location, schema: &Map<String, Value>) -> bool {
        let structured = |place: &Location| {
            let kinds = self.kinds(place);
            (kinds.contains("object"), kinds.contains("array"))
        };
        let applied = keyword::names(Keyword::is_condition);
        let applied = applied.filter(|it| schema.contains_key(*it));
        let mut applied = applied.map(|keyword| structured(&location.at([keyword])));
        if applied.any(|(objects, arrays)| objects || arrays) {
            return true;
        }
        ["anyOf", "oneOf"].iter().any(|keyword| {
            let branches = branches(location, schema, keyword);
            let branches: Vec<_> = branches.iter().map(structured).collect();
            let objects = branches.iter().filter(|branch| branch.0).count();
            let arrays = branches.iter().filter(|branch| branch.1).count();
            objects > 1 || arrays > 1
        })
    }
}
