//! Progress of long work, shown on a terminal only.

use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar for work of a known number of steps.
pub(crate) fn bar(steps: usize, message: impl Into<String>) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(steps as u64), target());
    let bar = bar.with_message(message.into());
    match ProgressStyle::with_template("{msg} {bar:40} {pos} of {len}, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// A spinner for work of unknown length.
pub(crate) fn spinner() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, target());
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

fn target() -> ProgressDrawTarget {
    if std::io::stderr().is_terminal() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    }
}
