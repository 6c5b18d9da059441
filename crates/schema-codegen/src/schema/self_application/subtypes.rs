//! A base that is the `oneOf` or `anyOf` of its own subtypes, as `OpenAPI` descriptions have it:
//!
//! ```json
//! { "Pet": { "properties": {}, "oneOf": [{ "$ref": "#/Cat" }] },
//!   "Cat": { "allOf": [{ "$ref": "#/Pet" }, { "properties": {} }] } }
//! ```
//!
//! The intended meaning: a `Cat` has what every `Pet` has, and a `Pet` is one of the listed
//! subtypes. So in `Cat`, `Pet` is read without its list: the reference is cut and replaced by a
//! copy of the base without the list. Where the subtypes exclude each other, this is the greatest
//! solution of the equations, and what validators with a guard against recursion answer. It does
//! not depend on whether validation starts at the base, at a subtype, or at a schema that refers to
//! either.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::graph::{Edge, Graph, Way};
use crate::schema::Dialect;
use crate::schema::Document;
use crate::schema::Location;
use crate::schema::Schemas;
use crate::schema::keyword;
use crate::schema::written;

/// Annotations that are shown where a property is used.
const SHOWN_BESIDE: &[&str] = &["default", "deprecated", "description", "examples"];

/// A schema, and those of its `anyOf` and `oneOf` that lead back to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Base {
    pub(super) place: Location,
    pub(super) keywords: Vec<String>,
}

/// A reference from a subtype up to its base.
#[derive(Debug)]
pub(super) struct Cut {
    site: Location,
    pub(super) base: Base,
    /// The reference as an edge of the graph, and the base it leads to.
    from: usize,
    to: usize,
    base_at: usize,
}

/// The references of a group that lead up from a subtype to its base.
pub(super) fn cuts(schemas: &Schemas<'_>, graph: &Graph, group: &BTreeSet<usize>) -> Vec<Cut> {
    let references = graph
        .inside(group)
        .filter(|(_, edge)| edge.way == Way::Reference);
    let cuts = references.filter_map(|(from, edge)| {
        let site = graph.places.get(from)?;
        let (base_at, base) = base_behind(schemas, graph, group, edge.to)?;
        let is_upward = is_built_from(schemas, site, &base) && !schemas.is_foreign(site);
        is_upward.then(|| Cut {
            site: site.clone(),
            base,
            from,
            to: edge.to,
            base_at,
        })
    });
    cuts.collect()
}

/// Whether a group still has a cycle when these references are cut.
pub(super) fn leave_a_cycle(graph: &Graph, group: &BTreeSet<usize>, cuts: &[Cut]) -> bool {
    // A cut replaces an edge by one to a copy of the base that has lost its lists.
    let next = |(at, is_copy): (usize, bool)| {
        let edges = graph.edges.get(at).into_iter().flatten();
        let edges = edges.filter(|edge| group.contains(&edge.to));
        let edges = edges.filter(|edge| !(is_copy && is_of_list(graph, cuts, at, edge)));
        let to = edges.map(|edge| {
            let mut cuts = cuts.iter();
            let cut = cuts.find(|cut| (cut.from, cut.to) == (at, edge.to));
            cut.map_or((edge.to, false), |cut| (cut.base_at, true))
        });
        to.collect::<Vec<_>>()
    };
    let written = group.iter().map(|&at| (at, false));
    let copies = cuts.iter().map(|cut| (cut.base_at, true));
    written.chain(copies).any(|start| {
        let mut seen = BTreeSet::new();
        let mut open = next(start);
        while let Some(at) = open.pop() {
            if at == start {
                return true;
            }
            if seen.insert(at) {
                open.extend(next(at));
            }
        }
        false
    })
}

/// Whether an edge leads from a base to a subtype that it lists.
pub(super) fn is_of_list(graph: &Graph, cuts: &[Cut], from: usize, edge: &Edge) -> bool {
    let base = cuts.iter().find(|cut| cut.base_at == from);
    let keyword = keyword_of(graph, from, edge);
    base.is_some_and(|cut| keyword.is_some_and(|it| cut.base.keywords.contains(&it)))
}

/// The keyword of an `anyOf` or `oneOf` that an edge goes by.
fn keyword_of(graph: &Graph, from: usize, edge: &Edge) -> Option<String> {
    if edge.way != Way::Choice {
        return None;
    }
    let (from, to) = (graph.places.get(from)?, graph.places.get(edge.to)?);
    let below = to.pointer.strip_prefix(&from.pointer)?;
    below.split('/').nth(1).map(str::to_owned)
}

/// The target of a chain of mere references, if it has lists that lead back into the group.
fn base_behind(
    schemas: &Schemas<'_>,
    graph: &Graph,
    group: &BTreeSet<usize>,
    mut at: usize,
) -> Option<(usize, Base)> {
    for _ in 0..=group.len() {
        let place = graph.places.get(at)?;
        let lists = graph.edges.get(at)?.iter();
        let lists = lists.filter(|edge| {
            // A listed subtype is a named schema; an inline branch would be defined by itself.
            let branch = schemas.value(&graph.places[edge.to]);
            let is_named = branch.is_some_and(|branch| branch.get("$ref").is_some());
            edge.way == Way::Choice && group.contains(&edge.to) && is_named
        });
        let keywords = lists.filter_map(|edge| keyword_of(graph, at, edge));
        let keywords: BTreeSet<String> = keywords.collect();
        if !keywords.is_empty() {
            let base = Base {
                place: place.clone(),
                keywords: keywords.into_iter().collect(),
            };
            return Some((at, base));
        }
        let is_mere = schemas.value(place)?.as_object()?.contains_key("$ref");
        match graph.edges.get(at)?.as_slice() {
            [only] if is_mere && only.way == Way::Reference => at = only.to,
            _ => return None,
        }
    }
    None
}

/// Whether the reference at `site` builds its schema from the base: it is an item of an `allOf`, or
/// has other constraints beside it. The schema or the base has to add something, or the schema
/// would be defined by itself alone.
fn is_built_from(schemas: &Schemas<'_>, site: &Location, base: &Base) -> bool {
    let rules = |place: &Location, but: &[&str]| {
        let schema = schemas.value(place).and_then(Value::as_object);
        schema.is_some_and(|schema| {
            schema
                .keys()
                .any(|name| !but.contains(&name.as_str()) && keyword::asserts(name))
        })
    };
    let has_siblings = rules(site, &["$ref"]);
    let mut tokens = site.tokens();
    let position = tokens.pop().map(|token| token.parse::<usize>());
    let is_member = matches!(position, Some(Ok(_))) && tokens.pop().as_deref() == Some("allOf");
    if !is_member {
        return has_siblings;
    }
    let subtype = Location {
        document: site.document,
        pointer: tokens.iter().fold(String::new(), |pointer, token| {
            crate::source::pointer_to(&pointer, token)
        }),
    };
    let members = schemas.value(&subtype).and_then(|it| it.get("allOf"));
    let several = members
        .and_then(Value::as_array)
        .is_some_and(|members| members.len() > 1);
    let lists: Vec<&str> = base.keywords.iter().map(String::as_str).collect();
    has_siblings || several || rules(&subtype, &["allOf"]) || rules(&base.place, &lists)
}

/// The documents with the references cut: each is replaced by a copy of its base without the lists.
pub(super) fn applied(schemas: &Schemas<'_>, cuts: &[Cut]) -> Vec<Document> {
    let mut documents: Vec<Document> = schemas.documents().to_vec();
    for Cut { site, base, .. } in in_order(cuts) {
        let without_lists = |whole: &Value| {
            let base_schema = whole.pointer(&base.place.pointer)?.as_object()?;
            Some(copy(schemas, site, base, base_schema))
        };
        // Copies the edited document: the base can be a subtype itself, with references already
        // cut.
        let own = documents.get(base.place.document);
        let plain = own.and_then(|own| without_lists(own.schema()));
        let value = own.and_then(|own| without_lists(&own.value));
        let Some(document) = documents.get_mut(site.document) else {
            continue;
        };
        let dialect = document.dialect.clone();
        document.edit(&site.pointer, |schema, is_plain| {
            let copy = if is_plain { &plain } else { &value };
            if let (Some(schema), Some(copy)) = (schema.as_object_mut(), copy) {
                put(&dialect, schema, copy.clone());
            }
        });
    }
    documents
}

/// The cuts, those in a base before those that copy it. Since no cycle is left, there is such an
/// order.
fn in_order(cuts: &[Cut]) -> Vec<&Cut> {
    let mut left: Vec<&Cut> = cuts.iter().collect();
    let mut ordered = Vec::new();
    while !left.is_empty() {
        let sites: BTreeSet<&Location> = left.iter().map(|cut| &cut.site).collect();
        let (later, now): (Vec<_>, Vec<_>) =
            left.iter().partition(|cut| sites.contains(&cut.base.place));
        if now.is_empty() {
            ordered.extend(later);
            break;
        }
        ordered.extend(now);
        left = later;
    }
    ordered
}

/// Replaces the reference by the copy. Beside other constraints the copy goes into an `allOf`.
fn put(dialect: &Dialect, schema: &mut Map<String, Value>, copy: Map<String, Value>) {
    // What is ignored beside a reference must not take effect when the reference is replaced.
    if dialect.is_reference_alone(schema) {
        schema.retain(|name, _| !keyword::is_rule(name));
    }
    schema.shift_remove("$ref");
    if !schema.keys().any(|name| keyword::is_rule(name)) {
        schema.extend(copy);
        return;
    }
    let members = schema.entry("allOf").or_insert_with(|| json!([]));
    if let Value::Array(members) = members {
        members.push(Value::Object(copy));
    }
}

/// The constraints of a base without its lists. Each subschema becomes a reference to the original,
/// so that it keeps its one type.
fn copy(
    schemas: &Schemas<'_>,
    site: &Location,
    base: &Base,
    schema: &Map<String, Value>,
) -> Map<String, Value> {
    let rules = schema
        .iter()
        .filter(|(name, _)| !base.keywords.contains(name) && !keyword::annotates(name));
    let copied = rules.map(|(keyword, value)| {
        let value = match value {
            Value::String(reference) if keyword == "$ref" => {
                match schemas.resolve(&base.place, reference) {
                    Ok(target) => Value::from(called(schemas, site, &target)),
                    Err(_) => value.clone(),
                }
            }
            value => written(&base.place, keyword, value, &mut |below, value| {
                Some(referring(schemas, site, below, value))
            })
            .unwrap_or_default(),
        };
        (keyword.clone(), value)
    });
    copied.collect()
}

/// A reference to a schema, with the annotations that are shown beside it. A value that is no
/// object is copied.
fn referring(schemas: &Schemas<'_>, site: &Location, to: &Location, value: &Value) -> Value {
    let Value::Object(members) = value else {
        return value.clone();
    };
    let mut reference = Map::new();
    reference.insert("$ref".to_owned(), called(schemas, site, to).into());
    for keyword in SHOWN_BESIDE {
        if let Some(value) = members.get(*keyword) {
            reference.insert((*keyword).to_owned(), value.clone());
        }
    }
    Value::Object(reference)
}

/// The text of a reference from `site` to a schema: the fragment alone within one schema resource.
fn called(schemas: &Schemas<'_>, site: &Location, to: &Location) -> String {
    let uri = schemas.uri(to);
    let document = schemas.documents().get(site.document);
    let is_own = document.is_some_and(|document| {
        to.document == site.document && document.base_uri(&site.pointer) == document.uri
    });
    match uri.split_once('#') {
        Some((_, fragment)) if is_own => format!("#{fragment}"),
        None if is_own => "#".to_owned(),
        _ => uri,
    }
}
