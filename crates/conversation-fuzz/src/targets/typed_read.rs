//! The typed read against the reference: verdict, value, and position of its error.

use conversation_tests::{Root, verdict};
use serde_json::Value;

use crate::{reference, targets::with_every_model};

/// Compares reading a text as each model with the reference.
///
/// # Panics
///
/// If there is a difference.
pub(crate) fn check(text: &[u8]) {
    check_value(text, reference::read(text).as_ref());
}

/// The same for a text with its value from the reference.
pub(crate) fn check_value(text: &[u8], value: Option<&Value>) {
    let ours = schema_runtime::value_from_slice(text).ok();
    assert_eq!(
        ours.as_ref(),
        value,
        "value_from_slice gives another value than the reference"
    );
    with_every_model!(check_model(text, value));
}

fn check_model<R: Root>(text: &[u8], value: Option<&Value>) {
    let model = R::MODEL;
    let typed = R::from_slice(text);
    assert_eq!(
        typed.is_ok(),
        reference::accepts::<R>(value),
        "{model}: {typed:?}"
    );
    if let Err(difference) = verdict::<R>(text) {
        panic!("{model}: {difference}");
    }
    same_through_serde_json::<R>(text, &typed);
}

/// Checks that reading through `serde_json` gives the same value, or an error at the same position.
fn same_through_serde_json<R: Root>(text: &[u8], typed: &Result<R, schema_runtime::Error>) {
    let model = R::MODEL;
    match (typed, serde_json::from_slice::<R>(text)) {
        (Ok(typed), Ok(other)) => assert_eq!(*typed, other, "{model}"),
        (Err(error), Err(other)) => {
            let (ours, theirs) = (
                (error.line(), error.column()),
                (other.line(), other.column()),
            );
            assert_eq!(ours, theirs, "{model}: ours {error}, theirs {other}");
        }
        (typed, other) => panic!("{model}: {typed:?}, but {other:?} through serde_json"),
    }
}
