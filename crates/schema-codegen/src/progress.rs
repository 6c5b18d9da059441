//! Says on standard error that a run takes long: nothing before two seconds, then a line, which on a
//! terminal counts the seconds and is removed at the end.

use std::io::{IsTerminal as _, Write as _};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How long a run may take before it says so.
const QUIET: Duration = Duration::from_secs(2);

/// Runs `work`, and says what it is about if it takes long.
pub(crate) fn with<T>(what: &str, work: impl FnOnce() -> T) -> T {
    thread::scope(|scope| {
        let (done, is_done) = channel::<()>();
        let started = Instant::now();
        scope.spawn(move || {
            let is_terminal = std::io::stderr().is_terminal();
            let mut pause = QUIET;
            let mut is_shown = false;
            // The sender is dropped when the work ends.
            while is_done.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                let seconds = started.elapsed().as_secs();
                if is_terminal {
                    show(&format!("\rstill generating {what}: {seconds} s"));
                } else if !is_shown {
                    show(&format!("still generating {what} after {seconds} s\n"));
                }
                (pause, is_shown) = (Duration::from_secs(1), true);
            }
            if is_terminal && is_shown {
                // Return, and erase to the end of the line.
                show("\r\u{1b}[K");
            }
        });
        let result = work();
        drop(done);
        result
    })
}

/// An error is ignored: there is no other place to report it.
fn show(text: &str) {
    let mut stderr = std::io::stderr();
    let _ = stderr.write_all(text.as_bytes());
    let _ = stderr.flush();
}
