//! Compiles the types of all generated cases in scratch crates, a crate for each topic, and runs
//! them on texts.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use scratch_crates::{Module, Workspace, crates, write};
use serde::Deserialize;
use serde_json::Value;

use crate::agreement::{Generated, Question};
use crate::parallel;

/// The suffix of modules of borrowed types.
const BORROWED: &str = "_borrowed";

/// What a compiled type did with a text.
#[derive(Debug)]
pub(crate) enum Answer {
    /// It was read; holds the value written back.
    Accepted(Value),
    Refused(String),
    /// Two ways of reading or writing disagree, or one panicked.
    Wrong(String),
}

/// An answer as the programs write it.
#[derive(Deserialize)]
enum Written {
    Accepted(String),
    Refused(String),
    Wrong(String),
}

/// The crates that were built.
pub(crate) struct Scratch {
    workspace: Workspace,
    crates: Vec<scratch_crates::Crate>,
}

/// The folder of the crates: inside the target folder, so that later runs reuse the build.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("generator-cases")
}

fn workspace() -> Workspace {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let features = ["pattern", "condition", "validator", "idn"];
    Workspace {
        project: project.canonicalize().unwrap(),
        folder: folder(),
        target: folder().join("target"),
        answer: include_str!("scratch/answer.rs").to_owned(),
        features: features.map(str::to_owned).into(),
    }
}

/// Builds the crates. Gives a difference for each case that does not compile.
pub(crate) fn build(generated: &[Generated]) -> (Scratch, Vec<String>) {
    let modules = generated.iter().enumerate().map(|(place, generated)| {
        let topic = match &*generated.case.topic {
            "" => &*generated.case.name,
            topic => topic,
        };
        let name = format!("cases-{}", topic.replace('_', "-"));
        (name, module(place, generated))
    });
    let workspace = workspace();
    let built = scratch_crates::build(&workspace, crates(modules.collect()), &|_| ()).unwrap();
    let broken = built.broken.into_iter();
    let differences = broken.map(|(place, error)| {
        let name = &generated[place].case.name;
        format!("{name}: does not compile: {error}")
    });
    let scratch = Scratch {
        workspace,
        crates: built.crates,
    };
    (scratch, differences.collect())
}

/// Writes the code of a case.
fn module(place: usize, generated: &Generated) -> Module {
    let Generated { case, output, .. } = generated;
    let name = &case.name;
    let root = &output.root_types()[0];
    let ty = format!("types::{name}::{root}");
    // A list of strings has a `FromStr` for the strings themselves, not for JSON text.
    let reads_text = format!("impl std::str::FromStr for {root} {{\n    type Err = Error;");
    let parse = if output.code().contains(&reads_text) {
        format!("Some(str::parse::<{ty}>)")
    } else {
        "None".to_owned()
    };
    let positions = if looks_ahead(output.code()) {
        "Positions::EndsOfBuffers"
    } else {
        "Positions::Exact"
    };
    let owned = format!(
        "answer::owned({ty}::from_slice, {ty}::is_valid, {parse}, answer::{positions}, text)"
    );
    let mut files = vec![file(name, output.code())];
    let read = match borrowing_module(generated) {
        Some(module) => {
            files.push(file(&module, generated.borrowed.code()));
            let ty = format!("types::{module}::{root}");
            let readers = format!("({ty}::from_slice, {ty}::from_str, {ty}::into_owned)");
            format!("answer::borrowing({owned}, {readers}, {ty}::is_valid, text)")
        }
        None => owned,
    };
    Module {
        name: name.clone(),
        files,
        check: format!("|text| answer::answer({read})"),
        place,
    }
}

fn file(name: &str, code: &str) -> (String, PathBuf) {
    let path = folder().join("generated").join(format!("{name}.rs"));
    write(&path, code).unwrap();
    (name.to_owned(), path)
}

/// Whether the code has unions that are decided by looking ahead in the text: other deserializers
/// read such values into buffers.
fn looks_ahead(code: &str) -> bool {
    ["rt::keyed(", "rt::tagged(", "rt::choice("]
        .iter()
        .any(|reader| code.contains(reader))
}

/// The module of the borrowed types, if the root type borrows.
fn borrowing_module(generated: &Generated) -> Option<String> {
    let borrows = generated
        .borrowed
        .code()
        .contains("fn from_slice(json: &'a [u8])");
    borrows.then(|| format!("{}{BORROWED}", generated.case.name))
}

/// How many questions a program answers in one run.
const BATCH: usize = 4_000;

impl Scratch {
    /// Asks about all cases that compile. Gives each question with its answer.
    pub(crate) fn ask<'q>(
        &self,
        generated: &[Generated],
        questions: &'q [Question],
    ) -> Vec<(&'q Question, Answer)> {
        let runs = self.crates.iter().flat_map(|one| {
            let places: BTreeSet<usize> = one.modules.iter().map(|module| module.place).collect();
            let asked = questions.iter();
            let asked: Vec<_> = asked
                .filter(|question| places.contains(&question.case))
                .collect();
            let batches = asked.chunks(BATCH).map(<[_]>::to_vec);
            batches.map(|batch| (&*one.name, batch)).collect::<Vec<_>>()
        });
        let runs: Vec<(usize, (&str, Vec<&Question>))> = runs.enumerate().collect();
        let answers = parallel::map(&runs, |(number, (program, questions))| {
            let questions = questions.iter().map(|question| scratch_crates::Question {
                module: &generated[question.case].case.name,
                text: &question.text,
            });
            let file = format!("questions-{number}.ndjson");
            let asked = scratch_crates::ask(
                &self.workspace,
                program,
                &file,
                &questions.collect::<Vec<_>>(),
            );
            asked.unwrap().into_iter().map(answer).collect::<Vec<_>>()
        });
        let questions = runs.into_iter().flat_map(|(_, (_, questions))| questions);
        questions.zip(answers.into_iter().flatten()).collect()
    }
}

fn answer(written: Result<Written, String>) -> Answer {
    match written {
        Ok(Written::Accepted(text)) => match serde_json::from_str(&text) {
            Ok(value) => Answer::Accepted(value),
            Err(error) => Answer::Wrong(format!("wrote what is not JSON: {error}")),
        },
        Ok(Written::Refused(why)) => Answer::Refused(why),
        Ok(Written::Wrong(what)) | Err(what) => Answer::Wrong(what),
    }
}
