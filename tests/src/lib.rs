//! The harness of the tests that cross the crates of this workspace.
//!
//! Takes the generated types, their schemas and the fixtures; gives what the tests under `tests/` are written with: the four
//! [`Root`] types, [`fixtures`], the [`engine`] that judges by the schema alone, a [`Document`] to change, a [`Guide`] to what the
//! schema says about a place, [`mutations`], and [`judge`], which holds the engines against each other. It knows no model by name
//! except in [`root`], and changes nothing on disk.
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
// `multipleOf` by value, written apart from ours, as the cases of the generator are held to it.
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
pub use verdict::{Verdict, judge};

/// The Rust examples of the README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
