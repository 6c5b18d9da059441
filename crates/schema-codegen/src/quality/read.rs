//! Which types are read out of a `Value` that stands in memory, and why.
//!
//! Takes a plan; gives a reason for each such type.

use crate::plan::{Body, Check, Discriminator, Plan, Rule, Type, TypeId, TypePlan};

/// For each type the reason why it is not always read by streaming; `None` when it is.
pub(super) fn buffered(plan: &Plan) -> Vec<Option<String>> {
    let mut reasons: Vec<Option<String>> = plan.types.iter().map(judged_whole).collect();
    for choice in &plan.types {
        if is_untagged(&choice.body) {
            let reason = format!("inside a choice: {}", choice.origin.reason());
            mark(plan, held(&choice.body), &reason, &mut reasons);
        }
    }
    reasons
}

fn is_untagged(body: &Body) -> bool {
    matches!(body, Body::Union(union) if matches!(union.by, Discriminator::Untagged { .. }))
}

/// Such a type builds a `Value` for the validator.
fn judged_whole(ty: &TypePlan) -> Option<String> {
    let is_whole = |rule: &Rule| matches!(rule, Rule::Schema(_));
    let whole = match &ty.body {
        Body::Newtype(newtype) => newtype.rules.iter().any(is_whole),
        _ => false,
    };
    let judged = whole || matches!(ty.check, Some(Check::Schema(_)));
    judged.then(|| format!("behind the validator: {}", ty.origin.reason()))
}

/// Everything below a choice comes out of the value that the choice was tried on.
fn mark(plan: &Plan, mut open: Vec<TypeId>, reason: &str, reasons: &mut [Option<String>]) {
    let mut seen = vec![false; reasons.len()];
    while let Some(id) = open.pop() {
        if seen.get(id).copied().unwrap_or(true) {
            continue;
        }
        seen[id] = true;
        if let Some(slot) = reasons.get_mut(id) {
            slot.get_or_insert_with(|| reason.to_owned());
        }
        if let Some(ty) = plan.types.get(id) {
            open.extend(held(&ty.body));
        }
    }
}

/// The named types that stand in a body, however deep.
fn held(body: &Body) -> Vec<TypeId> {
    body.children().into_iter().filter_map(named).collect()
}

fn named(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Option(inner) | Type::Boxed(inner) | Type::Array(inner) | Type::Map(inner) => {
            named(inner)
        }
        _ => None,
    }
}
