//! Every part of a payload can be reached through the types, and values built by hand are valid.
//!
//! For each vendor a module builds a value of its model through the public API alone: struct
//! literals, `Default`, `From`, `TryFrom`.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed, also in its helpers"
)]

mod ada;
mod genesys;
mod inkeep;
mod zendesk;

use conversation_models::{Extra, Presence};
use conversation_tests::{Root, Verdict, engine, verdict};
use serde_json::{Value, json};

/// Asserts that a value is written as expected, is valid by its schema, and is read back equal.
fn writes<R: Root>(built: &R, expected: &Value) {
    let written = serde_json::to_value(built).unwrap();
    assert_eq!(written, *expected);
    assert_eq!(engine::faults(engine::validator::<R>(), &written), []);
    let text = serde_json::to_vec(built).unwrap();
    assert_eq!(verdict::<R>(&text), Ok(Verdict::Accepted));
    assert_eq!(R::from_slice(&text).unwrap(), *built);
}

/// Asserts that a value cannot be written: an additional property has the name of a property, which
/// would become a duplicate key.
fn cannot_be_written<R: Root>(built: &R, member: &str) {
    for error in [
        serde_json::to_value(built).unwrap_err(),
        serde_json::to_vec(built).unwrap_err(),
    ] {
        assert!(
            error.to_string().contains(&format!("`{member}`")),
            "{error}"
        );
    }
}

/// One additional property.
fn extra(name: &str) -> Extra {
    Extra::from([(name, json!("extra"))])
}

fn value<T>(value: impl Into<T>) -> Presence<T> {
    Presence::Value(value.into())
}
