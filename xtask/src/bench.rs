//! `cargo xtask bench`: measures reading and validating, by a separate program in a release build,
//! or with `--build` what building generated code costs.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::build_cost::BuildCost;
use crate::program;

/// Measure reading and checking of payloads against the usual ways of doing it.
///
/// Exit codes with --build and --baseline: 0 no time and no LLVM IR is more than 1.10 of the
/// baseline's, 1 one is.
#[derive(Debug, clap::Args)]
pub(crate) struct Bench {
    /// Also write all figures to this file, as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// How many times each contender or build is measured; the median counts.
    #[arg(long, value_name = "COUNT")]
    rounds: Option<usize>,
    #[command(flatten)]
    instead: Instead,
    /// Measure with the allocator mimalloc instead of the system's.
    #[arg(long, conflicts_with = "build")]
    mimalloc: bool,
    /// With --build, a schema whose types are built too, beside the models; with --generation, one
    /// that types are generated from, and the option may be given again.
    #[arg(long, value_name = "FILE", conflicts_with = "growth")]
    schema: Vec<PathBuf>,
    /// A revision to compare with: its generator, its runtime and its models, built in turn with
    /// ours.
    #[arg(long, value_name = "REV", requires = "build")]
    baseline: Option<String>,
}

/// What is measured instead of the contenders on the models.
#[derive(Debug, clap::Args)]
#[group(multiple = false)]
struct Instead {
    /// Measure instead how the cost of reading grows with the size of schemas and the nesting of
    /// unions.
    #[arg(long)]
    growth: bool,
    /// Measure instead how long generating types takes and how it grows with the schema.
    #[arg(long, conflicts_with = "json")]
    generation: bool,
    /// Measure instead how long generated code takes to build, alone, and how large it is.
    #[arg(long)]
    build: bool,
}

impl Bench {
    /// Runs the measurement and passes on its exit code.
    pub(crate) fn run(self, root: &Path) -> Result<ExitCode, String> {
        let most = match (self.instead.build, self.instead.generation) {
            (true, _) => 1,
            (false, true) => usize::MAX,
            (false, false) => 0,
        };
        if self.schema.len() > most {
            return Err("`--schema` goes once with `--build`, and with `--generation`".to_owned());
        }
        if self.instead.build {
            return BuildCost {
                schema: self.schema.first().map(PathBuf::as_path),
                baseline: self.baseline.as_deref(),
                rounds: self.rounds.unwrap_or(3),
                json: self.json.as_deref(),
            }
            .run(root);
        }
        self.run_program(root)
    }

    /// Builds the program and runs it.
    fn run_program(self, root: &Path) -> Result<ExitCode, String> {
        let mut command = program::cargo_run(root, "conversation-bench");
        command.arg("--release");
        let mut features = vec![match (self.instead.growth, self.instead.generation) {
            (true, _) => "growth",
            (_, true) => "generation",
            _ => "peers",
        }];
        features.extend(self.mimalloc.then_some("mimalloc"));
        command.args(["--features", &features.join(","), "--"]);
        command.args(self.instead.growth.then_some("--growth"));
        command.args(self.instead.generation.then_some("--generation"));
        for schema in &self.schema {
            command.arg("--schema").arg(schema);
        }
        if let Some(file) = self.json {
            command.arg("--json").arg(file);
        }
        if let Some(rounds) = self.rounds {
            command.arg("--rounds").arg(rounds.to_string());
        }
        program::pass_on(&mut command)
    }
}
