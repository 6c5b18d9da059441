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
