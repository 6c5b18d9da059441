//! Builds and runs programs of other packages of the workspace. Generated crates are only run as
//! programs, so that broken output cannot stop its own regeneration.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use serde_json::Value;

/// `cargo run` of a package; options of cargo may follow. `--` ends them.
pub(crate) fn cargo_run(root: &Path, package: &str) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--package", package, "--manifest-path"]);
    command.arg(root.join("Cargo.toml"));
    command
}

/// Runs a command that prints for itself, and passes on whether it succeeded.
pub(crate) fn pass_on(command: &mut Command) -> Result<ExitCode, String> {
    let status = command
        .status()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Builds the program of a package, with cargo's progress on standard error. Returns its path.
pub(crate) fn build(root: &Path, package: &str, program: &str) -> Result<PathBuf, String> {
    let output = Command::new(env!("CARGO"))
        .current_dir(root)
        .args(["build", "--package", package])
        .args(["--message-format", "json-render-diagnostics"])
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    if !output.status.success() {
        return Err(format!("`{program}` does not build"));
    }
    let messages = String::from_utf8_lossy(&output.stdout);
    let path = messages.lines().find_map(|line| executable(line, program));
    path.ok_or_else(|| format!("cargo does not say where `{program}` is"))
}

/// The path of the executable, if the message is about this program.
fn executable(message: &str, program: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(message).ok()?;
    if message["target"]["name"] != program {
        return None;
    }
    message["executable"].as_str().map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_executable_is_that_of_the_program() {
        let of = |name: &str, executable: &str| {
            format!(
                r#"{{"reason": "compiler-artifact", "target": {{"name": "{name}"}}, "executable": {executable}}}"#
            )
        };
        let path = |message: &str| executable(message, "one");
        assert_eq!(path(&of("one", "\"/t/one\"")), Some("/t/one".into()));
        assert_eq!(path(&of("one", "null")), None, "a library");
        assert_eq!(path(&of("two", "\"/t/two\"")), None);
        assert_eq!(path("not JSON"), None);
    }
}
