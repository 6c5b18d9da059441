//! Tests of the runtime as generated code uses it, on types that the generator wrote: `model` is the
//! expected output of one of its cases.

// For clippy: helpers outside of test functions are tests, too.
#![cfg(test)]

mod agreement;
mod attacks;
mod containers;
mod date_times;
mod errors;
mod keyed;
#[path = "../../../schema-codegen/tests/cases/object/ticket_with_everything/expected.rs"]
#[rustfmt::skip]
#[expect(
    dead_code,
    unreachable_pub,
    reason = "written as the public module of a library"
)]
mod model;
#[path = "../../../schema-codegen/tests/cases/union_untagged/nested/expected.rs"]
#[rustfmt::skip]
#[expect(unreachable_pub, reason = "written as the public module of a library")]
mod nested_model;
mod nested_unions;
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
