//! A child process that answers in lines, and may hang or die instead. A time limit applies to each
//! line; the text of the lines is not interpreted here.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// A running program; killed when it is dropped.
#[derive(Debug)]
pub struct Answering {
    child: Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<String>,
}

/// What the program did within the time limit.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// It wrote this line.
    Text(String),
    /// It wrote nothing and has been killed.
    TimedOut,
    /// It ended by itself; holds its exit status.
    Ended(String),
}

impl Answering {
    /// Starts a program, whose standard input the caller has set.
    ///
    /// # Errors
    ///
    /// The program cannot be run.
    pub fn start(command: &mut Command) -> Result<Self, String> {
        let program = command.get_program().to_string_lossy().into_owned();
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("cannot run `{program}`: {error}"))?;
        let stdout = child.stdout.take().ok_or("no standard output")?;
        let stdin = child.stdin.take();
        let (sender, lines) = channel();
        // The thread ends when the program does, since its output ends then.
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Ok(Self {
            child,
            stdin,
            lines,
        })
    }

    /// Writes a line to the program. Errors are ignored: `next_line` reports a program that has
    /// died.
    pub fn send(&mut self, line: &str) {
        if let Some(stdin) = &mut self.stdin {
            let _ = writeln!(stdin, "{line}").and_then(|()| stdin.flush());
        }
    }

    /// Waits for the next line that the program writes.
    pub fn next_line(&mut self, limit: Duration) -> Line {
        match self.lines.recv_timeout(limit) {
            Ok(line) => Line::Text(line),
            Err(RecvTimeoutError::Timeout) => {
                self.end();
                Line::TimedOut
            }
            Err(RecvTimeoutError::Disconnected) => match self.child.wait() {
                Ok(status) => Line::Ended(status.to_string()),
                Err(error) => Line::Ended(error.to_string()),
            },
        }
    }

    fn end(&mut self) {
        // An error means that it has ended by itself meanwhile.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.end();
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Answering {
        let mut command = Command::new("sh");
        Answering::start(command.args(["-c", script]).stdin(Stdio::piped())).unwrap()
    }

    #[test]
    fn answers_exits_and_hangs_are_distinguished() {
        let mut echo = shell("read line; echo got $line; exit 3");
        echo.send("x");
        let limit = Duration::from_secs(10);
        assert_eq!(echo.next_line(limit), Line::Text("got x".to_owned()));
        let Line::Ended(how) = echo.next_line(limit) else {
            panic!("still running");
        };
        assert!(how.contains('3'), "{how}");
        let mut sleeping = shell("exec sleep 60");
        assert_eq!(
            sleeping.next_line(Duration::from_millis(50)),
            Line::TimedOut
        );
    }
}
