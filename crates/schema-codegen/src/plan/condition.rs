//! The checks behind types that say nearly all: the schema is taken apart into what the type says,
//! which is proven, and the keywords that are left, which the typed value is held to.
//!
//! Takes a type that is not proven; gives the condition that makes it exact, if there is one.

use serde_json::{Map, Value, json};

use super::planner::{Planner, Slot};
use super::statement;
use super::{Body, NewtypePlan, Rule};
use crate::analyze::Facets;
use crate::analyze::{Node, all_of};
use crate::schema::LeftOut;
use crate::schema::keyword::{self, Application, Encoding, Keyword, Role};
use crate::semantics::Comparison;

/// How much is left to a check: the less, the better.
const STEPS: [fn(&str) -> bool; 3] = [
    is_residual,
    |name| {
        is_residual(name)
            || keyword::is(name, |it| it.role == Role::Applicator(Application::Choice))
    },
    |name| match keyword::keyword(name) {
        Some(keyword) => keyword.is_rule() && !is_typed(keyword),
        None => true,
    },
];

/// Whether no structure of a type holds to a keyword.
fn is_residual(name: &str) -> bool {
    keyword::is(name, |it| it.encoding == Encoding::Residual)
}

/// Whether the structure of a type holds to a keyword, its own or that of the types it is made of.
fn is_typed(keyword: &Keyword) -> bool {
    keyword.encoding == Encoding::Structure
        || matches!(
            keyword.role,
            Role::Reference { dynamic: false } | Role::Applicator(Application::AllOf)
        )
}

/// The condition under which the type accepts just what its schema accepts.
pub(super) fn find(planner: &Planner<'_, '_>, slot: &Slot, body: &Body) -> Option<String> {
    if !matches!(body, Body::Object(_) | Body::Newtype(_) | Body::Tuple(_)) {
        return None;
    }
    let steps = if leaves_choices_open(planner, slot) {
        STEPS.get(1..)?
    } else {
        &STEPS[..]
    };
    // What is left out may be what refuses the other kinds of values.
    let kinds = planner
        .analyzer
        .meaning(&slot.node)
        .map(|meaning| meaning.kinds());
    let of_kinds = kinds.map_or_else(|_| Node::default(), |kinds| Node::default().of_kinds(kinds));
    let of_kinds = of_kinds.statement(planner.schemas);
    steps.iter().find_map(|strips| {
        let (source, left_out) = planner.analyzer.meanings.stripped(&slot.node, strips)?;
        let condition = written(planner, &left_out)?;
        let source = all_of(vec![source, of_kinds.clone()]);
        let stated = statement::without_whole_schema(planner, body)?;
        let is_equal = planner.compare(&stated, &source) == Comparison::Equal;
        is_equal.then_some(condition)
    })
}

/// Whether the node has rules that a struct of its members does not tell. Held against all of the
/// schema, such a type takes the longest, and in vain.
pub(super) fn is_beyond_members(planner: &Planner<'_, '_>, slot: &Slot) -> bool {
    let left_out = planner.analyzer.meanings.stripped(&slot.node, &is_residual);
    left_out.is_some_and(|(_, left_out)| !left_out.is_empty()) || leaves_choices_open(planner, slot)
}

/// Whether the node leaves a choice open that the type does not tell.
fn leaves_choices_open(planner: &Planner<'_, '_>, slot: &Slot) -> bool {
    let Ok(meaning) = planner.analyzer.meaning(&slot.node) else {
        return true;
    };
    let facets = Facets::of(
        &slot.node,
        &meaning,
        planner.schemas,
        &planner.analyzer.meanings,
    );
    facets.is_ok_and(|facets| !facets.choices.is_empty())
}

fn written(planner: &Planner<'_, '_>, left_out: &LeftOut) -> Option<String> {
    let formats = planner.semantics.asserts_formats();
    let mut all: Vec<Map<String, Value>> = left_out
        .iter()
        .map(|(place, keywords)| planner.schemas.condition(place, keywords, formats))
        .collect::<Option<_>>()?;
    all.retain(|rules| !rules.is_empty());
    let condition = match all.len() {
        0 => return None,
        1 => Value::Object(all.pop()?),
        _ => json!({ "allOf": all }),
    };
    Some(condition.to_string())
}

/// Puts the condition in the place of the validator.
pub(super) fn put(newtype: &mut NewtypePlan, condition: String) {
    newtype
        .rules
        .retain(|rule| !matches!(rule, Rule::Schema(_)));
    newtype.rules.push(Rule::Condition(condition));
}
