//! The text policies, which hold whatever the schema: the same for every model, at every depth, in
//! both engines. Texts are fixtures with something inserted.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what is wrong by panicking"
)]

mod names;
mod numbers;
mod sizes;
mod texts;

use conversation_tests::{Root, Verdict, fixtures, verdict};
use conversation_validator::{Error, UnreadableReason, Verdict as Report, validate};

/// The text of an accepted fixture.
fn fixture<R: Root>(name: &str) -> Vec<u8> {
    let mut fixtures = fixtures::accepted(R::MODEL).into_iter();
    let found = fixtures.find(|fixture| fixture.name == name);
    found.unwrap_or_else(|| panic!("no {name}")).bytes
}

/// The smallest accepted fixture with more text at the beginning of its object: properties
/// separated by commas.
fn with_members<R: Root>(members: &[u8]) -> Vec<u8> {
    let text = fixture::<R>("smallest.json");
    let inside = text.trim_ascii().strip_prefix(b"{").unwrap();
    let comma: &[u8] = if inside.trim_ascii_start() == b"}" {
        b""
    } else {
        b","
    };
    [b"{", members, comma, inside].concat()
}

/// Asserts that both engines accept the text and the round trip is lossless; gives the typed value.
fn is_accepted<R: Root>(text: &[u8]) -> R {
    let shown = shown(text);
    assert_eq!(verdict::<R>(text), Ok(Verdict::Accepted), "{shown}");
    assert!(validate(R::MODEL, text).is_valid(), "{shown}");
    R::from_slice(text).unwrap()
}

/// Asserts that no reader takes the text for JSON, and that the typed read names no keyword. Gives
/// its error and what the validator reports.
fn is_unreadable<R: Root>(text: &[u8]) -> (Error, UnreadableReason) {
    let (error, reason) = is_rejected_as_text::<R>(text);
    assert_eq!(error.keyword(), None, "{}: {error}", shown(text));
    (error, reason)
}

/// Asserts that every reader rejects the text and the validator reports it as not JSON. Gives the
/// error of the typed read and what the validator reports.
fn is_rejected_as_text<R: Root>(text: &[u8]) -> (Error, UnreadableReason) {
    let shown = shown(text);
    assert_eq!(verdict::<R>(text), Ok(Verdict::Unreadable), "{shown}");
    assert!(serde_json::from_slice::<R>(text).is_err(), "{shown}");
    assert!(serde_json::from_reader::<_, R>(text).is_err(), "{shown}");
    let error = R::from_slice(text).unwrap_err();
    match validate(R::MODEL, text).verdict() {
        Report::Unreadable(unreadable) => (error, unreadable.reason().clone()),
        other => panic!("{shown}: {other:?}"),
    }
}

/// The beginning of a text.
fn shown(text: &[u8]) -> String {
    String::from_utf8_lossy(text).chars().take(200).collect()
}
