//! Inkeep: conversations of its analytics API.

#[rustfmt::skip]
mod generated;

pub use generated::*;
