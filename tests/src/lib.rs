//! The harness of the tests that cross the crates of this workspace.
//!
//! It offers the [`Root`] types, the [`fixtures`], the reference validator ([`engine`]), a
//! [`Document`] to change, a [`Guide`] to what the schema says about a place, [`mutations`], and
//! [`verdict()`], which compares the typed read with the reference validator. It names no model, so
//! that tests cover new models as they are added, and changes nothing on disk.
//!
//! Everything here panics when it cannot be set up: then a test has failed.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up has failed"
)]

#[cfg(doctest)]
mod docs;
pub mod document;
pub mod engine;
// An implementation of `multipleOf` that shares no code with ours; the generator's cases use it
// too.
#[path = "../../crates/schema-codegen/tests/expectations/exact.rs"]
mod exact;
pub mod fixtures;
pub mod guide;
pub mod mutations;
pub mod place;
pub mod root;
pub mod verdict;

pub use document::Document;
pub use guide::Guide;
pub use place::{Place, Step};
pub use root::Root;
pub use verdict::{Verdict, verdict};

/// The Rust examples of the README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
