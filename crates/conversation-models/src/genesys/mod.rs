//! Genesys Cloud: communications of a participant.

#[rustfmt::skip]
mod generated;

pub use generated::*;
