//! The command `schema-codegen`: parses the command line, calls the library, and turns the result
//! into output and an exit code.

mod generate;
mod progress;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// JSON Schema to Rust types that accept exactly what the schema accepts.
///
/// Exit codes: 0 success, 1 an error in a schema or a file, 2 an error in the command line.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Generate(generate::Generate),
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Generate(generate) => generate.run(),
    }
}
