//! The program that `cargo xtask bench` runs. It parses the command line; the library does the
//! rest.

use std::{path::PathBuf, process::ExitCode};

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
    let Arguments {
        json,
        rounds,
        lines,
    } = Arguments::parse();
    match conversation_bench::run(rounds, lines, json.as_deref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}
