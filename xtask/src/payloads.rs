//! `cargo xtask payloads`: regenerates the types, then validates every payload under
//! `tests/fixtures` with the command line built from them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::codegen::Codegen;
use crate::program;

/// Regenerates, validates, and prints a line for each model. Fails if a payload gets a wrong
/// verdict.
pub(crate) fn run(root: &Path) -> Result<ExitCode, String> {
    Codegen::default().run(root)?;
    let command = program::build(root, "conversation-cli", "conversation")?;
    let mut as_expected = true;
    for folder in model_folders(&root.join("tests/fixtures"))? {
        let model = model_name(&folder);
        let accepted = validate(&command, &model, &folder.join("accept"))?;
        let refused = validate(&command, &model, &folder.join("reject"))?;
        let right = accepted.others == 0 && refused.valid == 0 && refused.undecided == 0;
        as_expected &= right && accepted.valid > 0 && refused.others > 0;
        println!(
            "{model:<35} {:>4} payloads valid, {:>4} refused{}",
            accepted.valid,
            refused.others,
            if right {
                ", as they should be"
            } else {
                ", which is WRONG"
            }
        );
    }
    Ok(if as_expected {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// How many payloads of a folder got which verdict.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    valid: usize,
    /// Invalid or without a verdict.
    others: usize,
    undecided: usize,
}

/// `tests/fixtures/<vendor>/<model>`, sorted.
fn model_folders(fixtures: &Path) -> Result<Vec<PathBuf>, String> {
    let mut folders = Vec::new();
    for vendor in folders_in(fixtures)? {
        folders.extend(folders_in(&vendor)?);
    }
    Ok(folders)
}

fn folders_in(path: &Path) -> Result<Vec<PathBuf>, String> {
    let failed = |error: std::io::Error| format!("cannot read `{}`: {error}", path.display());
    let mut folders = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            folders.push(path);
        }
    }
    folders.sort();
    Ok(folders)
}

/// `genesys.conversation_chat`, from the last two folders of a path.
fn model_name(folder: &Path) -> String {
    let names = folder.components().rev().take(2);
    let mut names: Vec<_> = names
        .map(|name| name.as_os_str().to_string_lossy())
        .collect();
    names.reverse();
    names.join(".")
}

/// Counts the verdicts on the payloads of a folder.
fn validate(command: &Path, model: &str, folder: &Path) -> Result<Tally, String> {
    let output = Command::new(command)
        .args(["validate", "--format", "json", "--model", model])
        .arg(folder)
        .output()
        .map_err(|error| format!("cannot run `{}`: {error}", command.display()))?;
    let text = String::from_utf8(output.stdout).map_err(|error| error.to_string())?;
    match (output.status.code(), text.is_empty()) {
        (Some(0 | 1 | 3), false) => tally(&text),
        (code, _) => {
            let diagnostics = String::from_utf8_lossy(&output.stderr);
            Err(format!(
                "`conversation validate` ended with {code:?}\n{diagnostics}"
            ))
        }
    }
}

fn tally(reports: &str) -> Result<Tally, String> {
    let mut tally = Tally::default();
    for line in reports.lines() {
        let report: serde_json::Value =
            serde_json::from_str(line).map_err(|error| format!("a report is not JSON: {error}"))?;
        match report["verdict"].as_str() {
            Some("valid") => tally.valid += 1,
            Some("invalid") => tally.others += 1,
            _ => {
                tally.others += 1;
                tally.undecided += 1;
            }
        }
    }
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_are_counted() {
        let reports =
            "{\"verdict\":\"valid\"}\n{\"verdict\":\"invalid\"}\n{\"verdict\":\"unreadable\"}\n";
        let expected = Tally {
            valid: 1,
            others: 2,
            undecided: 1,
        };
        assert_eq!(tally(reports), Ok(expected));
    }

    #[test]
    fn a_model_is_named_by_its_folders() {
        assert_eq!(
            model_name(Path::new("tests/fixtures/ada/conversation_ended")),
            "ada.conversation_ended"
        );
    }
}
