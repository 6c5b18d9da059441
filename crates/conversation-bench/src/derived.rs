//! The four models as people write them by hand: plain members, serde's derive, nothing checked beyond types, unknown members dropped.
//! A value of several types is a `Value`: an untagged enum would be the usual way, and is so slow that it would flatter us. The
//! yardstick, not a proposal.

#![expect(
    dead_code,
    reason = "the members are read into, and that is all that is measured"
)]

pub(crate) mod ada;
pub(crate) mod genesys;
pub(crate) mod inkeep;
pub(crate) mod zendesk;
