//! Runs the built binary and compares standard output, standard error and exit code.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed, also in its helpers"
)]

mod exit_codes;
mod hostile;
mod limits;
mod other_commands;
mod support;
mod validate;
