//! Records the keywords and the described properties of a type's schema, for the figures of
//! the quality report. Nothing here affects the type.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::naming::Chosen;
use super::planner::Planner;
use super::subject::Subject;
use crate::schema::Location;
use crate::schema::keyword::{self, Encoding, Keyword};

/// Facts about the schema of a type, for figures.
#[derive(Debug, Clone, Default)]
pub(crate) struct Origin {
    /// Whether its name is from a pin, a title, a definition or a file.
    pub(crate) named_by_schema: bool,
    /// Whether its name counts positions, such as the first branch or item 2.
    pub(crate) by_position: bool,
    /// The keywords of its schemas, sorted, without duplicates.
    keywords: Vec<String>,
    /// Why there is no canonical form, if there is none.
    opaque: Option<String>,
    /// The properties that its schema, or a branch of it without a type, has assertions for.
    pub(crate) described: BTreeSet<String>,
}

impl Origin {
    /// The most likely reason why a type falls short: the keywords that types do not encode.
    pub(crate) fn reason(&self) -> String {
        let typed = |it: &Keyword| matches!(it.encoding, Encoding::Structure | Encoding::Listed);
        let plain = |name: &&String| keyword::is(name, typed);
        let mut blamed: Vec<&str> = self
            .keywords
            .iter()
            .filter(|keyword| !plain(keyword))
            .map(String::as_str)
            .collect();
        if blamed.is_empty() {
            blamed.extend(self.keywords.iter().map(String::as_str));
        }
        let opaque = self.opaque.as_deref().map(without_details);
        let opaque = opaque.map_or_else(String::new, |why| format!(" (no canonical form: {why})"));
        format!("{}{opaque}", blamed.join(", "))
    }
}

/// A reason without quoted names and locations, so that equal reasons of several types are counted
/// together.
fn without_details(reason: &str) -> String {
    let parts = reason.split('`').enumerate();
    let quoted = |(index, part)| if index % 2 == 0 { part } else { "…" };
    parts.map(quoted).collect()
}

impl<'d> Planner<'_, 'd> {
    pub(super) fn origin(&self, subject: &Subject<'d>, name: &Chosen) -> Origin {
        let facets = &subject.facets;
        let asserts_formats = self.semantics.asserts_formats();
        let keywords = facets.all.iter().flat_map(|facet| facet.schema.keys());
        let keywords: BTreeSet<&String> = keywords
            .filter(|keyword| is_blamable(keyword))
            .filter(|keyword| asserts_formats || *keyword != "format")
            .collect();
        let mut described = Described::default();
        for facet in &facets.all {
            described.members(facet.schema);
            described.branches(self, &facet.location, facet.schema);
        }
        let choices = facets.choices.iter();
        for branch in choices.flat_map(|choice| &choice.branches) {
            described.visit(self, branch);
        }
        Origin {
            named_by_schema: name.by_schema,
            by_position: name.by_position,
            keywords: keywords.into_iter().cloned().collect(),
            opaque: subject.opaque.clone(),
            described: described.names,
        }
    }
}

fn is_blamable(name: &str) -> bool {
    !matches!(name, "$ref" | "allOf") && keyword::asserts(name)
}

/// Collects the described properties of a schema and its branches.
#[derive(Default)]
struct Described {
    names: BTreeSet<String>,
    seen: BTreeSet<Location>,
}

impl Described {
    fn visit(&mut self, planner: &Planner<'_, '_>, at: &Location) {
        if !self.seen.insert(at.clone()) {
            return;
        }
        let Some(Value::Object(schema)) = planner.schemas.value(at) else {
            return;
        };
        if let Some(Value::String(reference)) = schema.get("$ref")
            && let Ok(target) = planner.schemas.resolve(at, reference)
        {
            self.visit(planner, &target);
        }
        self.members(schema);
        for keyword in ["allOf", "anyOf", "oneOf"] {
            let count = schema.get(keyword).and_then(Value::as_array);
            for index in 0..count.map_or(0, Vec::len) {
                self.visit(planner, &at.at([keyword, index.to_string().as_str()]));
            }
        }
        self.branches(planner, at, schema);
    }

    /// Visits subschemas that apply conditionally.
    fn branches(&mut self, planner: &Planner<'_, '_>, at: &Location, schema: &Map<String, Value>) {
        for keyword in ["then", "else"] {
            if schema.contains_key(keyword) {
                self.visit(planner, &at.at([keyword]));
            }
        }
        for keyword in ["dependentSchemas", "dependencies"] {
            let dependent = schema.get(keyword).and_then(Value::as_object);
            for name in dependent.into_iter().flat_map(Map::keys) {
                self.visit(planner, &at.at([keyword, name.as_str()]));
            }
        }
    }

    fn members(&mut self, schema: &Map<String, Value>) {
        let members = schema.get("properties").and_then(Value::as_object);
        let members = members.into_iter().flatten();
        let ruled = members.filter(|(_, schema)| has_rule(schema));
        self.names.extend(ruled.map(|(name, _)| name.clone()));
    }
}

/// Whether a schema has assertions that a type could encode. `false` has none: it forbids the
/// property.
fn has_rule(schema: &Value) -> bool {
    let rule = |name: &String| keyword::is_rule(name);
    schema
        .as_object()
        .is_some_and(|schema| schema.keys().any(rule))
}
