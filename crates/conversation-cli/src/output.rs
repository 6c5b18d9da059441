//! Standard output for results and standard error for diagnostics, neither of which may panic.
//!
//! `println!` panics when the reader has gone, as in `conversation … | head`; here it is an error
//! that `main` understands.

use std::{
    fmt::{Arguments, Display},
    io::{self, BufWriter, StdoutLock, Write},
};

use serde_json::Value;

/// Results, on standard output.
pub(crate) struct Output {
    stdout: BufWriter<StdoutLock<'static>>,
}

impl Output {
    pub(crate) fn new() -> Self {
        Self {
            stdout: BufWriter::new(io::stdout().lock()),
        }
    }

    /// A line, or several.
    pub(crate) fn line(&mut self, text: impl Display) -> io::Result<()> {
        writeln!(self.stdout, "{text}")
    }

    /// One JSON value on one line, out at once so that a reader can follow.
    pub(crate) fn json(&mut self, value: &Value) -> io::Result<()> {
        self.line(value)?;
        self.flush()
    }

    /// The text as it is.
    pub(crate) fn text(&mut self, text: &str) -> io::Result<()> {
        self.stdout.write_all(text.as_bytes())
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.stdout.flush()
    }
}

/// Says on standard error what kept the command from doing its work.
pub(crate) fn diagnose(message: Arguments<'_>) {
    note(format_args!("error: {message}"));
}

/// Says something on standard error.
pub(crate) fn note(message: Arguments<'_>) {
    // Where standard error is closed there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{message}");
}
