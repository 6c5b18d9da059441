//! What the patterns of one payload may cost together, and whether one of them gave up.
//!
//! A pattern that gave up may match or not. Where its answer is asked for, it is passed on as "no match"; under `not`, `if`, `contains`
//! or `patternProperties` that could let a payload through. So it is noted here, and whoever began with the payload looks here before
//! the verdict is given. The note is kept beside the calls, per thread, since matches happen below other people's code (serde, the
//! `jsonschema` crate) that passes nothing of ours along.

use crate::Violation;

#[cfg(feature = "pattern")]
mod noted {
    use std::cell::{Cell, RefCell};

    use ecma_regex::{Kind, Regex, Steps};

    use crate::{ErrorKind, Violation};

    /// The payload that is being read. It has no destructor, so it is there as long as its thread.
    #[derive(Clone, Copy)]
    struct Payload {
        /// How many readers stand in one another. They read parts of one payload.
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

    /// Reads a payload, or a part of one that is being read: what came of it, and whether a pattern gave up meanwhile.
    pub(crate) fn payload<T>(read: impl FnOnce() -> T) -> (T, Option<Violation>) {
        let entered = Entered::enter();
        let value = read();
        let undecided = undecided();
        drop(entered);
        (value, undecided)
    }

    /// What to say if a pattern gave up on the payload that is being read.
    #[inline]
    pub(crate) fn undecided() -> Option<Violation> {
        if PAYLOAD.get().undecided {
            let pattern = PATTERN.try_with(|pattern| pattern.borrow().clone());
            return Some(gave_up(&pattern.unwrap_or_default()));
        }
        None
    }

    /// Whether a pattern matches; nothing if it gives up.
    #[inline]
    pub(crate) fn is_match(regex: &Regex, text: &str) -> Option<bool> {
        if regex.kind() == Kind::BackReference {
            return within_steps(regex, text);
        }
        // Others take no steps.
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

    /// Notes that a pattern gave up.
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
        // Were the thread about to end, the message would do without the pattern.
        let _ = PATTERN.try_with(|noted| pattern.clone_into(&mut noted.borrow_mut()));
    }

    /// Notes that a pattern gave up, and says so.
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

/// Reads a payload. Without patterns nothing gives up.
#[cfg(not(feature = "pattern"))]
pub(crate) fn payload<T>(read: impl FnOnce() -> T) -> (T, Option<Violation>) {
    (read(), None)
}

/// Without patterns nothing gives up.
#[cfg(not(feature = "pattern"))]
pub(crate) fn undecided() -> Option<Violation> {
    None
}

/// The outcome of reading or checking, unless a pattern gave up: then that.
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
            // A part that was read by a reader of its own.
            let (matched, inner) = payload(|| is_match(&regex, &text));
            assert!(is_undecided(inner));
            // No steps are left, however easy the text.
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
                panic!("a reader of somebody else");
            })
        });
        assert!(panicked.is_err());
        assert_eq!(payload(|| is_match(&regex, "aax")), (Some(true), None));
    }

    #[test]
    fn what_was_said_otherwise_does_not_count() {
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
