//! Texts that are one step away from valid payloads, for the models and for generated types of all
//! other shapes.

use crate::{
    generated::SUBJECTS,
    readers::Text,
    reference,
    targets::{report, typed_read, validate_only},
};

/// Compares every reader of every type with the reference, on one text.
///
/// # Panics
///
/// If there is a difference.
pub(crate) fn check(text: &[u8]) {
    let value = reference::read(text);
    typed_read::check_value(text, value.as_ref());
    validate_only::check_value(text, value.as_ref());
    report::check_value(text, value.as_ref());
    for subject in SUBJECTS {
        let accepted = value
            .as_ref()
            .is_some_and(|value| subject.validator.is_valid(value));
        (subject.check)(&Text {
            bytes: text,
            value: value.as_ref(),
            accepted,
        });
    }
}
