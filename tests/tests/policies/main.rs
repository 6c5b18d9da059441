//! What is said about text, before any schema is asked: the same for every model, at every depth, in both engines.
//!
//! Texts are fixtures with something inserted; a module each for names, texts, and sizes.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what is wrong by panicking"
)]

mod names;
mod numbers;
mod sizes;
mod texts;

use conversation_tests::{Root, Verdict, fixtures, judge};
use conversation_validator::{Error, Trouble, Verdict as Report, validate};

/// The text of an accepted fixture.
fn fixture<R: Root>(name: &str) -> Vec<u8> {
    let mut fixtures = fixtures::accepted(R::MODEL).into_iter();
    let found = fixtures.find(|fixture| fixture.name == name);
    found.unwrap_or_else(|| panic!("no {name}")).bytes
}

/// The smallest accepted fixture with more text at the beginning of its object: members with commas between.
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

/// Both engines read it, accept it, and give it back. The typed value is handed on.
fn is_accepted<R: Root>(text: &[u8]) -> R {
    let shown = shown(text);
    assert_eq!(judge::<R>(text), Ok(Verdict::Accepted), "{shown}");
    assert!(validate(R::MODEL, text).is_valid(), "{shown}");
    R::from_slice(text).unwrap()
}

/// No reader takes it for JSON, and the typed parse says so too instead of naming a rule.
fn is_unreadable<R: Root>(text: &[u8]) -> (Error, Trouble) {
    let (error, trouble) = cannot_be_judged::<R>(text);
    assert_eq!(error.keyword(), None, "{}: {error}", shown(text));
    (error, trouble)
}

/// No reader takes it for JSON. The typed parse's error is handed on, with what the validator calls it.
fn cannot_be_judged<R: Root>(text: &[u8]) -> (Error, Trouble) {
    let shown = shown(text);
    assert_eq!(judge::<R>(text), Ok(Verdict::Unreadable), "{shown}");
    assert!(serde_json::from_slice::<R>(text).is_err(), "{shown}");
    assert!(serde_json::from_reader::<_, R>(text).is_err(), "{shown}");
    let error = R::from_slice(text).unwrap_err();
    match validate(R::MODEL, text).verdict() {
        Report::Unreadable(unreadable) => (error, unreadable.trouble().clone()),
        other => panic!("{shown}: {other:?}"),
    }
}

/// The beginning of a text.
fn shown(text: &[u8]) -> String {
    String::from_utf8_lossy(text).chars().take(200).collect()
}
