//! The program that `cargo xtask bench` runs. It parses the command line; the library does the
//! rest.

use std::{path::PathBuf, process::ExitCode};

use clap::Parser;

/// Measured, too: allocation is a part of building values.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measures reading and checking of payloads.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask bench")]
struct Arguments {
    /// Also write all figures to this file, as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// How many times each contender is measured; the median counts. 41 unless given, and 3 where
    /// generating is measured.
    #[arg(long)]
    rounds: Option<usize>,
    /// How many lines the file of mixed payloads has.
    #[arg(long, default_value_t = 200_000)]
    lines: usize,
    /// Measure instead how the cost of reading grows with schemas and nesting.
    #[cfg(feature = "growth")]
    #[arg(long)]
    growth: bool,
    /// Measure instead how long generating types takes and how it grows with the schema.
    #[cfg(feature = "generation")]
    #[arg(long)]
    generation: bool,
    /// A schema that is measured too.
    #[cfg(feature = "generation")]
    #[arg(long, value_name = "FILE", requires = "generation")]
    schema: Vec<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    #[cfg(feature = "generation")]
    if arguments.generation {
        let rounds = arguments.rounds.unwrap_or(3);
        return conversation_bench::generation::run(rounds, &arguments.schema);
    }
    let rounds = arguments.rounds.unwrap_or(41);
    #[cfg(feature = "growth")]
    if arguments.growth {
        return conversation_bench::growth::run(rounds);
    }
    conversation_bench::run(rounds, arguments.lines, arguments.json.as_deref())
}
