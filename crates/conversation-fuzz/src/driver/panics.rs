//! Runs a check and gives what it panicked with, whichever thread that was on.

use std::{
    panic::{self, AssertUnwindSafe},
    sync::{Mutex, PoisonError},
};

use conversation_fuzz::Target;

/// What a panic said, and where.
#[derive(Debug, Clone)]
pub(crate) struct Panic {
    pub(crate) message: String,
    pub(crate) location: String,
}

/// The panic that came last.
static LAST: Mutex<Option<Panic>> = Mutex::new(None);

/// Keeps panics instead of printing them.
pub(crate) fn keep() {
    panic::set_hook(Box::new(|info| {
        let said = info.payload();
        let message = said
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| said.downcast_ref::<&str>().map(ToString::to_string))
            .unwrap_or_else(|| "a panic without a message".to_owned());
        let location = info.location().map(ToString::to_string).unwrap_or_default();
        *lock() = Some(Panic { message, location });
    }));
}

/// Checks an input. The first panic in a thread of the target's own may be followed by one that reports it.
pub(crate) fn caught(target: &Target, input: &[u8]) -> Result<(), Panic> {
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| (target.check)(input)));
    outcome.map_err(|_| {
        lock().take().unwrap_or(Panic {
            message: "a panic that nothing is known of".to_owned(),
            location: String::new(),
        })
    })
}

fn lock() -> std::sync::MutexGuard<'static, Option<Panic>> {
    LAST.lock().unwrap_or_else(PoisonError::into_inner)
}
