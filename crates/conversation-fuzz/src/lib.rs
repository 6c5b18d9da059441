//! Fuzz targets, and what they are run with: seeds, mutations and a source of random numbers that a seed determines.
//!
//! A [`Target`] takes bytes and panics where something is wrong; it neither knows nor cares who made the bytes. The driver in
//! `main.rs` runs all targets from a seed, with nothing but stable Rust; libFuzzer runs the same functions from `fuzz`.
//!
//! Panics of a target may quote its input: that is the fuzzer's, not anybody's data.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a target reports what it finds by panicking"
)]

mod choices;
mod corpus;
mod generated;
mod mutate;
mod random;
mod reference;
mod schemas;
mod targets;

pub use corpus::Corpus;
pub use mutate::{MAX_LENGTH, mutated};
pub use random::Random;
pub use targets::{TARGETS, Target, target};
