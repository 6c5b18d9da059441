//! Which schema objects speak about a node: its parts, and what `$ref`, `allOf` and the one
//! possible branch of an `anyOf` or `oneOf` add to them.
//!
//! Takes a node; gives its facets and the choices left open. Meaning decides which branches live.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::meanings::Meanings;
use super::node::Node;
use crate::annotations::{self, Annotations};
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::keyword::{self, Keyword};
use crate::schema::{Location, Schemas};
use crate::semantics::Meaning;
use referencing::Draft;

/// One schema object that applies to a node.
#[derive(Debug, Clone)]
pub(crate) struct Facet<'d> {
    pub(crate) location: Location,
    pub(crate) schema: &'d Map<String, Value>,
    /// Whether it has rules of its own, beside those that only lead to other facets.
    own_rules: bool,
    /// Whether its only rule is `type`.
    only_type: bool,
    /// Whether its only rule is a choice.
    only_choice: bool,
    /// Where it leads when it has no rules of its own and leads to one place only.
    leads_to: Option<Location>,
}

impl Facet<'_> {
    /// A facet of which nothing is known but that it has rules.
    fn opaque(location: &Location) -> Self {
        Self {
            location: location.clone(),
            schema: &NOTHING,
            own_rules: true,
            only_type: false,
            only_choice: false,
            leads_to: None,
        }
    }

    /// Some of the keywords as a schema.
    pub(crate) fn only(&self, sort: fn(&Keyword) -> bool) -> Value {
        Value::Object(keyword::only(self.schema, sort))
    }
}

/// An `anyOf` or `oneOf` of which several branches can hold.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    /// Whether only one branch may hold (`oneOf`).
    pub(crate) exclusive: bool,
    pub(crate) branches: Vec<Location>,
}

/// All that speaks about a node.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facets<'d> {
    pub(crate) all: Vec<Facet<'d>>,
    pub(crate) choices: Vec<Choice>,
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

    /// The locations that have rules of their own, in order; `repeating` those too that only say a
    /// `type`, beside others.
    pub(crate) fn own(&self, repeating: bool) -> Vec<&Location> {
        let mut own: Vec<_> = self.all.iter().filter(|facet| facet.own_rules).collect();
        if !repeating && own.iter().any(|facet| !facet.only_type) {
            own.retain(|facet| !facet.only_type);
        }
        own.into_iter().map(|facet| &facet.location).collect()
    }

    /// Whether one choice is all that is said, beside a `type`.
    pub(crate) fn are_one_choice(&self) -> bool {
        let ruling = self.all.iter().filter(|facet| facet.own_rules);
        let mut ruling = ruling.filter(|facet| !facet.only_type);
        let is_choice = ruling.next().is_some_and(|facet| facet.only_choice);
        is_choice && ruling.next().is_none()
    }

    /// Where people would say the thing is defined: behind the mere references.
    pub(crate) fn entry(&self, start: &Location) -> Location {
        let mut at = start;
        for _ in 0..=self.all.len() {
            match self.all.iter().find(|facet| facet.location == *at) {
                Some(Facet {
                    leads_to: Some(target),
                    ..
                }) => at = target,
                _ => break,
            }
        }
        at.clone()
    }

    /// The annotations, of the outermost facet first.
    pub(crate) fn annotations(&self) -> Annotations {
        merged(self.all.iter())
    }

    /// The annotations of the definition itself, without what its users say of their use.
    pub(crate) fn annotations_at(&self, entry: &Location) -> Annotations {
        merged(self.all.iter().skip_while(|facet| facet.location != *entry))
    }

    /// The names of the properties that an object must have.
    pub(crate) fn required(&self) -> BTreeSet<String> {
        let lists = self
            .all
            .iter()
            .filter_map(|facet| facet.schema.get("required")?.as_array());
        let names = lists.flatten().filter_map(Value::as_str);
        names.map(str::to_owned).collect()
    }

    /// The properties that are described, in the order of their descriptions; one may occur more than once.
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
        if self.all.iter().any(|facet| facet.location == *location) {
            return Ok(());
        }
        let Some(Value::Object(schema)) = schemas.value(location) else {
            // `true` adds nothing; what `false` does to the node is in its meaning.
            return Ok(());
        };
        if schemas.is_foreign(location) {
            self.all.push(Facet::opaque(location));
            return Ok(());
        }
        let (leads, open) = leads(location, schema, meaning, schemas, meanings)?;
        let rules = own_rules(schemas.draft(location), schema, &open);
        let own_rules = !rules.is_empty();
        let only_type = rules == ["type"];
        let only_choice = matches!(rules[..], ["anyOf" | "oneOf"]);
        self.all.push(Facet {
            location: location.clone(),
            schema,
            own_rules,
            only_type,
            only_choice,
            leads_to: match leads.as_slice() {
                [only] if !own_rules => Some(only.clone()),
                _ => None,
            },
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

/// A keyword that is a rule of its own, and the choice it leaves open.
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
                // A branch that cannot hold may still take values away from the one that can; a
                // kind that it takes away altogether is not among those of the node.
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

/// What a schema that is `true` or `false` says.
static NOTHING: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);

/// The keywords that say something which no other facet says.
fn own_rules<'s>(
    draft: Draft,
    schema: &'s Map<String, Value>,
    open: &[OpenChoice],
) -> Vec<&'s str> {
    schema
        .keys()
        .map(String::as_str)
        .filter(|keyword| is_rule(draft, keyword, open))
        .collect()
}

fn is_rule(draft: Draft, keyword: &str, open: &[OpenChoice]) -> bool {
    match keyword {
        "$ref" | "allOf" => false,
        "anyOf" | "oneOf" => open.iter().any(|(open, _)| *open == keyword),
        // Known values make an enum of a string, so the place is a type of its own.
        "x-extensible-enum" => true,
        name => keyword::is_known(draft, name) && !keyword::is_annotation(draft, name),
    }
}
