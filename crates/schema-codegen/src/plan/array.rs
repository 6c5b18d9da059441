//! Plans arrays: `Vec<T>`, newtypes with length limits, and tuples.

use serde_json::Value;

use super::planner::Planner;
use super::subject::Subject;
use super::{Body, Presence, Rule, TupleItem, TuplePlan, Type, View};
use crate::analyze::Facet;
use crate::analyze::Node;
use crate::schema::Location;
use crate::semantics::Arrays;

impl<'d> Planner<'_, 'd> {
    pub(super) fn array(&mut self, subject: &Subject<'d>) -> Type {
        if let Some([only]) = subject.meaning.constants().as_deref() {
            return self.constant(subject, only.clone());
        }
        let Some(arrays) = subject.meaning.arrays() else {
            return self.checked_list(subject, "assertions that span the items of an array");
        };
        if !subject.facets.choices.is_empty() {
            return self.checked_list(subject, "a union of array schemas");
        }
        if arrays.prefix > 0 {
            return self.tuple(subject, &arrays);
        }
        // Without a canonical form the meaning is only an outline, which has no `prefixItems`.
        if subject.opaque.is_some() && has_positions(subject) {
            return self.checked_list(subject, "items by position without a canonical form");
        }
        let rules = item_rules(&arrays);
        if rules.is_empty() {
            return self.list(subject, None);
        }
        let node = subject.node.clone();
        let id = self.named(node, subject, |planner, name| {
            let inner = planner.list(subject, Some(name));
            Some(Body::Newtype(super::NewtypePlan {
                inner,
                rules,
                view: Some(View::Slice),
            }))
        });
        Type::Named(id)
    }

    /// A list with full validation. Where items have schemas by position, there is no common item
    /// type, so items are `Value`s.
    fn checked_list(&mut self, subject: &Subject<'d>, why: &str) -> Type {
        if has_positions(subject) {
            return self.with_full_validation(subject, Type::Array(Box::new(Type::Value)), why);
        }
        let inner = self.list(subject, None);
        self.with_full_validation(subject, inner, why)
    }

    fn list(&mut self, subject: &Subject<'d>, name: Option<&str>) -> Type {
        let facets = subject.facets.all.iter();
        let items: Vec<_> = facets.filter_map(|facet| self.items_at(facet, 0)).collect();
        let hint = Self::hint_inside(subject, name, "item");
        Type::Array(Box::new(self.all_of(items, &hint)))
    }

    /// A tuple. Limits on the number of items beyond the prefix are left to its residual check.
    fn tuple(&mut self, subject: &Subject<'d>, arrays: &Arrays) -> Type {
        let count = arrays.prefix;
        let least = arrays.min_items.map(usize::try_from);
        let least = least.map_or(0, |least| least.unwrap_or(usize::MAX));
        let closed = arrays.max_items == u64::try_from(count).ok();
        let node = subject.node.clone();
        let id = self.named(node, subject, |planner, name| {
            let mut item = |index: usize, word: &str| {
                let facets = subject.facets.all.iter();
                let items: Vec<_> = facets
                    .filter_map(|facet| planner.items_at(facet, index))
                    .collect();
                let hint = Self::hint_inside(subject, Some(name), word).counted();
                planner.all_of(items, &hint)
            };
            let items = (0..count).map(|index| {
                let ty = item(index, &format!("item {index}"));
                let (presence, ty) = Presence::of(index < least, ty);
                TupleItem { ty, presence }
            });
            let items = items.collect();
            let rest = (!closed).then(|| item(count, "rest"));
            Some(Body::Tuple(TuplePlan { items, rest }))
        });
        Type::Named(id)
    }

    /// The location of the subschema that a facet applies to the item at a position.
    fn items_at(&self, facet: &Facet<'_>, index: usize) -> Option<Location> {
        let location = &facet.location;
        let (prefix, further) = self.schemas.dialect().tuple_keywords();
        let by_position = facet.schema.get(prefix).and_then(Value::as_array);
        let position = index.to_string();
        match by_position {
            Some(items) if index < items.len() => Some(location.at([prefix, position.as_str()])),
            Some(_) => at_keyword(facet, further),
            None => at_keyword(facet, "items"),
        }
    }

    /// The type of an instance that all these schemas apply to; `Value` if there are none.
    pub(super) fn all_of(&mut self, places: Vec<Location>, hint: &super::naming::Hint) -> Type {
        if places.is_empty() {
            Type::Value
        } else {
            self.node(&Node::new(places), hint)
        }
    }
}

/// Whether some facet has schemas for items by position.
fn has_positions(subject: &Subject<'_>) -> bool {
    let by_position = |facet: &Facet<'_>| {
        let positions = facet.schema.get("prefixItems");
        let positions = positions.or(facet.schema.get("items"));
        positions.is_some_and(Value::is_array)
    };
    subject.facets.all.iter().any(by_position)
}

fn at_keyword(facet: &Facet<'_>, keyword: &str) -> Option<Location> {
    let present = facet.schema.contains_key(keyword);
    present.then(|| facet.location.at([keyword]))
}

fn item_rules(arrays: &Arrays) -> Vec<Rule> {
    let min = arrays.min_items.filter(|&min| min > 0).map(Rule::MinItems);
    let max = arrays.max_items.map(Rule::MaxItems);
    min.into_iter().chain(max).collect()
}
