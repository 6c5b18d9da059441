//! Finds what a bundled schema says about a place in a document, so that mutations can aim: bounds,
//! listed values and properties, collected from every subschema that applies there in some branch.
//!
//! It gives no verdict. What it overlooks is not aimed at, which weakens tests but makes none
//! wrong.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{Place, Step};

/// A bundled schema, with the resources in it by their `$id`.
#[derive(Debug)]
pub struct Guide {
    root: Value,
    resources: BTreeMap<String, Value>,
}

/// A subschema, and the `$id` of the resource that contains it.
#[derive(Debug, Clone, Copy)]
struct Spot<'g> {
    base: &'g str,
    schema: &'g Value,
}

/// The subschemas that apply to one place.
#[derive(Debug, Default)]
pub struct Hints<'g> {
    schemas: Vec<&'g Value>,
}

impl<'g> Hints<'g> {
    /// The values of a keyword in all subschemas.
    fn keyword(&self, name: &'static str) -> impl Iterator<Item = &'g Value> {
        self.schemas
            .iter()
            .filter_map(move |schema| schema.get(name))
    }

    /// Whether a keyword has this value here, alone or in a list.
    #[must_use]
    pub fn says(&self, keyword: &'static str, value: &str) -> bool {
        let is = |found: &Value| found == value;
        self.keyword(keyword)
            .any(|found| is(found) || found.as_array().is_some_and(|list| list.iter().any(is)))
    }

    /// The bounds of numbers, inclusive and exclusive.
    pub fn bounds(&self) -> impl Iterator<Item = &'g Value> {
        ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]
            .into_iter()
            .flat_map(|keyword| self.keyword(keyword))
    }

    /// The counts given by `minItems`.
    pub fn least_items(&self) -> impl Iterator<Item = usize> {
        let counts = self.keyword("minItems").filter_map(Value::as_u64);
        counts.filter_map(|count| usize::try_from(count).ok())
    }

    /// The texts of `const`, `enum` and `x-extensible-enum`.
    #[must_use]
    pub fn listed(&self) -> Vec<&'g str> {
        let lists = ["enum", "x-extensible-enum"];
        let lists = lists.into_iter().flat_map(|keyword| self.keyword(keyword));
        let listed = lists.filter_map(Value::as_array).flatten();
        listed
            .chain(self.keyword("const"))
            .filter_map(Value::as_str)
            .collect()
    }

    /// The names of properties.
    #[must_use]
    pub fn declared(&self) -> Vec<&'g str> {
        let objects = self.keyword("properties").filter_map(Value::as_object);
        objects
            .flat_map(|members| members.keys())
            .map(String::as_str)
            .collect()
    }
}

impl Guide {
    /// Reads a bundled schema.
    ///
    /// # Panics
    ///
    /// When it is not JSON.
    #[must_use]
    pub fn new(schema: &str) -> Self {
        let root: Value = serde_json::from_str(schema).unwrap();
        let mut resources = BTreeMap::new();
        collect(&root, &mut resources);
        Self { root, resources }
    }

    /// What the schema says about a place.
    #[must_use]
    pub fn at(&self, place: &Place) -> Hints<'_> {
        let root = Spot {
            base: self.root["$id"].as_str().unwrap_or_default(),
            schema: &self.root,
        };
        let mut spots = Vec::new();
        self.open(root, &mut spots);
        for step in place.steps() {
            spots = self.step(&spots, step);
        }
        Hints {
            schemas: spots.into_iter().map(|spot| spot.schema).collect(),
        }
    }

    /// Adds the subschema and all that its in-place applicators apply.
    fn open<'g>(&'g self, spot: Spot<'g>, into: &mut Vec<Spot<'g>>) {
        into.push(spot);
        if let Some(reference) = spot.schema["$ref"].as_str() {
            self.open(self.resolve(spot.base, reference), into);
        }
        let unions = ["anyOf", "oneOf", "allOf"].into_iter();
        for branch in unions
            .filter_map(|keyword| spot.schema[keyword].as_array())
            .flatten()
        {
            self.open(spot.with(branch), into);
        }
    }

    fn step<'g>(&'g self, spots: &[Spot<'g>], step: &Step) -> Vec<Spot<'g>> {
        let mut found = Vec::new();
        for spot in spots {
            if let Some(schema) = below(spot.schema, step) {
                self.open(spot.with(schema), &mut found);
            }
        }
        found
    }

    fn resolve<'g>(&'g self, base: &str, reference: &str) -> Spot<'g> {
        let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
        let absolute = if file.is_empty() {
            base.to_owned()
        } else {
            format!("{folder}/{file}")
        };
        let found = self.resources.get_key_value(&absolute);
        let found = found.and_then(|(base, resource)| {
            let schema = resource.pointer(pointer)?;
            Some(Spot { base, schema })
        });
        found.unwrap_or_else(|| panic!("the bundle of `{base}` lacks `{reference}`"))
    }
}

impl<'g> Spot<'g> {
    fn with(self, schema: &'g Value) -> Self {
        Self { schema, ..self }
    }
}

/// The subschema for a property or an item.
fn below<'g>(schema: &'g Value, step: &Step) -> Option<&'g Value> {
    match step {
        Step::Item(_) => schema.get("items"),
        Step::Member(name) => {
            let declared = schema
                .get("properties")
                .and_then(|members| members.get(name));
            declared.or_else(|| schema.get("additionalProperties"))
        }
    }
}

fn collect(schema: &Value, into: &mut BTreeMap<String, Value>) {
    if let Some(id) = schema["$id"].as_str() {
        into.insert(id.to_owned(), schema.clone());
    }
    for embedded in schema["$defs"]
        .as_object()
        .into_iter()
        .flat_map(|definitions| definitions.values())
    {
        collect(embedded, into);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: &str = r##"{
        "$id": "https://a.example/b/root.json",
        "properties": {"part": {"anyOf": [{"$ref": "part.json#/$defs/inner"}, {"type": "null"}]}},
        "$defs": {"https://a.example/b/part.json": {
            "$id": "https://a.example/b/part.json",
            "$defs": {"inner": {"properties": {"n": {"$ref": "#/$defs/n"}}}, "n": {"type": ["integer", "null"], "maximum": 7, "enum": ["a"]}}
        }}
    }"##;

    #[test]
    fn it_follows_references_through_resources_and_unions() {
        let guide = Guide::new(SCHEMA);
        let part = Place::default().member("part");
        assert_eq!(guide.at(&part).declared(), ["n"]);
        let number = guide.at(&part.member("n"));
        assert_eq!(number.bounds().collect::<Vec<_>>(), [7]);
        assert_eq!(number.listed(), ["a"]);
        assert!(number.says("type", "integer") && !number.says("type", "string"));
    }

    #[test]
    fn it_says_nothing_about_unknown_members() {
        let guide = Guide::new(SCHEMA);
        let nowhere = guide.at(&Place::default().member("x").item(1));
        assert!(nowhere.schemas.is_empty());
    }
}
