//! The schema objects that describe a node: its parts, and what `$ref`, `allOf` and the one
//! satisfiable branch of an `anyOf` or `oneOf` add to them.
//!
//! A branch is satisfiable unless its intersection with the node's meaning is known to be empty.
//! Choices with several such branches stay open.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::meanings::Meanings;
use super::node::Node;
use crate::annotations::{self, Annotations};
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::keyword::{self, Keyword};
use crate::schema::{Location, Schemas};
use crate::semantics::Meaning;

/// One schema object that applies to a node.
#[derive(Debug, Clone)]
pub(crate) struct Facet<'d> {
    pub(crate) location: Location,
    pub(crate) schema: &'d Map<String, Value>,
    /// Whether it has constraints besides the applicators that lead to other facets.
    own_rules: bool,
    /// Whether `type` is its only constraint.
    only_type: bool,
    /// Whether its only constraint is an `anyOf` or `oneOf`.
    only_choice: bool,
    /// The facets it leads to.
    leads: Vec<Location>,
}

impl Facet<'_> {
    /// A facet whose keywords are not read, because its schema is in another draft.
    fn opaque(location: &Location) -> Self {
        Self {
            location: location.clone(),
            schema: &NO_KEYWORDS,
            own_rules: true,
            only_type: false,
            only_choice: false,
            leads: Vec::new(),
        }
    }

    /// Whether its keywords are read.
    pub(crate) fn is_read(&self) -> bool {
        !std::ptr::eq(self.schema, LazyLock::force(&NO_KEYWORDS))
    }

    /// The keywords of some sort as a schema.
    pub(crate) fn only(&self, sort: fn(&Keyword) -> bool) -> Value {
        Value::Object(keyword::only(self.schema, sort))
    }
}

/// An `anyOf` or `oneOf` of which several branches are satisfiable.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    /// Whether exactly one branch must be valid (`oneOf`).
    pub(crate) exclusive: bool,
    pub(crate) branches: Vec<Location>,
}

/// The facets and open choices of a node.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facets<'d> {
    pub(crate) all: Vec<Facet<'d>>,
    pub(crate) choices: Vec<Choice>,
    /// The locations of the facets.
    seen: HashSet<Location>,
}

impl<'d> Facets<'d> {
    /// The facets of a node whose meaning is known.
    pub(crate) fn of(
        node: &Node,
        meaning: &Meaning,
        schemas: &Schemas<'d>,
        meanings: &Meanings<'_, 'd>,
    ) -> Result<Self, Diagnostic> {
        let mut found = Self::default();
        for part in node.parts() {
            found.visit(part, meaning, schemas, meanings)?;
        }
        Ok(found)
    }

    /// The locations that have constraints of their own, in order. Without `repeating`, those whose
    /// only constraint is `type` are left out if there are others.
    pub(crate) fn own(&self, repeating: bool) -> Vec<&Location> {
        let mut own: Vec<_> = self.all.iter().filter(|facet| facet.own_rules).collect();
        if !repeating && own.iter().any(|facet| !facet.only_type) {
            own.retain(|facet| !facet.only_type);
        }
        own.into_iter().map(|facet| &facet.location).collect()
    }

    /// Whether a single choice is the only constraint besides `type`.
    pub(crate) fn are_one_choice(&self) -> bool {
        let own = self.all.iter().filter(|facet| facet.own_rules);
        let mut own = own.filter(|facet| !facet.only_type);
        let is_choice = own.next().is_some_and(|facet| facet.only_choice);
        is_choice && own.next().is_none()
    }

    /// The definition that `start` leads to through mere references.
    pub(crate) fn entry(&self, start: &Location) -> Location {
        let leads = self.all.iter().filter_map(|facet| {
            let [target] = facet.leads.as_slice() else {
                return None;
            };
            (!facet.own_rules).then_some((&facet.location, target))
        });
        let leads: HashMap<&Location, &Location> = leads.collect();
        let mut at = start;
        // A cycle of references has no end.
        for _ in 0..=self.all.len() {
            match leads.get(at) {
                Some(target) => at = target,
                None => break,
            }
        }
        at.clone()
    }

    /// The annotations of all facets; those of the outermost facet take precedence.
    pub(crate) fn annotations(&self) -> Annotations {
        merged(self.all.iter())
    }

    /// The annotations of the definition itself, without those beside references to it.
    pub(crate) fn annotations_at(&self, entry: &Location) -> Annotations {
        merged(self.all.iter().skip_while(|facet| facet.location != *entry))
    }

    /// A facet and all that it leads to.
    pub(crate) fn below(&self, facet: &Facet<'d>) -> Vec<&Facet<'d>> {
        let mut below: HashSet<&Location> = HashSet::new();
        let mut open = vec![&facet.location];
        while let Some(at) = open.pop() {
            if below.insert(at) {
                let facets = self.all.iter().filter(|facet| facet.location == *at);
                open.extend(facets.flat_map(|facet| &facet.leads));
            }
        }
        let all = self.all.iter();
        all.filter(|facet| below.contains(&facet.location))
            .collect()
    }

    /// The names of the required properties.
    pub(crate) fn required(&self) -> BTreeSet<String> {
        let lists = self
            .all
            .iter()
            .filter_map(|facet| facet.schema.get("required")?.as_array());
        let names = lists.flatten().filter_map(Value::as_str);
        names.map(str::to_owned).collect()
    }

    /// The names in `properties`, in the order of the facets; a name may occur more than once.
    pub(crate) fn described(&self) -> Vec<String> {
        let all = self.all.iter();
        let all = all.filter_map(|facet| facet.schema.get("properties")?.as_object());
        all.flat_map(|properties| properties.keys().cloned())
            .collect()
    }

    fn visit(
        &mut self,
        location: &Location,
        meaning: &Meaning,
        schemas: &Schemas<'d>,
        meanings: &Meanings<'_, 'd>,
    ) -> Result<(), Diagnostic> {
        if self.seen.contains(location) {
            return Ok(());
        }
        let Some(Value::Object(schema)) = schemas.value(location) else {
            // `true` adds nothing; the effect of `false` is in the node's meaning.
            return Ok(());
        };
        self.seen.insert(location.clone());
        if schemas.is_foreign(location) {
            self.all.push(Facet::opaque(location));
            return Ok(());
        }
        let (leads, open) = leads(location, schema, meaning, schemas, meanings)?;
        let rules = own_rules(schema, &open);
        let own_rules = !rules.is_empty();
        let only_type = rules == ["type"];
        let only_choice = matches!(rules[..], ["anyOf" | "oneOf"]);
        self.all.push(Facet {
            location: location.clone(),
            schema,
            own_rules,
            only_type,
            only_choice,
            leads: leads.clone(),
        });
        self.choices
            .extend(open.into_iter().filter_map(|open| open.1));
        for target in leads {
            self.visit(&target, meaning, schemas, meanings)?;
        }
        Ok(())
    }
}

fn merged<'f, 'd: 'f>(facets: impl Iterator<Item = &'f Facet<'d>>) -> Annotations {
    facets
        .map(|facet| annotations::of(facet.schema))
        .fold(Annotations::default(), Annotations::or)
}

/// A keyword that remains a constraint, and the choice it leaves open.
type OpenChoice = (&'static str, Option<Choice>);

/// The facets that a schema object leads to, and the choices it leaves open.
fn leads(
    location: &Location,
    schema: &Map<String, Value>,
    meaning: &Meaning,
    schemas: &Schemas<'_>,
    meanings: &Meanings<'_, '_>,
) -> Result<(Vec<Location>, Vec<OpenChoice>), Diagnostic> {
    let mut leads = Vec::new();
    if let Some(Value::String(reference)) = schema.get("$ref") {
        leads.push(resolve(location, reference, schemas)?);
    }
    leads.extend(branches(location, schema, "allOf"));
    let mut open = Vec::new();
    for keyword in ["anyOf", "oneOf"] {
        let branches = branches(location, schema, keyword);
        let (alive, dead): (Vec<_>, Vec<_>) = branches
            .into_iter()
            .partition(|branch| meanings.can_hold(branch, meaning));
        let exclusive = keyword == "oneOf";
        match alive.as_slice() {
            [] => {}
            [only] => {
                // An unsatisfiable branch may still reject values that satisfy the other one. A
                // JSON type of which it rejects every value is not among the node's JSON types.
                let kinds = meaning.kinds();
                let takes_away = |dead| meanings.overlap(only, dead, &kinds);
                if exclusive && dead.iter().any(takes_away) {
                    open.push((keyword, None));
                }
                leads.push(only.clone());
            }
            _ => {
                let branches = alive;
                open.push((
                    keyword,
                    Some(Choice {
                        exclusive,
                        branches,
                    }),
                ));
            }
        }
    }
    Ok((leads, open))
}

fn resolve(
    location: &Location,
    reference: &str,
    schemas: &Schemas<'_>,
) -> Result<Location, Diagnostic> {
    schemas.resolve(location, reference).map_err(|error| {
        let at = location.at(["$ref"]);
        let message = format!("`{reference}` leads nowhere: {error}");
        schemas.error(Code::MissingReference, &at, message)
    })
}

fn branches(location: &Location, schema: &Map<String, Value>, keyword: &str) -> Vec<Location> {
    let count = match schema.get(keyword) {
        Some(Value::Array(branches)) => branches.len(),
        _ => 0,
    };
    (0..count)
        .map(|index| location.at([keyword, index.to_string().as_str()]))
        .collect()
}

/// The keywords of a schema that is not read.
static NO_KEYWORDS: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);

/// The keywords that constrain the node and do not merely lead to other facets.
fn own_rules<'s>(schema: &'s Map<String, Value>, open: &[OpenChoice]) -> Vec<&'s str> {
    schema
        .keys()
        .map(String::as_str)
        .filter(|keyword| is_rule(keyword, open))
        .collect()
}

fn is_rule(keyword: &str, open: &[OpenChoice]) -> bool {
    match keyword {
        "$ref" | "allOf" => false,
        "anyOf" | "oneOf" => open.iter().any(|(open, _)| *open == keyword),
        // Known values make an open enum of a string, so the schema needs a type of its own.
        "x-extensible-enum" => true,
        name => keyword::asserts(name),
    }
}
