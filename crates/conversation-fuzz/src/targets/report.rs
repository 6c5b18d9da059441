//! The full report against the reference: its verdict, the pointers of its violations, and that it
//! can be displayed.

use conversation_tests::{Root, engine};
use conversation_validator::{
    Detail, Report, Verdict, cross_check, identify, validate, validate_with,
};
use serde_json::Value;

use crate::{reference, targets::with_every_model};

/// Compares the report on a text with the reference, for each model.
///
/// # Panics
///
/// If there is a difference.
pub(crate) fn check(text: &[u8]) {
    check_value(text, reference::read(text).as_ref());
}

/// The same for a text with its value from the reference.
pub(crate) fn check_value(text: &[u8], value: Option<&Value>) {
    let identified = identify(text);
    assert_eq!(
        identified.unreadable().is_some(),
        value.is_none(),
        "{identified}"
    );
    with_every_model!(check_model(text, value));
}

fn check_model<R: Root>(text: &[u8], value: Option<&Value>) {
    let report = cross_check(R::MODEL, text);
    check_verdict::<R>(&report, value);
    let usual = validate(R::MODEL, text);
    assert_eq!(
        usual.to_json(),
        report.to_json(),
        "{}: validate and cross_check",
        R::MODEL
    );
    let quoting = validate_with(R::MODEL, text, Detail::Values);
    assert_eq!(quoting.violations().len(), report.violations().len());
    assert!(!quoting.to_string().is_empty());
}

fn check_verdict<R: Root>(report: &Report, value: Option<&Value>) {
    let model = R::MODEL;
    assert_eq!(report.disagreement(), None, "{report}");
    match report.verdict() {
        Verdict::Valid(_) => assert!(reference::accepts::<R>(value), "{model}"),
        Verdict::Unreadable(_) => assert!(value.is_none(), "{report}"),
        Verdict::Invalid(_) => {
            let value = value.expect("an invalid payload has a value");
            check_violations::<R>(report, value);
        }
        other => panic!("{model}: {other:?}"),
    }
}

/// The reference finds an error at the pointer of each violation, and each violation has a
/// position.
fn check_violations<R: Root>(report: &Report, value: &Value) {
    let faults = engine::faults(engine::validator::<R>(), value);
    assert!(
        !report.violations().is_empty() && !faults.is_empty(),
        "{report}"
    );
    for violation in report.violations() {
        let known = faults
            .iter()
            .any(|(pointer, _)| *pointer == violation.pointer);
        assert!(
            known,
            "{}: the reference finds no error at {}",
            R::MODEL,
            violation.pointer
        );
        assert!(violation.position.is_some(), "{report}");
    }
}
