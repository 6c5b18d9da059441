//! `cargo xtask conformance`: compares the generator with corpora from elsewhere, by a separate
//! program in a release build.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use crate::program;

/// Compare the generator with a corpus: what generates, compiles, gives the expected verdict and is
/// lossless. `--help` prints the options.
#[derive(Debug, Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Conformance {
    /// The options of the program.
    #[arg(
        value_name = "OPTION",
        trailing_var_arg = true,
        allow_hyphen_values = true
    )]
    options: Vec<OsString>,
}

impl Conformance {
    pub(crate) fn run(self, root: &Path) -> Result<ExitCode, String> {
        let mut command = program::cargo_run(root, "conversation-conformance");
        command.args(["--release", "--"]).args(self.options);
        program::pass_on(&mut command)
    }
}
