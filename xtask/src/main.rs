//! The commands of this workspace: `cargo xtask COMMAND`. This file parses the command line and
//! calls the command, each of which has a file or folder of its own.

mod alone;
mod bench;
mod build_cost;
mod ci;
mod codegen;
mod compile_time;
mod conformance;
mod fuzz;
mod payloads;
mod program;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The commands of this workspace.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask", max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Bench(bench::Bench),
    Ci(ci::Ci),
    Codegen(codegen::Codegen),
    CompileTime(compile_time::CompileTime),
    Conformance(conformance::Conformance),
    Fuzz(fuzz::Fuzz),
    /// Regenerate the types and validate the payloads under `tests/fixtures`.
    Payloads,
    /// Check the rules of the code base that neither rustc nor clippy checks.
    Tidy,
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Bench(bench) => bench.run(&workspace_root()),
        Command::Ci(ci) => ci.run(&workspace_root()),
        Command::Codegen(codegen) => codegen.run(&workspace_root()),
        Command::CompileTime(compile_time) => compile_time.run(&workspace_root()),
        Command::Conformance(conformance) => conformance.run(&workspace_root()),
        Command::Fuzz(fuzz) => fuzz.run(&workspace_root()),
        Command::Payloads => payloads::run(&workspace_root()),
        Command::Tidy => tidy::run(&workspace_root()),
    };
    outcome.unwrap_or_else(|message| {
        eprintln!("error: {message}");
        ExitCode::FAILURE
    })
}

/// The folder with the workspace's `Cargo.toml`.
fn workspace_root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}
