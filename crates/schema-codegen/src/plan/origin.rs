//! What the schema says about a type beyond its shape: for counting how good types are.
//!
//! Takes a subject; gives its keywords and the members that it has a rule for. Decides nothing.

use std::collections::BTreeSet;

use referencing::Draft;
use serde_json::{Map, Value};

use super::naming::Chosen;
use super::planner::Planner;
use super::subject::Subject;
use crate::schema::Location;
use crate::schema::keyword::{self, Encoding, Keyword};

/// Where a type comes from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Origin {
    /// Whether the schema gave its name: by a title, a definition, a file; or a pin did.
    pub(crate) named_by_schema: bool,
    /// Whether its name counts places, such as the first branch or item 2 of something.
    pub(crate) by_position: bool,
    /// The keywords that speak about it, each once, sorted.
    keywords: Vec<String>,
    /// Why the algebra could not tell what is accepted, if it could not.
    opaque: Option<String>,
    /// The members that its schema, or a branch of it that is no type, has a rule for.
    pub(crate) described: BTreeSet<String>,
}

impl Origin {
    /// The keywords that are most likely to blame where a type falls short.
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
        let given_up = self.opaque.as_deref().map(without_places);
        let given_up = given_up.map_or_else(String::new, |why| format!(" (given up: {why})"));
        format!("{}{given_up}", blamed.join(", "))
    }
}

/// A reason without what only holds for one schema.
fn without_places(reason: &str) -> String {
    let parts = reason.split('`').enumerate();
    let quoted = |(index, part)| if index % 2 == 0 { part } else { "…" };
    parts.map(quoted).collect()
}

impl<'d> Planner<'_, 'd> {
    pub(super) fn origin(&self, subject: &Subject<'d>, name: &Chosen) -> Origin {
        let facets = &subject.facets;
        let draft = self.schemas.draft(&subject.entry);
        let asserts_formats = self.semantics.asserts_formats();
        let keywords = facets.all.iter().flat_map(|facet| facet.schema.keys());
        let keywords: BTreeSet<&String> = keywords
            .filter(|keyword| is_blamable(draft, keyword))
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

fn is_blamable(draft: Draft, name: &str) -> bool {
    !matches!(name, "$ref" | "allOf")
        && keyword::is_known(draft, name)
        && !keyword::is_annotation(draft, name)
}

/// The members that are named on the way through branches.
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

    /// What holds only under a condition.
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

/// Whether a schema says anything that a type could say. `false` leaves no member to be typed.
fn has_rule(schema: &Value) -> bool {
    let rule = |name: &String| keyword::is_rule(name);
    schema
        .as_object()
        .is_some_and(|schema| schema.keys().any(rule))
}
