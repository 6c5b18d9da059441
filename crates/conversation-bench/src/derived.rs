//! The four models as hand-written structs: plain fields, serde's derive, nothing checked beyond
//! types, unknown properties dropped.
//!
//! A value of several types is a `Value`: the usual untagged enum would be so slow that it would
//! flatter our figures. The structs are for comparison only, not a recommendation.

#![expect(
    dead_code,
    reason = "only reading is measured; the fields are never used"
)]

pub(crate) mod ada;
pub(crate) mod genesys;
pub(crate) mod inkeep;
pub(crate) mod zendesk;
