//! How far the work is, on standard error, where somebody is looking and there is something to wait for.

use std::io::{self, IsTerminal as _};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Fewer inputs than this are done before the line could be read.
const MANY: u64 = 200;

/// Counts inputs. How many there will be nobody knows, since folders are read as they are walked.
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    pub(crate) fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let bar = match ProgressStyle::with_template("{pos} payloads in {elapsed}") {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        };
        Self { bar }
    }

    /// One input is done.
    pub(crate) fn step(&self) {
        self.bar.inc(1);
        if self.bar.position() == MANY && io::stderr().is_terminal() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Prints something where the line stands.
    pub(crate) fn around<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }

    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
