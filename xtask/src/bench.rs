//! `cargo xtask bench`: measures reading and checking, by a program of its own in a release build.
//!
//! Generated crates are only ever run as programs, so that broken output cannot stop the regeneration.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// Measure reading and checking of payloads against the usual ways of doing it.
#[derive(Debug, clap::Args)]
pub(crate) struct Bench {
    /// Also write all figures to this file, as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// How many times each contender is measured; the median counts.
    #[arg(long, value_name = "COUNT")]
    rounds: Option<usize>,
}

impl Bench {
    /// Builds the program, runs it, and passes its verdict on.
    pub(crate) fn run(self, root: &Path) -> Result<ExitCode, String> {
        let mut command = Command::new(env!("CARGO"));
        command.args([
            "run",
            "--quiet",
            "--release",
            "--package",
            "conversation-bench",
            "--manifest-path",
        ]);
        command.arg(root.join("Cargo.toml")).arg("--");
        if let Some(file) = self.json {
            command.arg("--json").arg(file);
        }
        if let Some(rounds) = self.rounds {
            command.arg("--rounds").arg(rounds.to_string());
        }
        let status = command
            .status()
            .map_err(|error| format!("cannot run cargo: {error}"))?;
        Ok(if status.success() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}
