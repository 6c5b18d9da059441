//! Zendesk: ticket audit events.

/// The same models, borrowing their text from the payload: see [the crate](crate#borrowing).
#[cfg(feature = "borrowed")]
#[rustfmt::skip]
pub mod borrowed;
#[rustfmt::skip]
mod generated;

pub use generated::*;
