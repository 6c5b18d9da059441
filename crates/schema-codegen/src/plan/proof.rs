//! The equivalence proof: compares what a type accepts, [stated](statement) as a schema, with its
//! source schema, in both directions and in canonical form.

use serde_json::Value;

use super::planner::{Planner, Slot};
use super::{Body, Discriminator, Rule};
use super::{condition, statement};
use crate::schema::{Detail, objects_in};
use crate::semantics::Comparison;

/// The maximum number of JSON objects in a schema that is compared with a type that does not encode
/// all of it. Larger ones get full validation without a proof.
const MOST_OBJECTS: usize = 1024;

/// Proves that a type and its node accept the same instances, or finds the check that makes it so.
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

/// Whether a schema is too large for a proof that would probably fail after a long time.
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
        let is_stated = compared.is_some();
        verdict = compared.unwrap_or(Comparison::Unknown);
        match verdict {
            Comparison::Equal => break,
            // With opaque names, the type can seem to reject instances that it accepts.
            Comparison::Narrower if detail.is_some() => {}
            _ if detail == Some(Detail::Shallow) && is_stated => break,
            _ => {}
        }
    }
    verdict
}

/// The result of a proof.
pub(super) enum Verdict {
    /// The type and its schema are equivalent.
    Exact,
    /// They are equivalent with this residual check.
    Under(String),
    /// There is no proof; full validation is needed.
    ByValidator,
    /// The type rejects instances that its schema accepts: a bug of the generator.
    TooNarrow,
}

/// The levels of detail to compare at, cheapest first. The last one, the schema in full, is used
/// only if the others cannot be stated or the type seems too narrow.
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
            // Where branches are placeholders, none of them implies its tag.
            Discriminator::Tag { .. } => IN_STEPS.get(2..).unwrap_or_default(),
            _ => IN_STEPS.get(1..).unwrap_or_default(),
        },
        _ => IN_STEPS.get(2..).unwrap_or_default(),
    }
}

/// Compares at one level of detail; `None` if the type or the schema cannot be stated at that
/// level.
fn compare(
    planner: &Planner<'_, '_>,
    slot: &Slot,
    body: &Body,
    detail: Option<Detail>,
) -> Option<Comparison> {
    let source = planner.analyzer.meanings.statement(&slot.node, detail)?;
    let compared = |exclude_named| {
        let stated = statement::of(planner, body, detail, exclude_named)?;
        let by_branch = detail.and_then(|_| compare_branches(planner, body, &stated, &source));
        Some(by_branch.unwrap_or_else(|| planner.compare(&stated, &source)))
    };
    match compared(false)? {
        // A plain `patternProperties` also applies to named properties that match the pattern, but
        // a group does not contain these.
        Comparison::Narrower if has_groups(body) => compared(true),
        verdict => Some(verdict),
    }
}

/// Compares the branches of a union, each with the branch at the same position in the source, where
/// both statements are nothing but a choice. The canonical form of a whole choice compares each
/// branch with each. `None` if the branches do not decide.
fn compare_branches(
    planner: &Planner<'_, '_>,
    body: &Body,
    stated: &Value,
    source: &Value,
) -> Option<Comparison> {
    let Body::Union(union) = body else {
        return None;
    };
    let ((keyword, own), (of_source, others)) = (choice(stated)?, choice(source)?);
    if keyword != of_source || own.len() != others.len() {
        return None;
    }
    let mut pairs = own.iter().zip(others);
    let different = pairs.find_map(|(own, other)| match planner.compare(own, other) {
        Comparison::Equal => None,
        different => Some(different),
    });
    match (different, &union.by) {
        (None, _) => Some(Comparison::Equal),
        // Branches with different tags are disjoint, so no other branch makes up the difference.
        (Some(Comparison::Unknown | Comparison::Wider), Discriminator::Tag { .. }) => {
            Some(Comparison::Unknown)
        }
        _ => None,
    }
}

/// The keyword and the branches of a schema that is nothing but a choice.
fn choice(statement: &Value) -> Option<(&str, &[Value])> {
    let members = statement.as_object().filter(|it| it.len() == 1)?;
    ["anyOf", "oneOf"].into_iter().find_map(|keyword| {
        let branches = members.get(keyword)?.as_array()?;
        Some((keyword, branches.as_slice()))
    })
}

fn has_groups(body: &Body) -> bool {
    matches!(body, Body::Object(object) if !object.groups.is_empty())
}

pub(super) fn has_whole_schema(body: &Body) -> bool {
    let is_whole = |rule: &Rule| matches!(rule, Rule::Schema(_));
    matches!(body, Body::Newtype(newtype) if newtype.rules.iter().any(is_whole))
}
