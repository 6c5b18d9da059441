//! The members that an object does not declare: told by patterns that their names match, and the
//! rest.
//!
//! Takes a subject; gives for each class of names the node of its members. Plans no types.

use serde_json::Value;

use super::Names;
use super::planner::Planner;
use super::subject::Subject;
use crate::analyze::Facet;
use crate::analyze::Node;
use crate::schema::{Detail, Location, NamePattern};

/// All that the facets of a subject say of members by pattern.
pub(super) struct Patterns {
    all: Vec<NamePattern>,
    /// Whether the engine takes each of them.
    usable: bool,
}

/// Members whose names match certain patterns, and what they all have to satisfy.
pub(super) struct Class {
    pub(super) names: Names,
    pub(super) node: Node,
}

/// Which members belong where. A name belongs to the first class that fits, or else to the rest.
/// By default nothing is said of any.
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
        Self {
            usable: all.len() == texts.len(),
            all,
        }
    }

    /// Every place that says what a declared member is
    /// (core specification, sections 10.3.2.1 to 10.3.2.3).
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
        places.collect()
    }

    /// Every place that says what members are whose names match just these patterns.
    fn places(&self, subject: &Subject<'_>, matched: &[&str]) -> Node {
        let total = self.all.iter().filter(|pattern| pattern.is_total());
        let matched: Vec<&str> = matched
            .iter()
            .copied()
            .chain(total.map(NamePattern::text))
            .collect();
        let facets = subject.facets.all.iter();
        Node::new(facets.flat_map(|facet| {
            let places = self.places_by_pattern(facet, &matched);
            self.or_additional(facet, places)
        }))
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

    /// `additionalProperties` speaks where nothing else in its schema does. Beside patterns that
    /// nobody can match, nobody knows, and the validator behind the type has to judge.
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

impl<'d> Planner<'_, 'd> {
    /// The classes of the members that a subject does not declare; `None` where nobody can tell
    /// their names apart.
    pub(super) fn undeclared(
        &self,
        subject: &Subject<'d>,
        patterns: &Patterns,
    ) -> Option<Undeclared> {
        let rest = patterns.places(subject, &[]);
        let classes = patterns.usable.then(|| self.classes(subject, patterns))??;
        Some(Undeclared { classes, rest })
    }

    /// A class for each kind of member that a pattern tells, and before them one for each two that
    /// a name can match at once. `None` when it can match more.
    fn classes(&self, subject: &Subject<'d>, patterns: &Patterns) -> Option<Vec<Class>> {
        let telling = patterns.all.iter().filter(|pattern| !pattern.is_total());
        let mut alike: Vec<(Vec<&NamePattern>, Node)> = Vec::new();
        for pattern in telling {
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

    /// Whether two nodes are told alike, so that one type says both.
    pub(super) fn same(&self, node: &Node, other: &Node) -> bool {
        let told = |node| self.analyzer.meanings.statement(node, Some(Detail::Cut));
        node == other || told(node).is_some_and(|own| told(other) == Some(own))
    }

    /// Whether no value is accepted.
    pub(super) fn is_impossible(&self, node: &Node) -> bool {
        let meaning = self.analyzer.meaning(node);
        !node.parts().is_empty() && meaning.is_ok_and(|meaning| meaning.is_nothing())
    }
}

/// More fields for names that match two patterns would bury the others.
const MOST_SHARED: usize = 2;

/// The classes of names that match patterns of two kinds.
fn shared(
    subject: &Subject<'_>,
    patterns: &Patterns,
    alike: &[(Vec<&NamePattern>, Node)],
) -> Option<Vec<Class>> {
    let mut shared = Vec::new();
    let mut kinds_met = 0;
    for (index, (own, _)) in alike.iter().enumerate() {
        let mut meets_kind = false;
        for (other, _) in alike.iter().skip(index + 1) {
            for (own, other) in own
                .iter()
                .flat_map(|own| other.iter().map(move |it| (own, it)))
            {
                if own.may_meet(other) {
                    meets_kind = true;
                    let both = [own.text(), other.text()];
                    shared.push(Class {
                        names: Names::All(both.map(str::to_owned).to_vec()),
                        node: patterns.places(subject, &both),
                    });
                }
            }
        }
        kinds_met += usize::from(meets_kind);
    }
    let facets = subject.facets.all.iter();
    let speaking = facets.filter(|facet| !patterns_of(facet).is_empty());
    // With two pairs of kinds that meet, a name could match three. With two schemas that have
    // patterns, what matches both is under fewer rules than both kinds together.
    let is_told = kinds_met <= 1 && speaking.count() <= 1 && shared.len() <= MOST_SHARED;
    (shared.is_empty() || is_told).then_some(shared)
}

fn patterns_of<'f>(facet: &'f Facet<'_>) -> Vec<&'f str> {
    let patterns = facet.schema.get("patternProperties");
    let patterns = patterns.and_then(Value::as_object).into_iter().flatten();
    patterns.map(|(pattern, _)| pattern.as_str()).collect()
}
