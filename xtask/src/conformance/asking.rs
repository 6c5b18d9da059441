//! Asking compiled types: every text of a crate in one run of its program.
//!
//! Takes questions; gives what the types said. A type that hangs or dies is told so, and the program
//! is started again behind that question.

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

/// A text for a module.
#[derive(Debug)]
pub(super) struct Question<'q> {
    pub(super) module: &'q str,
    pub(super) text: &'q str,
}

/// What a type said to a text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) enum Said {
    /// It was read, and this is what writing it gave.
    Accepted(String),
    /// Why it was refused.
    Refused(String),
    /// The typed read and `is_valid` do not agree: what each says.
    Split(String),
    /// The text is not JSON, and the place that is told is not the one where `serde_json` stops.
    Misplaced(String),
    /// It panicked, could not be written, hung or took the program down.
    Broken(String),
}

/// An answer for each question. `file` is where the questions are put for the program.
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

/// One run: to the end, or until a question kills the program, at least one answer on.
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
