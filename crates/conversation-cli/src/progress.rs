//! A progress bar on standard error, where somebody is looking and there is something to wait for.

use std::io::{self, IsTerminal as _};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Fewer inputs than this are done before a bar could be read.
const MANY: usize = 200;

/// A bar over this many inputs; an invisible one where it would be in the way.
pub(crate) fn bar(inputs: usize) -> ProgressBar {
    let target = if inputs >= MANY && io::stderr().is_terminal() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(Some(inputs as u64), target);
    match ProgressStyle::with_template("{bar:40} {pos} of {len}, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
