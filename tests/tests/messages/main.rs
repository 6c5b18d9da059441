//! Writes every message of the generator, of the validator and of typed values into
//! `docs/messages.md`, each with an example, so that they are read and reviewed as one text.
//!
//! `UPDATE_EXPECT=1 cargo test -p conversation-tests --test messages` writes the page again.

// Messages quote the errors of the operating system, and one example needs a symbolic link.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what is wrong by panicking"
)]

mod cases;
mod generator;
mod page;
mod source;
mod typed;
mod validator;

#[test]
fn every_message_is_as_it_was_reviewed() {
    page::compare(&[generator::section(), validator::section(), typed::section()]);
}

/// Differences are not reviewed in CI, so `UPDATE_EXPECT` must not be set there.
#[test]
fn nothing_is_updated_in_ci() {
    let set = |name| std::env::var_os(name).is_some();
    assert!(!(set("CI") && set("UPDATE_EXPECT")));
}
