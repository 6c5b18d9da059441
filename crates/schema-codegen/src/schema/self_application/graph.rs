//! The graph of in-place applicators: an edge for each schema that another one applies to the same
//! instance by `$ref`, `allOf`, `anyOf`, …, and the cyclic groups of schemas. A schema below
//! `properties` or `items` applies to another instance and is no edge.

use std::collections::{BTreeSet, HashMap, VecDeque};

use serde_json::{Map, Value};

use crate::cycles::strongly_connected;
use crate::schema::Location;
use crate::schema::Reached;
use crate::schema::Schemas;
use crate::schema::subschemas;

/// How a schema applies another one to the same instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// `$ref`, `$dynamicRef`, `$recursiveRef`.
    Reference,
    /// `allOf`.
    All,
    /// `anyOf`, `oneOf`.
    Choice,
    /// `not`, `if`, `then`, `else`, `dependentSchemas`, `dependencies`.
    Other,
}

#[derive(Debug)]
pub(super) struct Edge {
    pub(super) to: usize,
    pub(super) way: Way,
}

/// The schemas, sorted, and what each applies.
pub(super) struct Graph {
    pub(super) places: Vec<Location>,
    pub(super) edges: Vec<Vec<Edge>>,
}

impl Graph {
    /// The graph of all schemas that a run reaches. `roots` is the number of documents at the
    /// beginning that evaluation can start from, and that are therefore always in the dynamic
    /// scope.
    pub(super) fn new(schemas: &Schemas<'_>, reached: Reached, roots: usize) -> Self {
        let (places, targets): (Vec<_>, Vec<_>) = reached.into_iter().unzip();
        let index: HashMap<&Location, usize> = places
            .iter()
            .enumerate()
            .map(|(at, place)| (place, at))
            .collect();
        let anchors = DynamicAnchors::of(schemas, &places, roots);
        let edges = places.iter().zip(targets).map(|(place, target)| {
            let target = target.map(|target| (target, Way::Reference));
            let applied = target.into_iter().chain(applied(schemas, &anchors, place));
            let known = applied.filter_map(|(to, way)| Some((*index.get(&to)?, way)));
            known.map(|(to, way)| Edge { to, way }).collect()
        });
        let edges = edges.collect();
        Self { places, edges }
    }

    /// The strongly connected components that contain a cycle.
    pub(super) fn cyclic_groups(&self) -> Vec<BTreeSet<usize>> {
        let edges = self.edges.iter();
        let targets = edges.map(|edges| edges.iter().map(|edge| edge.to).collect());
        let targets: Vec<Vec<usize>> = targets.collect();
        let groups = strongly_connected(&targets).into_iter();
        groups
            .filter(|group| match &group[..] {
                [only] => targets[*only].contains(only),
                _ => true,
            })
            .map(BTreeSet::from_iter)
            .collect()
    }

    /// The edges inside a group.
    pub(super) fn inside<'g>(
        &'g self,
        group: &'g BTreeSet<usize>,
    ) -> impl Iterator<Item = (usize, &'g Edge)> {
        let edges = group.iter().flat_map(|&from| {
            let edges = self.edges.get(from).into_iter().flatten();
            edges.map(move |edge| (from, edge))
        });
        edges.filter(|(_, edge)| group.contains(&edge.to))
    }

    /// The shortest path from one schema of a group to another, both included.
    pub(super) fn way(&self, group: &BTreeSet<usize>, from: usize, to: usize) -> Vec<usize> {
        let mut before: HashMap<usize, usize> = HashMap::new();
        let mut open = VecDeque::from([from]);
        while let Some(at) = open.pop_front().filter(|at| *at != to) {
            for edge in self.edges.get(at).into_iter().flatten() {
                let is_new = edge.to != from && !before.contains_key(&edge.to);
                if is_new && group.contains(&edge.to) {
                    before.insert(edge.to, at);
                    open.push_back(edge.to);
                }
            }
        }
        let mut way = vec![to];
        while let Some(&at) = way.last().and_then(|at| before.get(at)) {
            way.push(at);
        }
        way.reverse();
        way
    }
}

/// What a schema applies to the same instance, beside the target of its `$ref`.
fn applied(
    schemas: &Schemas<'_>,
    anchors: &DynamicAnchors,
    place: &Location,
) -> Vec<(Location, Way)> {
    let Some(Value::Object(schema)) = schemas.value(place) else {
        return Vec::new();
    };
    let mut applied: Vec<_> = ["$dynamicRef", "$recursiveRef"]
        .into_iter()
        .filter_map(|keyword| {
            let reference = schema.get(keyword)?.as_str()?;
            Some((keyword, schemas.resolve(place, reference).ok()?))
        })
        .flat_map(|(keyword, target)| anchors.targets(schemas, keyword, target))
        .map(|target| (target, Way::Reference))
        .collect();
    if !schema
        .keys()
        .any(|keyword| way_of(keyword, schema).is_some())
    {
        return applied;
    }
    for (tokens, _) in subschemas(schema) {
        let way = tokens.first().and_then(|it| way_of(it, schema));
        if let Some(way) = way {
            applied.push((place.at(tokens.iter().map(String::as_str)), way));
        }
    }
    applied
}

fn way_of(keyword: &str, schema: &Map<String, Value>) -> Option<Way> {
    Some(match keyword {
        "allOf" => Way::All,
        "anyOf" | "oneOf" => Way::Choice,
        "not" | "if" | "dependentSchemas" | "dependencies" => Way::Other,
        // Without an `if` they are not applied.
        "then" | "else" if schema.contains_key("if") => Way::Other,
        _ => return None,
    })
}

/// The targets of dynamic references beside their initial target: anchors of the outermost
/// documents, which every evaluation enters first (core specification, section 8.2.3.2).
struct DynamicAnchors {
    by_name: HashMap<String, Vec<Location>>,
    recursive: Vec<Location>,
}

impl DynamicAnchors {
    fn of(schemas: &Schemas<'_>, places: &[Location], roots: usize) -> Self {
        let mut found = Self {
            by_name: HashMap::new(),
            recursive: Vec::new(),
        };
        for place in places.iter().filter(|place| place.document < roots) {
            let schema = schemas.value(place);
            let said = |keyword: &str| schema.and_then(|schema| schema.get(keyword));
            if let Some(Value::String(name)) = said("$dynamicAnchor") {
                let places = found.by_name.entry(name.clone()).or_default();
                places.push(place.clone());
            }
            if place.pointer.is_empty() && said("$recursiveAnchor") == Some(&Value::Bool(true)) {
                found.recursive.push(place.clone());
            }
        }
        found
    }

    fn targets(&self, schemas: &Schemas<'_>, keyword: &str, initial: Location) -> Vec<Location> {
        let said = |keyword: &str| schemas.value(&initial)?.get(keyword);
        let outer = match (keyword, said("$dynamicAnchor"), said("$recursiveAnchor")) {
            ("$dynamicRef", Some(Value::String(name)), _) => self.by_name.get(name),
            ("$recursiveRef", _, Some(Value::Bool(true))) => Some(&self.recursive),
            _ => None,
        };
        let mut targets: Vec<Location> = outer.cloned().unwrap_or_default();
        if !targets.contains(&initial) {
            targets.push(initial);
        }
        targets
    }
}
