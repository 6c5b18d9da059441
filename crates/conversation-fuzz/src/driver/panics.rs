//! Runs a check and returns its panic, whichever thread it was on.

use std::{
    panic::{self, AssertUnwindSafe},
    sync::{Mutex, PoisonError},
};

use conversation_fuzz::Target;

/// Message and location of a panic.
#[derive(Debug, Clone)]
pub(crate) struct Panic {
    pub(crate) message: String,
    pub(crate) location: String,
}

/// The last panic of any thread.
static LAST: Mutex<Option<Panic>> = Mutex::new(None);

/// Installs a panic hook that stores panics instead of printing them.
pub(crate) fn install_hook() {
    panic::set_hook(Box::new(|info| {
        let payload = info.payload();
        let message = payload
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| payload.downcast_ref::<&str>().map(ToString::to_string))
            .unwrap_or_else(|| "a panic without a message".to_owned());
        let location = info.location().map(ToString::to_string).unwrap_or_default();
        *lock() = Some(Panic { message, location });
    }));
}

/// Checks an input; an error is its last panic. A panic in a thread of the target may be followed
/// by a panic of the thread that joins it.
pub(crate) fn check(target: &Target, input: &[u8]) -> Result<(), Panic> {
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| (target.check)(input)));
    outcome.map_err(|_| {
        lock().take().unwrap_or(Panic {
            message: "a panic that the hook did not store".to_owned(),
            location: String::new(),
        })
    })
}

fn lock() -> std::sync::MutexGuard<'static, Option<Panic>> {
    LAST.lock().unwrap_or_else(PoisonError::into_inner)
}
