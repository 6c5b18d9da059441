//! The arguments of all commands, including the text of `--help`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use conversation_validator::Model;

use crate::inputs::Size;

/// Check conversation payloads of Zendesk, Ada, Inkeep and Genesys Cloud.
#[derive(Debug, Parser)]
#[command(version, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  everything is valid
  1  something is invalid
  2  wrong usage
  3  something could not be decided: unreadable, not JSON, too large, no model
     fits; or the results could not be written (beats 1)
A reader that closes the pipe early, as `head` does, does not change them.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check payloads against the schema of their model
    Validate(Validate),
    /// Say which model payloads are of, and why
    Identify(Identify),
    /// List the models
    Models(Models),
    /// Print the JSON Schema of a model as one document
    Schema(Schema),
}

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct Validate {
    /// The model to check against; without it each payload is identified first
    #[arg(long, short, value_name = "MODEL")]
    pub(crate) model: Option<Model>,
    #[command(flatten)]
    pub(crate) format: FormatArgument,
    /// Quote the invalid values, shortened (conversations are personal data)
    #[arg(long)]
    pub(crate) values: bool,
    /// List at most N violations of each payload; 0 lists all, however much memory it takes
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) max_errors: usize,
    /// Print no results: only the exit code gives the verdict
    #[arg(long, short)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) paths: Paths,
}

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct Identify {
    #[command(flatten)]
    pub(crate) format: FormatArgument,
    #[command(flatten)]
    pub(crate) paths: Paths,
}

#[derive(Debug, Args)]
pub(crate) struct Models {
    #[command(flatten)]
    pub(crate) format: FormatArgument,
}

#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// The model, as `conversation models` lists it
    #[arg(value_name = "MODEL")]
    pub(crate) model: Model,
}

#[derive(Debug, Args)]
pub(crate) struct Paths {
    /// Reject payloads larger than this; suffixes K, M, G count in 1024s, kB, MB, GB in 1000s
    #[arg(long, value_name = "BYTES", default_value = "256M")]
    pub(crate) max_size: Size,
    /// Files, folders to search for .json files, or - for standard input
    ///
    /// Pipes and devices are read as streams if named as PATH, and skipped in folders.
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct FormatArgument {
    /// For people, or for programs: one JSON object a line
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    #[default]
    Human,
    /// One JSON object a line
    Json,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_well_defined() {
        Cli::command().debug_assert();
    }
}
