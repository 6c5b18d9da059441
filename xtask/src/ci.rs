//! `cargo xtask ci`: the gate, as `.ci/run` and the forge's workflow run it. It stops at the first
//! step that fails.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

use clap::Args;

/// Run all checks that a change has to pass: format, lints, generated code, tests, conformance.
#[derive(Debug, Args)]
pub(crate) struct Ci {
    /// Only the steps whose command line contains this text.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,

    /// Print the steps and run none.
    #[arg(long)]
    list: bool,
}

/// A command of the gate.
struct Step {
    program: Program,
    arguments: String,
    /// A corpus beside the project; the step is skipped if it is not there.
    needs: Option<PathBuf>,
    environment: Option<(&'static str, &'static str)>,
}

#[derive(Clone, Copy)]
enum Program {
    Cargo,
    /// A program of the workspace that an earlier step has built.
    Built(&'static str),
}

impl Step {
    fn cargo(arguments: impl Into<String>) -> Self {
        Self {
            program: Program::Cargo,
            arguments: arguments.into(),
            needs: None,
            environment: None,
        }
    }

    fn built(program: &'static str, arguments: impl Into<String>) -> Self {
        Self {
            program: Program::Built(program),
            ..Self::cargo(arguments)
        }
    }

    fn command(&self, root: &Path) -> Command {
        let mut command = match self.program {
            Program::Cargo => Command::new(env!("CARGO")),
            Program::Built(name) => Command::new(target_folder(root).join("debug").join(name)),
        };
        let arguments = self.arguments.split(' ').filter(|word| !word.is_empty());
        command
            .current_dir(root)
            .args(arguments)
            .envs(self.environment);
        command
    }

    /// The command line, as people would type it.
    fn shown(&self) -> String {
        let program = match self.program {
            Program::Cargo => "cargo",
            Program::Built(name) => name,
        };
        format!("{program} {}", self.arguments)
    }

    /// A step that is skipped unless the corpus, which is not part of the project, is there.
    fn conformance(root: &Path, corpus: &str, arguments: String) -> Self {
        Self {
            needs: Some(root.join(corpus)),
            ..Self::built("conversation-conformance", arguments)
        }
    }

    fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.environment = Some((name, value));
        self
    }

    fn is_possible(&self) -> bool {
        self.needs.as_ref().is_none_or(|corpus| corpus.is_dir())
    }
}

impl Ci {
    pub(crate) fn run(&self, root: &Path) -> Result<ExitCode, String> {
        let chosen = |step: &Step| {
            let only = self.only.as_deref();
            only.is_none_or(|text| step.shown().contains(text)) && step.is_possible()
        };
        for step in steps(root).into_iter().filter(chosen) {
            println!("\n== {}", step.shown());
            if self.list {
                continue;
            }
            let start = Instant::now();
            let status = step.command(root).status();
            let status =
                status.map_err(|error| format!("cannot run `{}`: {error}", step.shown()))?;
            if !status.success() {
                return Err(format!("`{}` failed: {status}", step.shown()));
            }
            println!("== {:.0} s", start.elapsed().as_secs_f64());
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Where cargo builds.
fn target_folder(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)
}

const SUITE: &str = "../shared/suites/json-schema-test-suite";
const STORE: &str = "../shared/suites/schemastore";

fn steps(root: &Path) -> Vec<Step> {
    vec![
        Step::cargo("fmt --all -- --check"),
        Step::cargo("clippy --locked --workspace --all-targets -- -D warnings"),
        Step::cargo(
            "clippy --locked -p schema-runtime -p conversation-models --all-features -- -D warnings",
        ),
        Step::cargo("xtask tidy"),
        Step::cargo("xtask codegen --check"),
        Step::cargo("doc --locked --workspace --no-deps").with("RUSTDOCFLAGS", "-D warnings"),
        Step::cargo("xtask payloads"),
        // A dependent's build may enable features of serde_json; everything must hold with them
        // too.
        Step::cargo(
            "test --locked -p schema-runtime --all-features --features serde_json/arbitrary_precision,serde_json/preserve_order,serde_json/raw_value",
        ),
        Step::cargo("test --locked -p conversation-models --all-features"),
        // The next programs are built together with the tests: alone, their dependencies would be
        // built again with other features.
        Step::cargo("test --locked --workspace --no-run"),
        // Every fuzz target for some seconds, from the same seed each time.
        Step::built("conversation-fuzz", ""),
        // One draft of the official suite and a part of SchemaStore take minutes. The whole corpora
        // are run by hand.
        Step::conformance(root, SUITE, format!("--suite {SUITE} --filter draft7/")),
        // The time limit is long because this build is not optimised and the machine may be busy.
        Step::conformance(
            root,
            STORE,
            format!("--store {STORE} --filter github --seconds 60"),
        ),
        // The README's test command comes last, so that the output ends with the number of tests.
        Step::cargo("test --locked --workspace"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_step_is_the_command_that_the_readme_names() {
        let root = crate::workspace_root();
        let steps = steps(&root);
        let last = steps.last().unwrap();
        let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
        assert!(readme.contains(&last.shown()));
    }

    #[test]
    fn corpora_that_are_not_there_are_left_out() {
        let nowhere = Path::new("/nonexistent");
        let steps = steps(nowhere);
        let possible = steps.iter().filter(|step| step.is_possible());
        assert!(possible.into_iter().all(|step| step.needs.is_none()));
        assert!(steps.iter().any(|step| step.needs.is_some()));
    }
}
