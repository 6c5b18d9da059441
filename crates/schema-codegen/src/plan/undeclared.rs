//! Classifies the properties that an object does not name: by the `patternProperties` that they
//! match, and the rest, additional properties. Finds the schemas that apply to each class; plans no
//! types.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Names;
use super::planner::Planner;
use super::subject::Subject;
use crate::analyze::Facet;
use crate::analyze::Node;
use crate::schema::keyword::{self, Application, Keyword, Role};
use crate::schema::{Detail, Location, NamePattern};

/// The `patternProperties` of all facets of a subject.
pub(super) struct Patterns {
    all: Vec<NamePattern>,
    /// Whether the regex engine supports all of them.
    usable: bool,
    unevaluated: Vec<Unevaluated>,
}

/// An `unevaluatedProperties` of which it is known which properties other keywords evaluate (core
/// specification of 2020-12, section 11.3): those of the facets that its schema leads to, since
/// no other schema applies to the same instance.
struct Unevaluated {
    location: Location,
    evaluated: Evaluated,
}

/// The properties that some facets evaluate.
#[derive(Default)]
struct Evaluated {
    names: BTreeSet<String>,
    patterns: BTreeSet<String>,
    all: bool,
}

/// Properties whose names match certain patterns, and the schemas that apply to them.
pub(super) struct Class {
    pub(super) names: Names,
    pub(super) node: Node,
}

/// The classes of properties that an object does not name. A name belongs to the first class that
/// matches it, or else to the rest. By default no schema applies to any of them.
#[derive(Default)]
pub(super) struct Undeclared {
    pub(super) classes: Vec<Class>,
    pub(super) rest: Node,
}

impl Patterns {
    pub(super) fn of(subject: &Subject<'_>) -> Self {
        let facets = subject.facets.all.iter();
        let mut texts: Vec<&str> = facets.flat_map(|facet| patterns_of(facet)).collect();
        texts.sort_unstable();
        texts.dedup();
        let all: Vec<_> = texts.iter().filter_map(|it| NamePattern::new(it)).collect();
        let usable = all.len() == texts.len();
        let unevaluated = if usable {
            unevaluated_of(subject)
        } else {
            Vec::new()
        };
        Self {
            all,
            usable,
            unevaluated,
        }
    }

    /// The locations of all subschemas that apply to a named property (core specification, sections
    /// 10.3.2.1 to 10.3.2.3).
    pub(super) fn places_of_member(&self, subject: &Subject<'_>, name: &str) -> Vec<Location> {
        let matched: Vec<&str> = self.matched_by(name).collect();
        let facets = subject.facets.all.iter();
        let places = facets.flat_map(|facet| {
            let named = facet.schema.get("properties").and_then(|all| all.get(name));
            let named = named.map(|_| facet.location.at(["properties", name]));
            let by_pattern = self.places_by_pattern(facet, &matched);
            let places: Vec<_> = named.into_iter().chain(by_pattern).collect();
            self.or_additional(facet, places)
        });
        let unevaluated = self.unevaluated.iter();
        let unevaluated = unevaluated.filter(|it| !it.evaluated.has(Some(name), &matched));
        let unevaluated = unevaluated.map(|it| it.location.clone());
        places.chain(unevaluated).collect()
    }

    /// The subschemas that apply to properties whose names match exactly these patterns, and those
    /// patterns that match every name.
    fn places(&self, subject: &Subject<'_>, matched: &[&str]) -> Node {
        let total = self.all.iter().filter(|pattern| pattern.is_total());
        let matched: Vec<&str> = matched
            .iter()
            .copied()
            .chain(total.map(NamePattern::text))
            .collect();
        let facets = subject.facets.all.iter();
        let places = facets.flat_map(|facet| {
            let places = self.places_by_pattern(facet, &matched);
            self.or_additional(facet, places)
        });
        let unevaluated = self.unevaluated.iter();
        let unevaluated = unevaluated.filter(|it| !it.evaluated.has(None, &matched));
        let unevaluated = unevaluated.map(|it| it.location.clone());
        Node::new(places.chain(unevaluated))
    }

    fn places_by_pattern(&self, facet: &Facet<'_>, matched: &[&str]) -> Vec<Location> {
        if !self.usable {
            return Vec::new();
        }
        let patterns = patterns_of(facet).into_iter();
        let matched = patterns.filter(|pattern| matched.contains(pattern));
        matched
            .map(|pattern| facet.location.at(["patternProperties", pattern]))
            .collect()
    }

    /// `additionalProperties` applies where nothing else in the same schema object does. Beside
    /// unsupported patterns it is unknown which names are additional, so it is left out, and full
    /// validation decides.
    fn or_additional(&self, facet: &Facet<'_>, places: Vec<Location>) -> Vec<Location> {
        let speaks = facet.schema.contains_key("additionalProperties")
            && (self.usable || patterns_of(facet).is_empty());
        if places.is_empty() && speaks {
            return vec![facet.location.at(["additionalProperties"])];
        }
        places
    }

    fn matched_by(&self, name: &str) -> impl Iterator<Item = &str> {
        let matched = self.all.iter().filter(move |pattern| pattern.matches(name));
        matched.map(NamePattern::text)
    }
}

impl Evaluated {
    fn add(&mut self, facet: &Facet<'_>) {
        let named = facet.schema.get("properties").and_then(Value::as_object);
        let named = named.into_iter().flat_map(|named| named.keys().cloned());
        self.names.extend(named);
        let patterns = patterns_of(facet).into_iter().map(str::to_owned);
        self.patterns.extend(patterns);
        self.all |= facet.schema.contains_key("additionalProperties");
    }

    /// Whether it has the property, which matches exactly these patterns.
    fn has(&self, name: Option<&str>, matched: &[&str]) -> bool {
        self.all
            || name.is_some_and(|name| self.names.contains(name))
            || matched.iter().any(|it| self.patterns.contains(*it))
    }
}

/// Each `unevaluatedProperties` that applies to no more than the other facets leave. Where choices
/// or conditions decide what is evaluated, it is left to the proof and its check.
fn unevaluated_of(subject: &Subject<'_>) -> Vec<Unevaluated> {
    const KEYWORD: &str = "unevaluatedProperties";
    if !subject.facets.choices.is_empty() {
        return Vec::new();
    }
    let facets = subject.facets.all.iter();
    let facets = facets.filter(|facet| facet.schema.contains_key(KEYWORD));
    let found = facets.filter_map(|facet| {
        let mut evaluated = Evaluated::default();
        for below in subject.facets.below(facet) {
            if !below.is_read() || keyword::has(below.schema, may_evaluate) {
                return None;
            }
            evaluated.add(below);
            let is_other = below.location != facet.location;
            evaluated.all |= is_other && below.schema.contains_key(KEYWORD);
        }
        Some(Unevaluated {
            location: facet.location.at([KEYWORD]),
            evaluated,
        })
    });
    found.collect()
}

/// Whether a keyword evaluates properties in some instances only.
fn may_evaluate(keyword: &Keyword) -> bool {
    match keyword.role {
        Role::Reference { dynamic } => dynamic,
        // A `not` that holds evaluates nothing.
        Role::Applicator(Application::Conditional) => keyword.name != "not",
        _ => false,
    }
}

impl<'d> Planner<'_, 'd> {
    /// The classes of properties that a subject does not name. `None` if a pattern is unsupported,
    /// or a name can match too many of them.
    pub(super) fn undeclared(
        &self,
        subject: &Subject<'d>,
        patterns: &Patterns,
    ) -> Option<Undeclared> {
        let rest = patterns.places(subject, &[]);
        let classes = patterns.usable.then(|| self.classes(subject, patterns))??;
        Some(Undeclared { classes, rest })
    }

    /// A class for all patterns with the same schema, and before them one for each two patterns
    /// with different schemas that a name can match at once. `None` if a name can match more.
    fn classes(&self, subject: &Subject<'d>, patterns: &Patterns) -> Option<Vec<Class>> {
        let partial = patterns.all.iter().filter(|pattern| !pattern.is_total());
        let mut alike: Vec<(Vec<&NamePattern>, Node)> = Vec::new();
        for pattern in partial {
            let node = patterns.places(subject, &[pattern.text()]);
            match alike.iter_mut().find(|(_, known)| self.same(known, &node)) {
                Some((all, _)) => all.push(pattern),
                None => alike.push((vec![pattern], node)),
            }
        }
        let mut classes = shared(subject, patterns, &alike)?;
        classes.extend(alike.into_iter().map(|(all, node)| Class {
            names: Names::Any(all.iter().map(|it| it.text().to_owned()).collect()),
            node,
        }));
        Some(classes)
    }

    /// Whether two nodes have the same statement, so that one type serves both.
    pub(super) fn same(&self, node: &Node, other: &Node) -> bool {
        let stated = |node| self.analyzer.meanings.statement(node, Some(Detail::Cut));
        node == other || stated(node).is_some_and(|own| stated(other) == Some(own))
    }

    /// Whether a node accepts no value.
    pub(super) fn is_impossible(&self, node: &Node) -> bool {
        let meaning = self.analyzer.meaning(node);
        !node.parts().is_empty() && meaning.is_ok_and(|meaning| meaning.is_nothing())
    }
}

/// The maximum number of classes for names that match two patterns; more fields would bury the
/// others.
const MOST_SHARED: usize = 2;

/// The classes of names that match two patterns with different schemas. `None` if there are too
/// many, or a name can match three.
fn shared(
    subject: &Subject<'_>,
    patterns: &Patterns,
    alike: &[(Vec<&NamePattern>, Node)],
) -> Option<Vec<Class>> {
    let mut shared = Vec::new();
    let mut overlapping = 0;
    for (index, (own, _)) in alike.iter().enumerate() {
        let mut overlaps = false;
        for (other, _) in alike.iter().skip(index + 1) {
            for (own, other) in own
                .iter()
                .flat_map(|own| other.iter().map(move |it| (own, it)))
            {
                if own.may_meet(other) {
                    overlaps = true;
                    let both = [own.text(), other.text()];
                    shared.push(Class {
                        names: Names::All(both.map(str::to_owned).to_vec()),
                        node: patterns.places(subject, &both),
                    });
                }
            }
        }
        overlapping += usize::from(overlaps);
    }
    let facets = subject.facets.all.iter();
    let speaking = facets.filter(|facet| !patterns_of(facet).is_empty());
    // With two overlapping pairs, a name could match three patterns. With two schemas that have
    // patterns, a name that matches both is exempt from both `additionalProperties`, so fewer
    // schemas apply to it than to the two classes together.
    let is_supported = overlapping <= 1 && speaking.count() <= 1 && shared.len() <= MOST_SHARED;
    (shared.is_empty() || is_supported).then_some(shared)
}

fn patterns_of<'f>(facet: &'f Facet<'_>) -> Vec<&'f str> {
    let patterns = facet.schema.get("patternProperties");
    let patterns = patterns.and_then(Value::as_object).into_iter().flatten();
    patterns.map(|(pattern, _)| pattern.as_str()).collect()
}
