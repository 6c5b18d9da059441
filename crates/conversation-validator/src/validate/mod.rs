//! Decides whether a payload is valid: the typed engine first, the full one when it rejects.

pub(crate) mod detail;
pub(crate) mod engines;
pub(crate) mod explain;
pub(crate) mod findings;
pub(crate) mod formats;
pub(crate) mod full;
pub(crate) mod json_types;
pub(crate) mod options;
pub(crate) mod payload_text;
pub(crate) mod unions;
