//! Arrays: lists of one type of item, and tuples.

use serde_json::Value;

use super::planner::Planner;
use super::subject::Subject;
use super::{Body, Presence, Rule, TupleItem, TuplePlan, Type, View};
use crate::analyze::Facet;
use crate::analyze::Node;
use crate::schema::Location;
use crate::semantics::Arrays;
use referencing::Draft;

impl<'d> Planner<'_, 'd> {
    pub(super) fn array(&mut self, subject: &Subject<'d>) -> Type {
        if let Some([only]) = subject.meaning.constants().as_deref() {
            return self.constant(subject, only.clone());
        }
        let Some(arrays) = subject.meaning.arrays() else {
            return self.checked_list(subject, "arrays under rules on their items together");
        };
        if !subject.facets.choices.is_empty() {
            return self.checked_list(subject, "a choice between kinds of arrays");
        }
        if arrays.prefix > 0 {
            return self.tuple(subject, &arrays);
        }
        // An outline has no positions, whatever the schema says.
        if subject.opaque.is_some() && has_positions(subject) {
            return self.checked_list(subject, "items by position that are not understood");
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

    /// A list with the validator behind it. Where items are told by position, no one type of item
    /// is right, so they stay values.
    fn checked_list(&mut self, subject: &Subject<'d>, why: &str) -> Type {
        if has_positions(subject) {
            return self.behind_validator(subject, Type::Array(Box::new(Type::Value)), why);
        }
        let inner = self.list(subject, None);
        self.behind_validator(subject, inner, why)
    }

    fn list(&mut self, subject: &Subject<'d>, name: Option<&str>) -> Type {
        let facets = subject.facets.all.iter();
        let items: Vec<_> = facets.filter_map(|facet| self.items_at(facet, 0)).collect();
        let hint = Self::hint_inside(subject, name, "item");
        Type::Array(Box::new(self.all_of(items, &hint)))
    }

    /// A tuple. Rules on the count of items beyond those that have positions are checked behind it.
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

    /// Where a facet says what the item at a position is.
    fn items_at(&self, facet: &Facet<'_>, index: usize) -> Option<Location> {
        let location = &facet.location;
        let prefix = match self.schemas.draft(location) {
            Draft::Draft4 | Draft::Draft6 | Draft::Draft7 | Draft::Draft201909 => "items",
            _ => "prefixItems",
        };
        let by_position = facet.schema.get(prefix).and_then(Value::as_array);
        let position = index.to_string();
        match by_position {
            Some(items) if index < items.len() => Some(location.at([prefix, position.as_str()])),
            Some(_) if prefix == "items" => at_keyword(facet, "additionalItems"),
            _ => at_keyword(facet, "items"),
        }
    }

    /// The type of what all these places accept together; anything when there are none.
    pub(super) fn all_of(&mut self, places: Vec<Location>, hint: &super::naming::Hint) -> Type {
        if places.is_empty() {
            Type::Value
        } else {
            self.node(&Node::new(places), hint)
        }
    }
}

/// Whether some facet tells items by position.
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
