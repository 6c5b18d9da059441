//! Ends the process when a run takes too long: nothing can stop a thread that hangs.

use std::{
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

/// How often it looks.
const PACE: Duration = Duration::from_millis(100);

/// Since when the present run has been going on.
#[derive(Debug, Clone, Default)]
pub(crate) struct Watchdog(Arc<Mutex<Option<Instant>>>);

impl Watchdog {
    /// Watches from a thread of its own; `late` is called once, and should end the process.
    pub(crate) fn start(timeout: Duration, late: impl Fn() + Send + 'static) -> Self {
        let watchdog = Self::default();
        let watched = watchdog.clone();
        thread::spawn(move || {
            while watched
                .since()
                .is_none_or(|since| since.elapsed() < timeout)
            {
                thread::sleep(PACE);
            }
            late();
        });
        watchdog
    }

    /// A run begins.
    pub(crate) fn begin(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    fn since(&self) -> Option<Instant> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
