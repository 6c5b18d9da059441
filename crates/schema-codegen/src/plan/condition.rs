//! Finds residual checks. A schema is split into keywords that the type encodes, which is proven,
//! and the remaining keywords, which become a check of the typed value.
//!
//! A schema object is the conjunction of its keywords, so a type that is equal to the schema
//! without some keywords is exact together with a check of these.

use serde_json::{Map, Value, json};

use super::planner::{Planner, Slot};
use super::statement;
use super::{Body, NewtypePlan, Rule};
use crate::analyze::Facets;
use crate::analyze::{Node, all_of};
use crate::schema::LeftOut;
use crate::schema::keyword::{self, Application, Encoding, Keyword, Role};
use crate::semantics::Comparison;

/// Predicates for the keywords that are left to the check, the fewest first.
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

/// Whether no type can encode a keyword.
fn is_residual(name: &str) -> bool {
    keyword::is(name, |it| it.encoding == Encoding::Residual)
}

/// Whether the structure of a type encodes a keyword, by itself or by the types it contains.
fn is_typed(keyword: &Keyword) -> bool {
    keyword.encoding == Encoding::Structure
        || matches!(
            keyword.role,
            Role::Reference { dynamic: false } | Role::Applicator(Application::AllOf)
        )
}

/// The residual check that makes a type exact, as a schema. `None` if there is none, or the body is
/// not a struct, a newtype or a tuple.
pub(super) fn find(planner: &Planner<'_, '_>, slot: &Slot, body: &Body) -> Option<String> {
    if !matches!(body, Body::Object(_) | Body::Newtype(_) | Body::Tuple(_)) {
        return None;
    }
    let steps = if leaves_choices_open(planner, slot) {
        STEPS.get(1..)?
    } else {
        &STEPS[..]
    };
    // The keywords that are left out may be the ones that reject other JSON types.
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

/// Whether a node has keywords that a struct does not encode. Comparing such a struct with its full
/// schema is slow and never proves it.
pub(super) fn is_beyond_members(planner: &Planner<'_, '_>, slot: &Slot) -> bool {
    let meanings = &planner.analyzer.meanings;
    let strips_any = meanings.strips_any(&slot.node, &is_residual);
    let strips_any = strips_any && meanings.stripped(&slot.node, &is_residual).is_some();
    strips_any || leaves_choices_open(planner, slot)
}

/// Whether a node has an open choice (`anyOf` or `oneOf`), which the type does not encode.
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

/// Replaces the full validation of a newtype by a residual check.
pub(super) fn put(newtype: &mut NewtypePlan, condition: String) {
    newtype
        .rules
        .retain(|rule| !matches!(rule, Rule::Schema(_)));
    newtype.rules.push(Rule::Condition(condition));
}
