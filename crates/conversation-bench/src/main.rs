//! Measures how long it takes to read and check payloads, ours against the usual ways: what `cargo xtask bench` runs.
//!
//! Everything happens in one process, contenders interleaved round by round, so that whatever slows the machine down slows all of
//! them down. Medians and ratios; absolute times depend on the machine, ratios much less.

mod claims;
mod contenders;
mod derived;
mod invalid;
mod lines;
mod measure;
mod payloads;
mod report;
mod subjects;

use std::{fs, path::PathBuf, process::ExitCode};

use clap::Parser;

/// Measures reading and checking of payloads.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask bench")]
struct Arguments {
    /// Also write all figures to this file, as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// How many times each contender is measured; the median counts.
    #[arg(long, default_value_t = 41)]
    rounds: usize,
    /// How many lines the file of mixed payloads has.
    #[arg(long, default_value_t = 200_000)]
    lines: usize,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let payloads = payloads::all()?;
    let readings = measure::readings(&payloads, arguments.rounds)?;
    let refusals = invalid::refusals(&payloads, arguments.rounds)?;
    let lines = lines::throughput(arguments.lines, 5)?;
    let claims = claims::judge(&readings, &refusals, &lines);
    report::print(&readings, &refusals, &lines, &claims);
    if let Some(file) = &arguments.json {
        let json = report::json(&readings, &refusals, &lines, &claims);
        fs::write(file, format!("{json:#}\n"))
            .map_err(|error| format!("cannot write `{}`: {error}", file.display()))?;
    }
    Ok(())
}
