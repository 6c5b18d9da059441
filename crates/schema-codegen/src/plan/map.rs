//! Plans maps: objects without named properties whose additional properties all have one type.

use super::naming::Hint;
use super::planner::Planner;
use super::scalar::{string_rules, texts};
use super::subject::Subject;
use super::undeclared::{Class, Undeclared};
use super::{Body, Names, NewtypePlan, Rule, Type};
use crate::analyze::Node;
use crate::semantics::{Kind, Objects};

impl<'d> Planner<'_, 'd> {
    /// A map, or a newtype around a map if there are assertions. `None` if properties have several
    /// types, or `propertyNames` cannot be encoded.
    pub(super) fn map(
        &mut self,
        subject: &Subject<'d>,
        objects: &Objects,
        undeclared: &Undeclared,
    ) -> Option<Type> {
        let node = match undeclared.classes.as_slice() {
            [] => &undeclared.rest,
            [class] if self.is_closed_map(class, undeclared) => &class.node,
            classes => {
                let rest = &undeclared.rest;
                classes
                    .iter()
                    .all(|class| self.same(&class.node, rest))
                    .then_some(rest)?
            }
        };
        let mut rules = size_rules(objects);
        rules.extend(self.name_rules(subject)?);
        if let [class] = undeclared.classes.as_slice()
            && node == &class.node
            && let Names::Any(patterns) = &class.names
        {
            rules.push(Rule::NamesMatch(patterns.clone()));
        }
        if self.is_impossible(node) {
            let inner = Type::Map(Box::new(Type::Value));
            return Some(self.with_full_validation(subject, inner, "an object that must be empty"));
        }
        if rules.is_empty() {
            let hint = Self::hint_inside(subject, None, "value");
            let ty = self.node_or_anything(node, &hint);
            return Some(Type::Map(Box::new(ty)));
        }
        let of_values = node.clone();
        let id = self.named(subject.node.clone(), subject, |planner, name| {
            let ty = planner.node_or_anything(&of_values, &Hint::inside(name, "value"));
            Some(Body::Newtype(NewtypePlan {
                inner: Type::Map(Box::new(ty)),
                rules,
                view: None,
            }))
        });
        Some(Type::Named(id))
    }

    /// The assertions of `propertyNames`; `None` if one of them cannot be encoded.
    fn name_rules(&self, subject: &Subject<'d>) -> Option<Vec<Rule>> {
        let facets = subject.facets.all.iter();
        let speaking = facets.filter(|facet| facet.schema.contains_key("propertyNames"));
        let places: Vec<_> = speaking
            .map(|facet| facet.location.at(["propertyNames"]))
            .collect();
        if places.is_empty() {
            return Some(Vec::new());
        }
        let names = self
            .analyzer
            .meaning(&Node::new(places).of_kind(Kind::String))
            .ok()?;
        let rules = match (names.strings(), names.constants()) {
            (Some(strings), _) if strings.formats.is_empty() => string_rules(&strings),
            (None, Some(listed)) => vec![Rule::OneOf(texts(&listed))],
            _ => return None,
        };
        let is_rule = !rules.is_empty();
        Some(
            is_rule
                .then_some(Rule::EachName(rules))
                .into_iter()
                .collect(),
        )
    }

    /// Whether only properties of this class are allowed.
    fn is_closed_map(&self, class: &Class, undeclared: &Undeclared) -> bool {
        self.is_impossible(&undeclared.rest) && !self.is_impossible(&class.node)
    }
}

fn size_rules(objects: &Objects) -> Vec<Rule> {
    let min = objects.min_properties.filter(|&min| min > 0);
    let min = min.map(Rule::MinProperties);
    let max = objects.max_properties.map(Rule::MaxProperties);
    min.into_iter().chain(max).collect()
}
