//! Writes schemas for others to read, each with another policy on references: absolute for canonical
//! forms, bundled for users, self-contained for full validation, inlined for residual checks.

pub(super) mod absolute;
pub(super) mod bundle;
pub(super) mod closed;
pub(super) mod condition;
