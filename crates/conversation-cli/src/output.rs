//! Standard output for results and standard error for diagnostics. Writing never panics and never
//! passes on a character that controls a terminal.
//!
//! `println!` panics when the reader has closed the pipe, as in `conversation … | head`. Here
//! results are dropped from then on and the work continues, so that the exit code covers all
//! payloads.

use std::{
    fmt::{Arguments, Display},
    io::{self, BufWriter, StdoutLock, Write},
};

use conversation_validator::{printable, write_json};
use serde::Serialize;

/// Results, on standard output.
pub(crate) struct Output {
    stdout: BufWriter<StdoutLock<'static>>,
    is_abandoned: bool,
}

impl Output {
    pub(crate) fn new() -> Self {
        Self {
            stdout: BufWriter::new(io::stdout().lock()),
            is_abandoned: false,
        }
    }

    /// Writes one or several lines. Text of payloads in it must be escaped already, as `Display` of
    /// the validator's types does.
    pub(crate) fn line(&mut self, text: impl Display) -> io::Result<()> {
        self.unless_abandoned(|stdout| writeln!(stdout, "{text}"))
    }

    /// Writes one JSON value on one line and flushes, so that a reader sees it immediately.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        self.unless_abandoned(|stdout| {
            write_json(&mut *stdout, value)?;
            stdout.write_all(b"\n")?;
            stdout.flush()
        })
    }

    /// Writes the text unchanged.
    pub(crate) fn text(&mut self, text: &str) -> io::Result<()> {
        self.unless_abandoned(|stdout| stdout.write_all(text.as_bytes()))
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.unless_abandoned(Write::flush)
    }

    /// Whether the reader has closed the pipe.
    pub(crate) const fn is_abandoned(&self) -> bool {
        self.is_abandoned
    }

    fn unless_abandoned(
        &mut self,
        write: impl FnOnce(&mut BufWriter<StdoutLock<'static>>) -> io::Result<()>,
    ) -> io::Result<()> {
        if self.is_abandoned {
            return Ok(());
        }
        match write(&mut self.stdout) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_abandoned = true;
                Ok(())
            }
            written => written,
        }
    }
}

/// Prints an error about an input to standard error.
pub(crate) fn diagnose(about: &str, message: &str) {
    let (about, message) = (printable(about), printable(message));
    print_diagnostic(format_args!("error: {about}: {message}"));
}

/// Prints a note about an input to standard error.
pub(crate) fn note(about: &str, message: Arguments<'_>) {
    print_diagnostic(format_args!("note: {}: {message}", printable(about)));
}

/// Prints a line to standard error. Text of payloads in it must be escaped already.
pub(crate) fn print_diagnostic(message: Arguments<'_>) {
    // Ignored: if standard error is closed, there is no other place for the message.
    let _ = writeln!(io::stderr(), "{message}");
}
