//! `cargo xtask fuzz`: runs the fuzz targets from a seed, by a separate program.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::program;

/// Run the fuzz targets on mutated inputs, the same ones for the same seed.
///
/// Exit codes: 0 nothing was found, 1 something was. What was found is written to the folder
/// `findings` in the target folder.
#[derive(Debug, clap::Args)]
pub(crate) struct Fuzz {
    /// A target to run; may be given several times. By default those of the gate.
    #[arg(long = "target", value_name = "TARGET")]
    targets: Vec<String>,
    /// The seed that determines the inputs.
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// How many inputs each target runs; by default each has its own number.
    #[arg(long, value_name = "COUNT")]
    runs: Option<u64>,
    /// How long each target runs.
    #[arg(long, value_name = "SECONDS")]
    seconds: Option<u64>,
    /// Builds with optimisation and checks of arithmetic: for runs of minutes and more.
    #[arg(long)]
    optimised: bool,
    /// Prints the targets.
    #[arg(long)]
    list: bool,
    /// Inputs to run once instead, such as those written for findings.
    #[arg(value_name = "FILE", requires = "targets")]
    inputs: Vec<PathBuf>,
}

impl Fuzz {
    /// Builds the program and runs it.
    pub(crate) fn run(self, root: &Path) -> Result<ExitCode, String> {
        let mut command = program::cargo_run(root, "conversation-fuzz");
        if self.optimised {
            command.args(["--profile", "fuzz"]);
        }
        command.arg("--");
        for target in &self.targets {
            command.args(["--target", target]);
        }
        let numbers = [
            ("--seed", self.seed),
            ("--runs", self.runs),
            ("--seconds", self.seconds),
        ];
        for (option, number) in numbers {
            if let Some(number) = number {
                command.arg(option).arg(number.to_string());
            }
        }
        if self.list {
            command.arg("--list");
        }
        program::pass_on(command.args(&self.inputs))
    }
}
