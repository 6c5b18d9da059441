//! `cargo xtask ci`: the gate, as `.ci/run` and the forge's workflow run it. Stops at the first step that fails.

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
    /// Arguments of cargo.
    arguments: String,
    /// A corpus beside the project, without which there is nothing to do.
    needs: Option<PathBuf>,
    environment: Option<(&'static str, &'static str)>,
}

impl Step {
    fn cargo(arguments: impl Into<String>) -> Self {
        Self {
            arguments: arguments.into(),
            needs: None,
            environment: None,
        }
    }

    /// A step over a corpus that is not part of the project.
    fn corpus(root: &Path, corpus: &str, arguments: impl Into<String>) -> Self {
        Self {
            needs: Some(root.join(corpus)),
            ..Self::cargo(arguments)
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
            only.is_none_or(|text| step.arguments.contains(text)) && step.is_possible()
        };
        for step in steps(root).into_iter().filter(chosen) {
            println!("\n== cargo {}", step.arguments);
            if self.list {
                continue;
            }
            let start = Instant::now();
            let status = Command::new(env!("CARGO"))
                .current_dir(root)
                .args(step.arguments.split(' '))
                .envs(step.environment)
                .status()
                .map_err(|error| format!("cannot run cargo: {error}"))?;
            if !status.success() {
                return Err(format!("`cargo {}` failed: {status}", step.arguments));
            }
            println!("== {:.0} s", start.elapsed().as_secs_f64());
        }
        Ok(ExitCode::SUCCESS)
    }
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
        // One draft of the official suite and some of SchemaStore: minutes. The whole corpora are run by hand.
        Step::corpus(
            root,
            SUITE,
            format!("xtask conformance --suite {SUITE} --filter draft7/"),
        ),
        // This build is not optimised, and its machine may be busy, hence the time limit.
        Step::corpus(
            root,
            STORE,
            format!("xtask conformance --store {STORE} --filter github --seconds 60"),
        ),
        // A dependent's build may switch on what serde_json offers; everything has to hold there too.
        Step::cargo(
            "test --locked -p schema-runtime --all-features --features serde_json/arbitrary_precision,serde_json/preserve_order,serde_json/raw_value",
        ),
        Step::cargo("test --locked -p conversation-models --all-features"),
        // Every fuzz target for some seconds, from the same seed each time. Recipes for longer runs are beside the targets.
        Step::cargo("run --locked --quiet -p conversation-fuzz"),
        // The README's test command, last: its closing lines tell how many tests ran.
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
        assert!(readme.contains(&format!("cargo {}", last.arguments)));
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
