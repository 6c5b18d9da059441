//! Finds the types with a buffered read of JSON text, that is through an intermediate `Value`, and
//! the reason for each. Unions are not among them: their readers look ahead in the text.

use crate::plan::{Body, Check, Rule, TypePlan};

/// The reason why a type is not read by streaming: full validation builds a `Value` for the
/// validator. `None` if it is.
pub(super) fn buffered(ty: &TypePlan) -> Option<String> {
    let is_whole = |rule: &Rule| matches!(rule, Rule::Schema(_));
    let whole = match &ty.body {
        Body::Newtype(newtype) => newtype.rules.iter().any(is_whole),
        _ => false,
    };
    let is_validated = whole || matches!(ty.check, Some(Check::Schema(_)));
    is_validated.then(|| format!("full validation: {}", ty.origin.reason()))
}
