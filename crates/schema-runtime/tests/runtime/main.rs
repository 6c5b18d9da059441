//! Tests of the runtime as generated code uses it, on hand-written types of the generated form.

// For clippy: helpers outside of test functions are tests, too.
#![cfg(test)]

mod agreement;
mod attacks;
mod containers;
mod date_times;
mod errors;
mod keyed;
mod model;
mod numbers;
mod objects;
mod scanner;
#[cfg(feature = "schemars")]
mod schemas;
mod tagged;
mod tuples;
mod unions;
mod users;
mod writing;
