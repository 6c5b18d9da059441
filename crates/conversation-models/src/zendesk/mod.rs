//! Zendesk: ticket audit events.

#[rustfmt::skip]
mod generated;

pub use generated::*;
