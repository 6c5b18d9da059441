//! Runs the program of a scratch crate on every instance of its schemas and reads its answers.
//!
//! An instance on which the program hangs or dies is reported as [`Said::Broken`]; the program is
//! then started again at the next one.

use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

use super::child::{Answering, Line};
use super::files::write;

/// The time that one text may take.
const LIMIT: Duration = Duration::from_secs(10);

/// A JSON text to be read by the root type of a module.
#[derive(Debug)]
pub(super) struct Question<'q> {
    pub(super) module: &'q str,
    pub(super) text: &'q str,
}

/// What a type did with a text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) enum Said {
    /// It was read; holds the value written back.
    Accepted(String),
    /// It was rejected; holds the error.
    Refused(String),
    /// The typed read and `is_valid` disagree; holds what each says.
    Split(String),
    /// The text is not JSON, and the reported position is not the one where `serde_json` stops.
    Misplaced(String),
    /// Reading or writing panicked, failed, hung or ended the program.
    Broken(String),
}

/// Gives one answer for each question, in order. The questions are written to `file`, which the
/// program reads as its standard input.
pub(super) fn ask(
    program: &Path,
    file: &Path,
    questions: &[Question<'_>],
) -> Result<Vec<Said>, String> {
    let lines = questions.iter().map(|Question { module, text }| {
        format!("{}\n", json!({ "module": module, "text": text }))
    });
    write(file, &lines.collect::<String>())?;
    let mut said = Vec::with_capacity(questions.len());
    while said.len() < questions.len() {
        said.extend(run(program, file, said.len(), questions.len())?);
    }
    Ok(said)
}

/// Runs the program from question `answered` on, to the end or to the question that it dies of or
/// hangs on. Gives at least one answer, so that the caller always progresses.
fn run(program: &Path, file: &Path, answered: usize, all: usize) -> Result<Vec<Said>, String> {
    let questions =
        File::open(file).map_err(|error| format!("cannot read `{}`: {error}", file.display()))?;
    let mut command = Command::new(program);
    let mut types = Answering::start(command.arg(answered.to_string()).stdin(questions))?;
    let mut said = Vec::new();
    while answered + said.len() < all {
        match types.next_line(LIMIT) {
            Line::Text(line) => said.push(
                serde_json::from_str(&line)
                    .map_err(|error| format!("`{}` said `{line}`: {error}", program.display()))?,
            ),
            Line::TimedOut => {
                said.push(Said::Broken(format!("no answer in {LIMIT:?}")));
                break;
            }
            Line::Ended(how) => {
                said.push(Said::Broken(format!("the program ended: {how}")));
                break;
            }
        }
    }
    Ok(said)
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn a_question_that_kills_the_program_costs_no_other_its_answer() {
        let directory = tempfile::tempdir().unwrap();
        let program = directory.path().join("program");
        // Answers a line for a line, and dies of the second question.
        let script = "#!/bin/sh\nn=$1\ntail -n +$((n + 1)) | while read line; do n=$((n + 1))\n\
                      [ $n = 2 ] && exit 7\necho '{\"Refused\": \"'$n'\"}'\ndone\n";
        write(&program, script).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let questions = ["1", "2", "3"].map(|text| Question { module: "m", text });
        let said = ask(&program, &directory.path().join("questions"), &questions).unwrap();
        assert_eq!(said[0], Said::Refused("1".to_owned()));
        assert!(
            matches!(&said[1], Said::Broken(why) if why.contains("ended")),
            "{said:?}"
        );
        assert_eq!(said[2], Said::Refused("3".to_owned()));
    }
}
