//! The command `conversation`: checks conversation payloads and says which model they are of.
//!
//! Parses the arguments, runs one command and turns its outcome into an exit code. Results go to
//! standard output, diagnostics to standard error. Exit codes: 0 all valid, 1 something invalid,
//! 2 wrong usage, 3 something could not be decided; 3 beats 1.

mod args;
mod identify;
mod inputs;
mod models;
mod output;
mod progress;
mod schema;
mod tally;
mod validate;

use std::{io, process::ExitCode};

use clap::Parser;

use crate::{
    args::{Cli, Command},
    output::{Output, diagnose},
    tally::Tally,
};

fn main() -> ExitCode {
    let mut tally = Tally::default();
    let mut output = Output::new();
    let written = run(&Cli::parse().command, &mut output, &mut tally).and_then(|()| output.flush());
    match written {
        Ok(()) => {}
        // Whoever read the output has seen enough, as `head` does.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        Err(error) => {
            diagnose(format_args!("the results cannot be written: {error}"));
            tally.undecided += 1;
        }
    }
    tally.exit_code()
}

fn run(command: &Command, output: &mut Output, tally: &mut Tally) -> io::Result<()> {
    match command {
        Command::Validate(arguments) => validate::run(arguments, output, tally),
        Command::Identify(arguments) => identify::run(arguments, output, tally),
        Command::Models(arguments) => models::run(arguments, output),
        Command::Schema(arguments) => schema::run(arguments, output),
    }
}
