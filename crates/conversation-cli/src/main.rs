//! The command `conversation`: validates conversation payloads and identifies their models.
//!
//! It parses the arguments, runs one command and turns the outcome into an exit code. Results go to
//! standard output, diagnostics to standard error. Exit codes: 0 all valid, 1 something invalid, 2
//! wrong usage, 3 something could not be decided or written; 3 takes precedence over 1.

mod args;
mod identify;
mod inputs;
mod models;
mod output;
mod progress;
mod schema;
mod tally;
mod validate;

use std::{
    env,
    io::{self, Write as _},
    process::ExitCode,
};

use clap::{CommandFactory as _, Parser as _, error::ErrorKind};
use conversation_validator::printable;

use crate::{
    args::{Cli, Command},
    inputs::text_of,
    output::{Output, print_diagnostic},
    tally::Tally,
};

fn main() -> ExitCode {
    let command = match parse() {
        Ok(Cli { command }) => command,
        Err(error) => return usage(&error),
    };
    let mut tally = Tally::default();
    let mut output = Output::new();
    let written = run(&command, &mut output, &mut tally).and_then(|()| output.flush());
    if let Err(error) = written {
        cannot_write(&error);
        tally.undecided += 1;
    }
    // For the other commands the exit code gives the verdict even if the output was not read. These
    // two have no result but their text.
    if output.is_abandoned() && matches!(command, Command::Models(_) | Command::Schema(_)) {
        tally.undecided += 1;
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

/// Parses the arguments. On an error it parses them again in escaped form, for a message that can
/// be printed safely: arguments may be file names that the shell expanded from `*.json`, and a file
/// name may contain control characters.
fn parse() -> Result<Cli, clap::Error> {
    Cli::try_parse().map_err(|error| {
        if !error.use_stderr() {
            return error;
        }
        let arguments = env::args_os().map(|argument| printable(&text_of(&argument)).to_string());
        Cli::try_parse_from(arguments).err().unwrap_or_else(|| {
            let message = "an argument holds characters that cannot be shown";
            Cli::command().error(ErrorKind::InvalidValue, message)
        })
    })
}

/// Prints the message of clap: the requested help, or the usage error.
fn usage(error: &clap::Error) -> ExitCode {
    let wanted = !error.use_stderr();
    match error.print().and_then(|()| io::stdout().flush()) {
        Err(error) if wanted && error.kind() != io::ErrorKind::BrokenPipe => {
            cannot_write(&error);
            ExitCode::from(3)
        }
        _ if wanted => ExitCode::SUCCESS,
        _ => ExitCode::from(2),
    }
}

fn cannot_write(error: &io::Error) {
    print_diagnostic(format_args!(
        "error: the results cannot be written: {error}"
    ));
}
