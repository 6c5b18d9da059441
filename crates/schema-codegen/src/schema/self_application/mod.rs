//! Schemas that apply themselves to the same instance: `{"not": {"$ref": "#"}}`.
//!
//! The specification leaves their behaviour undefined (2020-12 core, section 9.4.1), and validators
//! recurse without end. Each cyclic group of schemas gets one diagnostic, by three cases:
//!
//! - A cycle of `$ref` and `allOf` alone adds nothing: the greatest solution is that of the other
//!   assertions. Accepted with a warning.
//! - A base that is the `oneOf` of subtypes built from it by `allOf`: the intended meaning is
//!   known, and the documents are rewritten to it ([`subtypes`]). Accepted with a warning.
//! - Everything else, such as a cycle through `not` or an `anyOf` of itself, is an error.

mod graph;
mod subtypes;

use std::collections::BTreeSet;

use graph::{Graph, Way};

use crate::diagnostic::{Code, Diagnostic};
use crate::schema::Document;
use crate::schema::Location;
use crate::schema::Reached;
use crate::schema::Schemas;
use crate::schema::keyword::{self, Keyword, Role};

/// How many schemas of a cycle a message shows.
const SHOWN: usize = 12;

/// Reports schemas that apply themselves, among those that a run reaches. Returns the rewritten
/// documents; `None` if they are to be read as they are.
pub(crate) fn resolve_self_application(
    schemas: &Schemas<'_>,
    reached: Reached,
    roots: usize,
    problems: &mut Vec<Diagnostic>,
) -> Option<Vec<Document>> {
    let graph = Graph::new(schemas, reached, roots);
    let (mut cuts, mut bases) = (Vec::new(), BTreeSet::new());
    for group in graph.cyclic_groups() {
        let is_harmless = |way| matches!(way, Way::Reference | Way::All);
        if graph.inside(&group).all(|(_, edge)| is_harmless(edge.way)) {
            problems.extend(adds_nothing(schemas, &graph, &group));
            continue;
        }
        let found = subtypes::cuts(schemas, &graph, &group);
        if subtypes::leave_a_cycle(&graph, &group, &found) {
            problems.extend(undefined(schemas, &graph, &group, &found));
            continue;
        }
        bases.extend(found.iter().map(|cut| cut.base.clone()));
        cuts.extend(found);
    }
    problems.extend(bases.iter().filter_map(|base| list_ignored(schemas, base)));
    (!cuts.is_empty()).then(|| subtypes::applied(schemas, &cuts))
}

/// A cycle through `from` and its neighbour `to`, as a message shows it.
fn cycle(
    schemas: &Schemas<'_>,
    graph: &Graph,
    group: &BTreeSet<usize>,
    (from, to): (usize, usize),
) -> String {
    let mut way = vec![from];
    way.extend(graph.way(group, to, from));
    let several = way
        .iter()
        .any(|&at| graph.places[at].document != graph.places[from].document);
    let shown = way.iter().take(SHOWN).map(|&at| {
        let place = &graph.places[at];
        if several {
            format!("`{}`", schemas.display(place))
        } else {
            format!("`#{}`", place.pointer)
        }
    });
    let mut shown: Vec<String> = shown.collect();
    if way.len() > SHOWN {
        shown.push("…".to_owned());
    }
    shown.join(" → ")
}

fn undefined(
    schemas: &Schemas<'_>,
    graph: &Graph,
    group: &BTreeSet<usize>,
    cuts: &[subtypes::Cut],
) -> Option<Diagnostic> {
    // A list of subtypes has a meaning, so the message shows a cycle by another edge if there is
    // one.
    let by = |way, lists: bool| {
        let mut edges = graph.inside(group);
        edges.find(|(from, edge)| {
            edge.way == way && (lists || !subtypes::is_of_list(graph, cuts, *from, edge))
        })
    };
    let (from, edge) = by(Way::Other, true)
        .or_else(|| by(Way::Choice, false))
        .or_else(|| by(Way::Choice, true))?;
    let to = edge.to;
    let cycle = cycle(schemas, graph, group, (from, to));
    let message = format!(
        "the schema applies itself to the same value, and JSON Schema does not define what that means: {cycle}"
    );
    let place = schemas.place(&graph.places[to])?;
    Some(Diagnostic::error(Code::SelfApplication, place, message).help(
        "a schema may come back to itself only inside a property or an item (2020-12 core, section 9.4.1); take out the reference that closes the cycle, or put it under `properties` or `items`",
    ))
}

fn adds_nothing(
    schemas: &Schemas<'_>,
    graph: &Graph,
    group: &BTreeSet<usize>,
) -> Option<Diagnostic> {
    let mut edges = graph.inside(group);
    let (from, edge) = edges.find(|(_, edge)| edge.way == Way::Reference)?;
    let cycle = cycle(schemas, graph, group, (from, edge.to));
    let message = format!(
        "the schema refers to itself through `$ref` and `allOf` alone, which adds nothing; this reference is read as one that accepts everything: {cycle}"
    );
    let place = schemas.place(&reference_of(schemas, &graph.places[from]))?;
    Some(
        Diagnostic::warning(Code::SelfApplication, place, message)
            .help("take out the reference that closes the cycle"),
    )
}

/// The reference that a schema holds, or the schema where it holds several: which of them closes
/// the cycle depends on the dynamic scope.
fn reference_of(schemas: &Schemas<'_>, from: &Location) -> Location {
    let schema = schemas.value(from);
    let holds = |keyword: &&str| schema.is_some_and(|schema| schema.get(keyword).is_some());
    let is_reference = |keyword: &Keyword| matches!(keyword.role, Role::Reference { .. });
    let mut held = keyword::names(is_reference).filter(holds);
    match (held.next(), held.next()) {
        (Some(only), None) => from.at([only]),
        _ => from.clone(),
    }
}

fn list_ignored(schemas: &Schemas<'_>, base: &subtypes::Base) -> Option<Diagnostic> {
    let keyword = base.keywords.first()?;
    let place = schemas.place(&base.place.at([keyword.as_str()]))?;
    let message = format!(
        "the `{keyword}` lists schemas that are built from this one, so each applies itself; in them, this schema is read without its `{keyword}`"
    );
    Some(
        Diagnostic::warning(Code::SelfApplication, place, message).help(
            "JSON Schema leaves such a schema undefined (2020-12 core, section 9.4.1); move what the listed schemas share to a schema of its own that has no such list",
        ),
    )
}
