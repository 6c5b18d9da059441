//! The step budget shared by all patterns of one payload, and whether one of them exceeded it.
//!
//! Whether a pattern that gave up matches is unknown. Its caller gets "no match", which under
//! `not`, `if`, `contains` or `patternProperties` could let a payload through. Therefore it is
//! recorded here, and the entry point of a payload checks the record before it returns a verdict.
//! The record is a thread-local, since patterns are matched below foreign code (serde, the
//! `jsonschema` crate) that cannot pass it along.

use crate::Violation;

#[cfg(feature = "pattern")]
mod noted {
    use std::cell::{Cell, RefCell};

    use ecma_regex::{Kind, Regex, Steps};

    use crate::{ErrorKind, Violation};

    /// The state of the payload being read. It has no destructor, so it is accessible as long as
    /// its thread.
    #[derive(Clone, Copy)]
    struct Payload {
        /// The number of nested entry points. Inner ones read parts of the same payload.
        depth: usize,
        steps: Steps,
        undecided: bool,
    }

    const NONE: Payload = Payload {
        depth: 0,
        steps: Steps::per_payload(),
        undecided: false,
    };

    thread_local! {
        static PAYLOAD: Cell<Payload> = const { Cell::new(NONE) };
        /// The pattern that gave up.
        static PATTERN: RefCell<String> = const { RefCell::new(String::new()) };
    }

    /// Leaves the payload when dropped, also when reading panics.
    struct Entered;

    impl Entered {
        fn enter() -> Self {
            let payload = PAYLOAD.get();
            let depth = payload.depth + 1;
            PAYLOAD.set(Payload { depth, ..payload });
            Self
        }
    }

    impl Drop for Entered {
        fn drop(&mut self) {
            let payload = PAYLOAD.get();
            PAYLOAD.set(match payload.depth {
                0 | 1 => NONE,
                depth => Payload {
                    depth: depth - 1,
                    ..payload
                },
            });
        }
    }

    /// Reads a payload, or a part of the current one. Returns the result of `read`, and a violation
    /// if a pattern gave up.
    pub(crate) fn payload<T>(read: impl FnOnce() -> T) -> (T, Option<Violation>) {
        let entered = Entered::enter();
        let value = read();
        let undecided = undecided();
        drop(entered);
        (value, undecided)
    }

    /// The violation if a pattern gave up on the current payload.
    #[inline]
    pub(crate) fn undecided() -> Option<Violation> {
        if PAYLOAD.get().undecided {
            let pattern = PATTERN.try_with(|pattern| pattern.borrow().clone());
            return Some(gave_up(&pattern.unwrap_or_default()));
        }
        None
    }

    /// Whether a pattern matches; `None` if it gives up.
    #[inline]
    pub(crate) fn is_match(regex: &Regex, text: &str) -> Option<bool> {
        if regex.kind() == Kind::BackReference {
            return within_steps(regex, text);
        }
        // Other kinds take no steps.
        regex.is_match(text, &mut Steps::new(0)).ok()
    }

    fn within_steps(regex: &Regex, text: &str) -> Option<bool> {
        let payload = PAYLOAD.get();
        let mut steps = payload.steps;
        let matched = regex.is_match(text, &mut steps).ok();
        if payload.depth > 0 {
            PAYLOAD.set(Payload { steps, ..payload });
            if matched.is_none() {
                note(regex.source());
            }
        }
        matched
    }

    /// Records that a pattern gave up.
    #[cold]
    fn note(pattern: &str) {
        let payload = PAYLOAD.get();
        if payload.undecided {
            return;
        }
        PAYLOAD.set(Payload {
            undecided: true,
            ..payload
        });
        // If the thread is ending, the message lacks the pattern.
        let _ = PATTERN.try_with(|noted| pattern.clone_into(&mut noted.borrow_mut()));
    }

    /// Records that a pattern gave up, and returns the violation.
    #[cfg(feature = "validator")]
    #[cold]
    pub(crate) fn give_up(pattern: &str) -> Violation {
        note(pattern);
        gave_up(pattern)
    }

    #[cold]
    pub(crate) fn gave_up(pattern: &str) -> Violation {
        let pattern = pattern.to_owned();
        ErrorKind::Undecided { pattern }.into()
    }
}

#[cfg(feature = "pattern")]
pub(crate) use noted::*;

/// Reads a payload. Without the feature `pattern` no pattern can give up.
#[cfg(not(feature = "pattern"))]
pub(crate) fn payload<T>(read: impl FnOnce() -> T) -> (T, Option<Violation>) {
    (read(), None)
}

/// Without the feature `pattern` no pattern can give up.
#[cfg(not(feature = "pattern"))]
pub(crate) fn undecided() -> Option<Violation> {
    None
}

/// Runs `read`. If a pattern gave up, the error is that violation, whatever the outcome was.
pub(crate) fn decided<T, E: From<Violation>>(read: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    match payload(read) {
        (outcome, None) => outcome,
        (_, Some(violation)) => Err(violation.into()),
    }
}

#[cfg(test)]
#[cfg(feature = "pattern")]
mod tests {
    use std::panic::catch_unwind;

    use ecma_regex::Regex;

    use super::*;
    use crate::ErrorKind;

    const PATTERN: &str = r"^(?:(a|b)|a)*\1x$";

    fn hopeless() -> (Regex, String) {
        (Regex::new(PATTERN).unwrap(), "a".repeat(40))
    }

    fn is_undecided(violation: Option<Violation>) -> bool {
        let pattern = PATTERN.to_owned();
        violation.map(Violation::into_kind) == Some(ErrorKind::Undecided { pattern })
    }

    #[test]
    fn a_payload_knows_that_a_pattern_gave_up_until_it_ends() {
        let (regex, text) = hopeless();
        let (matched, undecided) = payload(|| {
            // A part that is read through an entry point of its own.
            let (matched, inner) = payload(|| is_match(&regex, &text));
            assert!(is_undecided(inner));
            // No steps are left, not even for a simple text.
            assert_eq!(is_match(&regex, "aax"), None);
            matched
        });
        assert_eq!(matched, None);
        assert!(is_undecided(undecided));
        let (matched, undecided) = payload(|| is_match(&regex, "aax"));
        assert_eq!((matched, undecided), (Some(true), None));
    }

    #[test]
    fn the_steps_are_those_of_the_payload_not_of_a_match() {
        let regex = Regex::new(PATTERN).unwrap();
        let text = "a".repeat(14);
        assert_eq!(is_match(&regex, &text), Some(false));
        let many = || (0..20).all(|_| is_match(&regex, &text) == Some(false));
        assert!(many(), "each on its own");
        let (decided, undecided) = payload(many);
        assert!(!decided);
        assert!(is_undecided(undecided));
    }

    #[test]
    fn a_reader_that_panics_leaves_no_trace() {
        let (regex, text) = hopeless();
        let panicked = catch_unwind(|| {
            payload(|| {
                assert_eq!(is_match(&regex, &text), None);
                panic!("a foreign reader");
            })
        });
        assert!(panicked.is_err());
        assert_eq!(payload(|| is_match(&regex, "aax")), (Some(true), None));
    }

    #[test]
    fn a_pattern_that_gave_up_overrides_any_outcome() {
        let (regex, text) = hopeless();
        let outcome: Result<(), Violation> = decided(|| {
            is_match(&regex, &text);
            Ok(())
        });
        assert!(is_undecided(outcome.err()));
        let outcome: Result<(), Violation> = decided(|| {
            is_match(&regex, &text);
            Err(Violation::rule("type", "be something else"))
        });
        assert!(is_undecided(outcome.err()));
    }
}
