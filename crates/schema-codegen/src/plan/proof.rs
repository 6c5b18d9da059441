//! The plan proves itself: the algebra compares what a type [states](statement) that it accepts with what its schema accepts, in
//! both directions.

use super::planner::{Planner, Slot};
use super::{Body, Discriminator, Rule};
use super::{condition, statement};
use crate::schema::{Detail, objects_in};
use crate::semantics::Comparison;

/// How many objects a schema may be made of to be compared with a type that cannot tell it all.
const MOST_OBJECTS: usize = 1024;

/// Compares what a type accepts with what its node accepts.
pub(super) fn prove(planner: &Planner<'_, '_>, slot: &Slot, body: &Body) -> Verdict {
    let under_condition = || {
        let condition = condition::find(planner, slot, body);
        condition.map_or(Verdict::ByValidator, Verdict::Under)
    };
    if has_whole_schema(body) {
        return under_condition();
    }
    let is_beyond = matches!(body, Body::Object(_)) && condition::is_beyond_members(planner, slot);
    if is_beyond && let Some(condition) = condition::find(planner, slot, body) {
        return Verdict::Under(condition);
    }
    if is_beyond && is_too_large(planner, slot) {
        return Verdict::ByValidator;
    }
    match compare_in_steps(planner, slot, body) {
        Comparison::Equal => Verdict::Exact,
        Comparison::Narrower => Verdict::TooNarrow,
        _ if is_beyond => Verdict::ByValidator,
        _ => under_condition(),
    }
}

/// Whether rules that no type says are so many that only the validator would be left after a long
/// time.
fn is_too_large(planner: &Planner<'_, '_>, slot: &Slot) -> bool {
    let source = planner
        .analyzer
        .meanings
        .statement(&slot.node, Some(Detail::Shallow));
    source.is_some_and(|source| objects_in(&source) > MOST_OBJECTS)
}

fn compare_in_steps(planner: &Planner<'_, '_>, slot: &Slot, body: &Body) -> Comparison {
    let mut verdict = Comparison::Unknown;
    for &detail in details(body) {
        let compared = compare(planner, slot, body, detail);
        let is_told = compared.is_some();
        verdict = compared.unwrap_or(Comparison::Unknown);
        match verdict {
            Comparison::Equal => break,
            // Told level by level, a difference can be one that never comes to be.
            Comparison::Narrower if detail.is_some() => {}
            _ if detail == Some(Detail::Shallow) && is_told => break,
            _ => {}
        }
    }
    verdict
}

/// What has been found out about a type.
pub(super) enum Verdict {
    Exact,
    /// It is exact under a condition.
    Under(String),
    /// Only the validator can tell.
    ByValidator,
    /// It would reject what its schema accepts: a mistake of ours.
    TooNarrow,
}

/// How much is looked at, until it suffices: the less, the quicker. In the end, where less cannot be
/// told or seems to refuse too much, everything.
fn details(body: &Body) -> &'static [Option<Detail>] {
    const IN_STEPS: &[Option<Detail>] = &[
        Some(Detail::Cut),
        Some(Detail::Branches),
        Some(Detail::Shallow),
        None,
    ];
    match body {
        Body::Newtype(_) => IN_STEPS,
        Body::Union(union) => match union.by {
            Discriminator::JsonType(_) => IN_STEPS,
            _ => IN_STEPS.get(1..).unwrap_or_default(),
        },
        _ => IN_STEPS.get(2..).unwrap_or_default(),
    }
}

/// `None` when so much, and no more, cannot be told of the type.
fn compare(
    planner: &Planner<'_, '_>,
    slot: &Slot,
    body: &Body,
    detail: Option<Detail>,
) -> Option<Comparison> {
    let source = planner.analyzer.meanings.statement(&slot.node, detail)?;
    let held = |names_apart| {
        let stated = statement::of(planner, body, detail, names_apart)?;
        Some(planner.compare(&stated, &source))
    };
    match held(false)? {
        // Said plainly, the pattern of a group also speaks of the declared members that match it.
        Comparison::Narrower if has_groups(body) => held(true),
        verdict => Some(verdict),
    }
}

fn has_groups(body: &Body) -> bool {
    matches!(body, Body::Object(object) if !object.groups.is_empty())
}

pub(super) fn has_whole_schema(body: &Body) -> bool {
    let is_whole = |rule: &Rule| matches!(rule, Rule::Schema(_));
    matches!(body, Body::Newtype(newtype) if newtype.rules.iter().any(is_whole))
}
