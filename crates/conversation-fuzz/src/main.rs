//! Runs the fuzz targets from a seed, with nothing but stable Rust: what the gate runs, and `cargo xtask fuzz`.
//!
//! Parses the command line; the rest is in `driver`.

mod driver;

use std::{num::NonZeroUsize, path::PathBuf, process::ExitCode};

use clap::Parser;
use conversation_fuzz::{TARGETS, Target, target};

/// Run fuzz targets on mutated inputs, the same ones for the same seed.
///
/// An input that a target fails on is made smaller and written to a file; the command that runs it again is printed.
///
/// Exit codes: 0 nothing was found, 1 something was, 2 wrong usage.
#[derive(Debug, Parser)]
#[command(name = "conversation-fuzz", max_term_width = 100)]
struct Cli {
    /// A target to run; may be given again. Those of the gate unless given.
    #[arg(long = "target", value_name = "TARGET", value_parser = by_name)]
    targets: Vec<&'static Target>,
    /// What determines the inputs.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// How many mutated inputs each target runs; a number of its own unless given.
    #[arg(long, value_name = "COUNT")]
    runs: Option<u64>,
    /// Ends each target after this time, however many runs there were.
    #[arg(long, value_name = "SECONDS")]
    seconds: Option<u64>,
    /// A single run that takes longer is a finding. Far above what is measured: machines are busy.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u64,
    /// How many targets run at the same time; as many as there are cores unless given.
    #[arg(long, value_name = "COUNT")]
    jobs: Option<NonZeroUsize>,
    /// The folder for inputs that targets fail on; `findings` in the target folder unless given.
    #[arg(long, value_name = "FOLDER")]
    artifacts: Option<PathBuf>,
    /// Prints the targets.
    #[arg(long)]
    list: bool,
    /// Inputs to run once instead, such as those written for findings.
    #[arg(value_name = "FILE", requires = "targets")]
    inputs: Vec<PathBuf>,
    /// Runs in this process: how this program starts itself, so that what kills a run does not end the others.
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
        // Who says how long means that long.
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
