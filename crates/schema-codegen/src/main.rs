//! The command `schema-codegen`: anybody's JSON Schema to Rust types.
//!
//! Parses the command line, calls the library, and turns the outcome into text and an exit code.

mod generate;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// JSON Schema to Rust types that accept exactly what the schema accepts.
///
/// Exit codes: 0 done, 1 the schema or a file is at fault, 2 the command line is.
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
