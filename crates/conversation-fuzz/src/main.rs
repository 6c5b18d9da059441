//! Runs the fuzz targets from a seed, on stable Rust: in the gate, and for `cargo xtask fuzz`.
//!
//! This file parses the command line; the rest is in `driver`.

mod driver;

use std::{num::NonZeroUsize, path::PathBuf, process::ExitCode};

use clap::Parser;
use conversation_fuzz::{TARGETS, Target, target};

/// Run fuzz targets on mutated inputs, the same ones for the same seed.
///
/// An input that a target fails on is minimised and written to a file; the command that reproduces
/// it is printed.
///
/// Exit codes: 0 no findings, 1 findings, 2 wrong usage.
#[derive(Debug, Parser)]
#[command(name = "conversation-fuzz", max_term_width = 100)]
struct Cli {
    /// A target to run; may be repeated. Default: the targets of the gate.
    #[arg(long = "target", value_name = "TARGET", value_parser = by_name)]
    targets: Vec<&'static Target>,
    /// The seed, which determines the inputs.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// How many mutated inputs each target runs. Default: a number of the target.
    #[arg(long, value_name = "COUNT")]
    runs: Option<u64>,
    /// Ends each target after this time, whatever the number of runs.
    #[arg(long, value_name = "SECONDS")]
    seconds: Option<u64>,
    /// A single run that takes longer is a finding. The default is far above measured times, for
    /// busy machines.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u64,
    /// How many targets run at the same time. Default: the number of cores.
    #[arg(long, value_name = "COUNT")]
    jobs: Option<NonZeroUsize>,
    /// The folder for inputs that targets fail on. Default: `findings` in the target folder.
    #[arg(long, value_name = "FOLDER")]
    artifacts: Option<PathBuf>,
    /// Prints the targets.
    #[arg(long)]
    list: bool,
    /// Inputs to run once instead, such as the files of findings.
    #[arg(value_name = "FILE", requires = "targets")]
    inputs: Vec<PathBuf>,
    /// Runs one target in this process. The driver starts itself with this option, so that a crash
    /// ends one target only.
    #[arg(long, hide = true)]
    worker: bool,
}

fn main() -> ExitCode {
    let outcome = run(Cli::parse());
    outcome.unwrap_or_else(|message| {
        eprintln!("error: {message}");
        ExitCode::from(2)
    })
}

fn run(cli: Cli) -> Result<ExitCode, String> {
    if cli.list {
        for target in TARGETS {
            let note = if target.by_default {
                ""
            } else {
                " (only when named)"
            };
            println!("{:<14} {}{note}", target.name, target.about);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let targets = if cli.targets.is_empty() {
        TARGETS.iter().filter(|target| target.by_default).collect()
    } else {
        cli.targets
    };
    if !cli.inputs.is_empty() {
        return driver::replay(&targets, &cli.inputs);
    }
    let plan = driver::Plan {
        seed: cli.seed,
        // With `--seconds` alone, time is the only limit.
        runs: cli.runs.or(cli.seconds.map(|_| u64::MAX)),
        seconds: cli.seconds,
        timeout: cli.timeout,
        artifacts: match cli.artifacts {
            Some(folder) => folder,
            None => driver::default_artifacts()?,
        },
    };
    if cli.worker {
        return targets
            .first()
            .map_or(Ok(ExitCode::SUCCESS), |target| driver::work(target, &plan));
    }
    driver::supervise(&targets, &plan, cli.jobs)
}

fn by_name(name: &str) -> Result<&'static Target, String> {
    let known = || {
        let names: Vec<_> = TARGETS.iter().map(|target| target.name).collect();
        format!("the targets are {}", names.join(", "))
    };
    target(name).ok_or_else(known)
}
