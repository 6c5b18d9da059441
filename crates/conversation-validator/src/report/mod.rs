//! The result of a validation, as data, as JSON and as text for people. Nothing here decides a
//! verdict.

pub(crate) mod cause;
pub(crate) mod count;
pub(crate) mod disagreement;
pub(crate) mod json;
pub(crate) mod limits;
pub(crate) mod text;
pub(crate) mod unreadable;
pub(crate) mod verdict;
pub(crate) mod violation;
