//! Objects: structs of the members a schema names, maps of those it does not.

use std::collections::BTreeSet;

use serde_json::Value;

use super::facets::Facet;
use super::naming::Hint;
use super::node::Node;
use super::planner::Planner;
use super::subject::Subject;
use super::{Body, Member, ObjectPlan, Presence, Rest, Rule, Type, docs};
use crate::names::{Case, distinct};
use crate::schema::Location;
use crate::semantics::Objects;

impl<'d> Planner<'_, 'd> {
    pub(super) fn object(&mut self, subject: &Subject<'d>) -> Type {
        if let Some([only]) = subject.meaning.constants().as_deref() {
            return self.constant(subject, only.clone());
        }
        let objects = subject.meaning.objects();
        let patterns = subject.facets.all.iter().any(has_patterns);
        let plain = objects.is_some() && !patterns && subject.facets.choices.is_empty();
        // What the algebra does not tell apart is taken from the source, and checked behind.
        let objects = objects.unwrap_or_default();
        let names = member_names(subject, &objects);
        if let [choice] = subject.facets.choices.as_slice() {
            let choice = choice.clone();
            if let Some(ty) = self.tagged(subject, &choice.branches) {
                return ty;
            }
            // Beside members of their own, branches mostly narrow these; alone they are things.
            if names.is_empty() && self.are_things(&choice.branches, &subject.hint) {
                return self.choice(subject, &choice);
            }
        }
        if names.is_empty() && !plain {
            let why = "objects under rules that span their members";
            return self.behind_validator(subject, Type::Map(Box::new(Type::Value)), why);
        }
        if names.is_empty() {
            return self.map(subject, &objects);
        }
        let node = subject.node.clone();
        Type::Named(self.named(node, subject, |planner, name| {
            planner.structure(subject, &objects, &names, name)
        }))
    }

    fn map(&mut self, subject: &Subject<'d>, objects: &Objects) -> Type {
        let rules = size_rules(objects);
        if rules.is_empty() {
            if let Some(ty) = self.rest(subject, None) {
                return Type::Map(Box::new(ty));
            }
            let inner = Type::Map(Box::new(Type::Value));
            return self.behind_validator(subject, inner, "an object that must be empty");
        }
        let node = subject.node.clone();
        Type::Named(self.named(node, subject, |planner, name| {
            let rest = planner.rest(subject, Some(name))?;
            Some(Body::Newtype(super::NewtypePlan {
                inner: Type::Map(Box::new(rest)),
                rules,
                view: None,
            }))
        }))
    }

    fn structure(
        &mut self,
        subject: &Subject<'d>,
        objects: &Objects,
        names: &[String],
        name: &str,
    ) -> Option<Body> {
        let words: Vec<&str> = names.iter().map(String::as_str).collect();
        let fields = distinct(Case::Field, &words);
        let required = required_names(subject, objects);
        let rest = self.rest(subject, Some(name));
        let mut members = Vec::new();
        for (wire, field) in names.iter().zip(fields) {
            let required = required.contains(wire);
            members.extend(self.member(subject, name, wire, field, required));
        }
        if members.is_empty() {
            // All that it names may never be there: a map says as much, and the validator the rest.
            return Some(Body::Newtype(super::NewtypePlan {
                inner: Type::Map(Box::new(Type::Value)),
                rules: vec![Rule::Schema(self.whole_schema(&subject.node)?)],
                view: None,
            }));
        }
        let field = rest_field(&members);
        let rest = rest.map_or(Rest::Closed, |ty| Rest::Open { field, ty });
        Some(Body::Object(ObjectPlan { members, rest }))
    }

    /// `None` for a member that may never be there.
    fn member(
        &mut self,
        subject: &Subject<'d>,
        parent: &str,
        wire: &str,
        field: String,
        required: bool,
    ) -> Option<Member> {
        let places = member_places(subject, wire);
        let node = Node::new(places);
        let hint = Hint::inside(parent, wire);
        if !required
            && self
                .meaning(&node)
                .is_ok_and(|meaning| meaning.is_nothing())
        {
            return None;
        }
        let ty = match node.parts() {
            [] => Type::Value,
            _ => self.node(&node, &hint),
        };
        let (presence, ty) = match (required, ty) {
            (true, Type::Option(inner)) => (Presence::RequiredNullable, *inner),
            (true, ty) => (Presence::Required, ty),
            (false, Type::Option(inner)) => (Presence::OptionalNullable, *inner),
            (false, ty) => (Presence::Optional, ty),
        };
        Some(Member {
            docs: docs::of_member(self.schemas, node.parts(), wire, &field),
            wire: wire.to_owned(),
            field,
            ty,
            presence,
        })
    }

    /// The type of members that are not named; `None` when there may be none.
    fn rest(&mut self, subject: &Subject<'d>, name: Option<&str>) -> Option<Type> {
        let facets = subject.facets.all.iter();
        let places: Vec<_> = facets
            .filter(|facet| says_additional(facet))
            .map(|facet| facet.location.at(["additionalProperties"]))
            .collect();
        let node = Node::new(places);
        if node.parts().is_empty() {
            return Some(Type::Value);
        }
        match self.meaning(&node) {
            Ok(meaning) if meaning.is_nothing() => None,
            _ => {
                let hint = Self::hint_inside(subject, name, "value");
                Some(self.node(&node, &hint))
            }
        }
    }
}

/// The members that a schema names, in its order; required ones that it does not describe last.
fn member_names(subject: &Subject<'_>, objects: &Objects) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    };
    for facet in &subject.facets.all {
        if let Some(Value::Object(properties)) = facet.schema.get("properties") {
            properties.keys().for_each(|name| add(name));
        }
    }
    for facet in &subject.facets.all {
        if let Some(Value::Array(required)) = facet.schema.get("required") {
            required.iter().filter_map(Value::as_str).for_each(&mut add);
        }
    }
    objects.required.iter().for_each(|name| add(name));
    names
}

/// The members that must be there: as the algebra has them, and as the facets say.
fn required_names(subject: &Subject<'_>, objects: &Objects) -> BTreeSet<String> {
    let facets = subject.facets.all.iter();
    let lists = facets.filter_map(|facet| facet.schema.get("required")?.as_array());
    let names = lists.flatten().filter_map(Value::as_str).map(str::to_owned);
    names.chain(objects.required.iter().cloned()).collect()
}

/// Every place that says what a member is (core specification, sections 10.3.2.1 and 10.3.2.3).
fn member_places(subject: &Subject<'_>, name: &str) -> Vec<Location> {
    let facets = subject.facets.all.iter();
    facets
        .filter_map(|facet| {
            let named = facet.schema.get("properties").and_then(|all| all.get(name));
            if named.is_some() {
                return Some(facet.location.at(["properties", name]));
            }
            says_additional(facet).then(|| facet.location.at(["additionalProperties"]))
        })
        .collect()
}

/// Whether `additionalProperties` speaks about every member that the facet does not name. Beside
/// patterns it does not, and the validator behind the type has to judge.
fn says_additional(facet: &Facet<'_>) -> bool {
    facet.schema.contains_key("additionalProperties") && !has_patterns(facet)
}

fn has_patterns(facet: &Facet<'_>) -> bool {
    let patterns = facet.schema.get("patternProperties");
    patterns
        .and_then(Value::as_object)
        .is_some_and(|all| !all.is_empty())
}

fn size_rules(objects: &Objects) -> Vec<Rule> {
    let min = objects.min_properties.filter(|&min| min > 0);
    let min = min.map(Rule::MinProperties);
    let max = objects.max_properties.map(Rule::MaxProperties);
    min.into_iter().chain(max).collect()
}

fn rest_field(members: &[Member]) -> String {
    let taken = |name: &str| members.iter().any(|member| member.field == name);
    let mut name = "extra".to_owned();
    while taken(&name) {
        name.push_str("_members");
    }
    name
}
