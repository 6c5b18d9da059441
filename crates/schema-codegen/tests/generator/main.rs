//! Tests of the generator's public API and command: diagnostics, names, references, build scripts,
//! output files, and robustness against unusual schemas.

// Clippy's exceptions for tests must also apply to helpers outside of test functions.
#![cfg(test)]

mod arbitrary;
mod borrowing;
mod build_script;
mod bundles;
mod changes;
#[cfg(feature = "cli")]
mod command_line;
mod diagnostics;
mod messages;
mod names;
mod nesting;
#[cfg(feature = "cli")]
mod output_file;
mod reach;
mod robustness;
mod self_application;
mod watch;
mod webhooks;
