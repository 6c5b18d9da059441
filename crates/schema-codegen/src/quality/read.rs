//! Finds the types with a buffered read, that is through an intermediate `Value`, and the reason
//! for each.

use crate::plan::{Body, Check, Discriminator, Plan, Rule, Type, TypeId, TypePlan};

/// For each type, the reason why it is not always read by streaming; `None` if it is.
pub(super) fn buffered(plan: &Plan) -> Vec<Option<String>> {
    let mut reasons: Vec<Option<String>> = plan.types.iter().map(fully_validated).collect();
    for choice in &plan.types {
        if is_untagged(&choice.body) {
            let reason = format!("inside an untagged union: {}", choice.origin.reason());
            mark(plan, held(&choice.body), &reason, &mut reasons);
        }
    }
    reasons
}

fn is_untagged(body: &Body) -> bool {
    matches!(body, Body::Union(union) if matches!(union.by, Discriminator::Untagged { .. }))
}

/// The reason for a type with full validation, which builds a `Value` for the validator.
fn fully_validated(ty: &TypePlan) -> Option<String> {
    let is_whole = |rule: &Rule| matches!(rule, Rule::Schema(_));
    let whole = match &ty.body {
        Body::Newtype(newtype) => newtype.rules.iter().any(is_whole),
        _ => false,
    };
    let is_validated = whole || matches!(ty.check, Some(Check::Schema(_)));
    is_validated.then(|| format!("full validation: {}", ty.origin.reason()))
}

/// Marks all types inside an untagged union: they are read from the value that its variants are
/// tried on.
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

/// The named types in a body, also inside arrays, maps, options and boxes.
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
