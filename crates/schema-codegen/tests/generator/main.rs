//! The generator from outside: its diagnostics, its command line, its service to build scripts, and
//! what it does with schemas nobody would write.

// Tells clippy that helpers outside of test functions are tests too.
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
