//! Ends the process when a run takes too long, since a thread that hangs cannot be stopped.

use std::{
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

/// How often it checks the time.
const PACE: Duration = Duration::from_millis(100);

/// The start of the current run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Watchdog(Arc<Mutex<Option<Instant>>>);

impl Watchdog {
    /// Starts a thread that calls `late` once, if a run takes longer than `timeout`; `late` should
    /// end the process.
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

    /// Notes the start of a run.
    pub(crate) fn begin(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    fn since(&self) -> Option<Instant> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
