//! The equivalence proof: compares what a type accepts, [stated](statement) as a schema, with its
//! source schema, in both directions and in canonical form.

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
        Some(planner.compare(&stated, &source))
    };
    match compared(false)? {
        // A plain `patternProperties` also applies to named properties that match the pattern, but
        // a group does not contain these.
        Comparison::Narrower if has_groups(body) => compared(true),
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
