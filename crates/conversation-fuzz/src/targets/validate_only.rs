//! The verdict of `is_valid` against the reference and the typed read.

use conversation_tests::Root;
use serde_json::Value;

use crate::{reference, targets::with_every_model};

/// Compares the verdict of `is_valid` on a text with the reference and with the typed read, for
/// each model.
///
/// # Panics
///
/// If there is a difference.
pub(crate) fn check(text: &[u8]) {
    check_value(text, reference::read(text).as_ref());
}

/// The same for a text with its value from the reference.
pub(crate) fn check_value(text: &[u8], value: Option<&Value>) {
    with_every_model!(check_model(text, value));
}

fn check_model<R: Root>(text: &[u8], value: Option<&Value>) {
    let model = R::MODEL;
    let verdict = model.is_valid(text);
    assert_eq!(
        verdict,
        reference::accepts::<R>(value),
        "{model}: is_valid against the reference"
    );
    assert_eq!(
        verdict,
        R::from_slice(text).is_ok(),
        "{model}: is_valid against the typed read"
    );
}
