//! Fuzz targets and what runs need: seeds, mutations and a deterministic source of random numbers.
//!
//! A [`Target`] takes bytes and panics if it finds a bug; it must not depend on where the bytes
//! come from. The driver in `main.rs` runs all targets from a seed and needs only stable Rust;
//! libFuzzer runs the same functions from `fuzz`.
//!
//! A panic may quote the input: it comes from the fuzzer and is not personal data.

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
mod readers;
mod reference;
mod schemas;
mod targets;

pub use corpus::Corpus;
pub use mutate::{MAX_LENGTH, mutated};
pub use random::Random;
pub use targets::{TARGETS, Target, target};
