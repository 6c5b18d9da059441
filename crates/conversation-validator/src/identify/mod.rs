//! Decides which model a payload is of: evidence for each model, and the decision over it.

pub(crate) mod candidate;
pub(crate) mod decision;
pub(crate) mod evidence;
pub(crate) mod identification;
pub(crate) mod json;
