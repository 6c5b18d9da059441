//! Standard output for results and standard error for diagnostics, neither of which may panic, nor pass on a character that steers a
//! terminal.
//!
//! `println!` panics when the reader has gone, as in `conversation … | head`. Here the results go nowhere from then on, and the work
//! goes on: the exit code is that of all payloads, seen or not.

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

    /// A line, or several. What is foreign in it must be printable already, as in what the validator's types display.
    pub(crate) fn line(&mut self, text: impl Display) -> io::Result<()> {
        self.unless_abandoned(|stdout| writeln!(stdout, "{text}"))
    }

    /// One JSON value on one line, out at once so that a reader can follow.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        self.unless_abandoned(|stdout| {
            write_json(&mut *stdout, value)?;
            stdout.write_all(b"\n")?;
            stdout.flush()
        })
    }

    /// The text as it is.
    pub(crate) fn text(&mut self, text: &str) -> io::Result<()> {
        self.unless_abandoned(|stdout| stdout.write_all(text.as_bytes()))
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.unless_abandoned(Write::flush)
    }

    /// Whether the reader has gone before the end.
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

/// Says on standard error what kept the command from doing its work with something.
pub(crate) fn diagnose(about: &str, message: &str) {
    let (about, message) = (printable(about), printable(message));
    say(format_args!("error: {about}: {message}"));
}

/// Says on standard error what is worth knowing about something.
pub(crate) fn note(about: &str, message: Arguments<'_>) {
    say(format_args!("note: {}: {message}", printable(about)));
}

/// Says something on standard error, in words of our own.
pub(crate) fn say(message: Arguments<'_>) {
    // Where standard error is closed there is no reader.
    let _ = writeln!(io::stderr(), "{message}");
}
