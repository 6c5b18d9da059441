//! Plans objects: structs with a field for each named property, and fields for groups and
//! additional properties.

use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use super::naming::Hint;
use super::planner::Planner;
use super::subject::Subject;
use super::undeclared::{Patterns, Undeclared};
use super::{Body, Member, ObjectPlan, Presence, Rest, Rule, Type, docs};
use crate::analyze::Node;
use crate::names::{Case, distinct};
use crate::schema::Location;
use crate::semantics::Objects;

impl<'d> Planner<'_, 'd> {
    pub(super) fn object(&mut self, subject: &Subject<'d>) -> Type {
        if let Some([only]) = subject.meaning.constants().as_deref() {
            return self.constant(subject, only.clone());
        }
        let objects = subject.meaning.objects();
        let plain = objects.is_some() && !subject.spanned && subject.facets.choices.is_empty();
        // Without a canonical form of the object, its properties are taken from the source, and
        // full validation makes the type exact.
        let objects = objects.unwrap_or_default();
        let names = member_names(subject, &objects);
        if let [choice] = subject.facets.choices.as_slice() {
            let choice = choice.clone();
            // If the canonical form cannot resolve the choice, a branch together with the
            // surrounding schemas leaves the same choice open, and the union would contain itself.
            let is_entered = self.is_entered(subject, &choice.branches);
            if !is_entered && let Some(ty) = self.tagged(subject, &choice.branches) {
                return ty;
            }
            // Beside `properties`, branches mostly narrow these; without, they describe objects.
            if names.is_empty() && self.branches_describe_objects(&choice.branches, &subject.hint) {
                return self.choice(subject, &choice);
            }
        }
        let patterns = Patterns::of(subject);
        let undeclared = self.undeclared(subject, &patterns);
        let has_classes = undeclared.is_some();
        let undeclared = undeclared.unwrap_or_default();
        if names.is_empty() && !(plain && has_classes) {
            let why = "assertions that span the properties of an object";
            return self.with_full_validation(subject, Type::Map(Box::new(Type::Value)), why);
        }
        if names.is_empty()
            && let Some(map) = self.map(subject, &objects, &undeclared)
        {
            return map;
        }
        let node = subject.node.clone();
        Type::Named(self.named(node, subject, |planner, name| {
            let declared = Declared { names, patterns };
            planner.structure(subject, &objects, &declared, undeclared, name)
        }))
    }

    fn structure(
        &mut self,
        subject: &Subject<'d>,
        objects: &Objects,
        declared: &Declared,
        undeclared: Undeclared,
        name: &str,
    ) -> Option<Body> {
        let words: Vec<&str> = declared.names.iter().map(String::as_str).collect();
        let fields = distinct(Case::Field, &words);
        let required = required_names(subject, objects);
        let rest = self.rest(&undeclared.rest, &Hint::inside(name, "value"));
        let mut members = Vec::new();
        for (wire, field) in declared.names.iter().zip(fields) {
            let places = declared.patterns.places_of_member(subject, wire);
            members.extend(self.member(&places, name, wire, field, required.contains(wire)));
        }
        if members.is_empty() && undeclared.classes.is_empty() {
            // All named properties are forbidden: a map with full validation.
            return Some(Body::Newtype(super::NewtypePlan {
                inner: Type::Map(Box::new(Type::Value)),
                rules: vec![Rule::Schema(self.whole_schema(&subject.node)?)],
                view: None,
            }));
        }
        let mut taken: Vec<_> = members.iter().map(|member| member.field.clone()).collect();
        let field = rest_field(&taken);
        taken.push(field.clone());
        let groups = self.groups(undeclared.classes, name, &mut taken);
        let rest = rest.map_or(Rest::Closed, |ty| Rest::Open { field, ty });
        Some(Body::Object(ObjectPlan {
            members,
            groups,
            rest,
        }))
    }

    /// A property with its type; `None` if it is forbidden.
    fn member(
        &mut self,
        places: &[Location],
        parent: &str,
        wire: &str,
        field: String,
        required: bool,
    ) -> Option<Member> {
        let node = Node::new(places.iter().cloned());
        if !required && self.is_impossible(&node) {
            return None;
        }
        let ty = self.node_or_anything(&node, &Hint::inside(parent, wire));
        let (presence, ty) = Presence::of(required, ty);
        Some(Member {
            docs: docs::of_member(self.schemas, node.parts(), wire, &field),
            wire: wire.to_owned(),
            field,
            ty,
            presence,
        })
    }

    /// Type of additional properties; `None` if they are forbidden.
    pub(super) fn rest(&mut self, rest: &Node, hint: &Hint) -> Option<Type> {
        (!self.is_impossible(rest)).then(|| self.node_or_anything(rest, hint))
    }

    /// The type of a node; `Value` if no schema applies.
    pub(super) fn node_or_anything(&mut self, node: &Node, hint: &Hint) -> Type {
        match node.parts() {
            [] => Type::Value,
            _ => self.node(node, hint),
        }
    }
}

/// The named properties of an object, and its patterns, whose schemas apply to them too.
struct Declared {
    names: Vec<String>,
    patterns: Patterns,
}

/// The named properties: those of `properties` in order, then those that only `required` names.
fn member_names(subject: &Subject<'_>, objects: &Objects) -> Vec<String> {
    let (mut names, mut known) = (Vec::new(), HashSet::new());
    let mut add = |name: &str| {
        if known.insert(name.to_owned()) {
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

/// The required properties: those of the facets, and those that the canonical form derives.
fn required_names(subject: &Subject<'_>, objects: &Objects) -> BTreeSet<String> {
    let facets = subject.facets.all.iter();
    let lists = facets.filter_map(|facet| facet.schema.get("required")?.as_array());
    let names = lists.flatten().filter_map(Value::as_str).map(str::to_owned);
    names.chain(objects.required.iter().cloned()).collect()
}

fn rest_field(taken: &[String]) -> String {
    let mut name = "extra".to_owned();
    while taken.contains(&name) {
        name.push_str("_members");
    }
    name
}
