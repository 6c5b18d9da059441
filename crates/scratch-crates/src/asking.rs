//! Runs the program of a scratch crate on texts and reads its answers.
//!
//! A text on which the program hangs or dies has an error for an answer; the program is then started
//! again at the next one.

use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::json;

use crate::child::{Answering, Line};
use crate::files::write;
use crate::workspace::Workspace;

/// The time that one text may take.
const LIMIT: Duration = Duration::from_secs(10);

/// A JSON text to be read by the type that a module's check reads.
#[derive(Debug)]
pub struct Question<'q> {
    /// The name of the module.
    pub module: &'q str,
    /// The text.
    pub text: &'q str,
}

/// What a check gave for a question. The error says how the program panicked, hung or ended.
pub type Answer<A> = Result<A, String>;

/// Gives one answer for each question, in order. The questions are written to the file with this
/// name in the folder of the crate; runs at the same time need names of their own.
///
/// # Errors
///
/// The program cannot be run, or answers what is no `A`.
pub fn ask<A: DeserializeOwned>(
    workspace: &Workspace,
    program: &str,
    file: &str,
    questions: &[Question<'_>],
) -> Result<Vec<Answer<A>>, String> {
    let file = workspace.crate_folder(program).join(file);
    ask_program(&workspace.program(program), &file, questions)
}

/// Asks the program at a path; the questions are written to `file`, which it reads as its standard
/// input.
fn ask_program<A: DeserializeOwned>(
    program: &Path,
    file: &Path,
    questions: &[Question<'_>],
) -> Result<Vec<Answer<A>>, String> {
    let lines = questions.iter().map(|Question { module, text }| {
        format!("{}\n", json!({ "module": module, "text": text }))
    });
    write(file, &lines.collect::<String>())?;
    let mut answers = Vec::with_capacity(questions.len());
    while answers.len() < questions.len() {
        answers.extend(run(program, file, answers.len(), questions.len())?);
    }
    Ok(answers)
}

/// Runs the program from question `answered` on, to the end or to the question that it dies of or
/// hangs on. Gives at least one answer, so that the caller always progresses.
fn run<A: DeserializeOwned>(
    program: &Path,
    file: &Path,
    answered: usize,
    all: usize,
) -> Result<Vec<Answer<A>>, String> {
    let questions =
        File::open(file).map_err(|error| format!("cannot read `{}`: {error}", file.display()))?;
    let mut command = Command::new(program);
    let mut types = Answering::start(command.arg(answered.to_string()).stdin(questions))?;
    let mut answers = Vec::new();
    while answered + answers.len() < all {
        match types.next_line(LIMIT) {
            Line::Text(line) => answers.push(
                serde_json::from_str(&line)
                    .map_err(|error| format!("`{}` said `{line}`: {error}", program.display()))?,
            ),
            Line::TimedOut => {
                answers.push(Err(format!("no answer in {LIMIT:?}")));
                break;
            }
            Line::Ended(how) => {
                answers.push(Err(format!("the program ended: {how}")));
                break;
            }
        }
    }
    Ok(answers)
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
                      [ $n = 2 ] && exit 7\necho '{\"Ok\": '$n'}'\ndone\n";
        write(&program, script).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let questions = ["1", "2", "3"].map(|text| Question { module: "m", text });
        let file = directory.path().join("questions");
        let answers: Vec<Answer<u8>> = ask_program(&program, &file, &questions).unwrap();
        assert_eq!((&answers[0], &answers[2]), (&Ok(1), &Ok(3)));
        let ended = answers[1].as_ref().unwrap_err();
        assert!(ended.contains("ended"), "{ended}");
    }
}
