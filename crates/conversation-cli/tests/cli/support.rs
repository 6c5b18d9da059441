//! Runs the built binary in a temporary folder and captures its output.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
    thread,
};

use tempfile::TempDir;

/// A folder with payloads in it.
pub(crate) struct Folder(TempDir);

/// Output and exit code of a run.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

impl Folder {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// Adds a file with this content, at a path relative to the folder.
    pub(crate) fn with(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// The path of the folder.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs `conversation` in the folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_with_input(arguments, b"")
    }

    /// Runs `conversation` in the folder with something on its standard input.
    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        // An error is allowed: a child that does not read its input closes the pipe.
        let writer = thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Run {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap(),
        }
    }

    /// The command, not yet started.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_conversation"));
        command.current_dir(self.path()).args(arguments);
        command
    }
}

impl Run {
    /// Runs a command to its end, without input.
    pub(crate) fn of(command: Command) -> Self {
        Self::writing_to(command, Stdio::piped())
    }

    /// Runs a command to its end, without input and with another standard output.
    pub(crate) fn writing_to(mut command: Command, stdout: impl Into<Stdio>) -> Self {
        let command = command.stdin(Stdio::null()).stderr(Stdio::piped());
        let child = command.stdout(stdout).spawn().unwrap();
        let output = child.wait_with_output().unwrap();
        Self {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap(),
        }
    }

    /// Standard output without the time in the closing line, which differs from run to run.
    pub(crate) fn timeless(&self) -> String {
        let lines = self
            .stdout
            .lines()
            .map(|line| match line.split_once(" undecided in ") {
                Some((counts, _)) => format!("{counts} undecided in T s\n"),
                None => format!("{line}\n"),
            });
        lines.collect()
    }
}
