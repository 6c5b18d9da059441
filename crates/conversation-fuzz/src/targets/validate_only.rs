//! The verdict without a value.

use conversation_tests::Root;
use serde_json::Value;

use crate::{reference, targets::with_every_model};

/// Holds the verdict on a text for each model against the reference, and against the typed read.
///
/// # Panics
///
/// On any difference.
pub(crate) fn check(text: &[u8]) {
    check_value(text, reference::read(text).as_ref());
}

/// The same, for a text whose value is known already.
pub(crate) fn check_value(text: &[u8], value: Option<&Value>) {
    with_every_model!(check_model(text, value));
}

fn check_model<R: Root>(text: &[u8], value: Option<&Value>) {
    let model = R::MODEL;
    let judged = model.is_valid(text);
    assert_eq!(
        judged,
        reference::accepts::<R>(value),
        "{model}: judged against the reference"
    );
    assert_eq!(
        judged,
        R::from_slice(text).is_ok(),
        "{model}: judged against the typed read"
    );
}
