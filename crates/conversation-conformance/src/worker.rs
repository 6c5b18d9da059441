//! The worker process: it runs the generator and the validators apart from the main process, which
//! survives when they hang or overflow the stack.
//!
//! The first line of its standard input holds the references, each further line a [`Job`]; it
//! writes an [`Answer`] in one line for each.

use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Instant;

use schema_codegen::{Builder, Formats, Output, Severity};
use serde::{Deserialize, Serialize};

use super::case::{Reference, Schema};
use super::figures::Figures;
use super::oracle::{self, Validator, Verdict};
use scratch_crates::write;

/// What a worker is asked to do.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Job {
    /// Generate types into a file.
    Generate {
        schema: Schema,
        out: PathBuf,
        formats: bool,
    },
    /// Validate texts.
    Validate {
        validator: Validator,
        schema: Schema,
        texts: Vec<String>,
        formats: bool,
    },
}

/// The result of a job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Answer {
    Generated(Box<Generated>),
    Diagnosed(Diagnosed),
    Panicked(String),
    /// The verdict on each text. `Err`: why the validator cannot use the schema.
    Validated(Result<Vec<Verdict>, String>),
}

/// What is known of generated code, which is in the file of the job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Generated {
    pub(super) root: String,
    pub(super) types: usize,
    pub(super) proven: usize,
    pub(super) figures: Figures,
    pub(super) features: Vec<String>,
    pub(super) seconds: f64,
}

/// The first error of the generator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Diagnosed {
    pub(super) code: String,
    pub(super) message: String,
}

/// Location and message of the last panic.
static PANIC: Mutex<String> = Mutex::new(String::new());

/// Runs the jobs of standard input until it ends.
pub(super) fn run() -> Result<(), String> {
    std::panic::set_hook(Box::new(|info| {
        if let Ok(mut message) = PANIC.lock() {
            *message = info.to_string();
        }
    }));
    let mut lines = std::io::stdin().lines();
    let mut next = || -> Result<Option<String>, String> {
        lines.next().transpose().map_err(|error| error.to_string())
    };
    let references = next()?.ok_or("the references are missing")?;
    let references: Vec<Reference> = parse(&references)?;
    while let Some(line) = next()? {
        let job: Job = parse(&line)?;
        let answer = catch_unwind(AssertUnwindSafe(|| answer(&job, &references)));
        let answer = answer.unwrap_or_else(|_| Ok(panicked()))?;
        let text = serde_json::to_string(&answer).map_err(|error| error.to_string())?;
        writeln!(std::io::stdout(), "{text}").map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn parse<T: serde::de::DeserializeOwned>(line: &str) -> Result<T, String> {
    serde_json::from_str(line).map_err(|error| error.to_string())
}

fn panicked() -> Answer {
    let message = PANIC.lock().map(|message| message.clone());
    Answer::Panicked(message.unwrap_or_default())
}

fn answer(job: &Job, references: &[Reference]) -> Result<Answer, String> {
    match job {
        Job::Generate {
            schema,
            out,
            formats,
        } => generate(&builder(schema, references, *formats), out),
        Job::Validate {
            validator,
            schema,
            texts,
            formats,
        } => Ok(Answer::Validated(oracle::validate(
            *validator, schema, texts, references, *formats,
        ))),
    }
}

fn generate(builder: &Builder, out: &Path) -> Result<Answer, String> {
    let started = Instant::now();
    match builder.generate() {
        Ok(output) => {
            let seconds = started.elapsed().as_secs_f64();
            write(out, output.code())?;
            Ok(Answer::Generated(Box::new(generated(&output, seconds))))
        }
        Err(error) => {
            let errors = error.diagnostics().iter();
            let first = errors
                .filter(|it| it.severity == Severity::Error)
                .map(|it| Diagnosed {
                    code: it.code.as_str().to_owned(),
                    message: it.to_string(),
                })
                .next();
            Ok(first.map_or_else(
                || Answer::Panicked("refused without a diagnostic".to_owned()),
                Answer::Diagnosed,
            ))
        }
    }
}

fn builder(schema: &Schema, references: &[Reference], formats: bool) -> Builder {
    let formats = if formats {
        Formats::Assert
    } else {
        Formats::Annotate
    };
    let builder = Builder::new().formats(formats);
    let builder = match schema {
        Schema::Text { name, text } => builder.schema_text(name, text),
        Schema::File(path) => {
            let folder = path.parent().unwrap_or(path);
            builder.schema(path).directory(folder)
        }
    };
    references.iter().fold(builder, |builder, reference| {
        builder.reference(&reference.uri, &reference.path)
    })
}

fn generated(output: &Output, seconds: f64) -> Generated {
    let (proven, types) = output.proven();
    let features = output.runtime_features().iter();
    Generated {
        root: output.root_types().first().cloned().unwrap_or_default(),
        types,
        proven,
        figures: Figures(output.quality().clone()),
        features: features.map(|&feature| feature.to_owned()).collect(),
        seconds,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn generate_text(text: &str) -> Answer {
        let directory = tempfile::tempdir().unwrap();
        let schema = Schema::Text {
            name: "s.json".to_owned(),
            text: text.to_owned(),
        };
        let out = directory.path().join("s.rs");
        generate(&builder(&schema, &[], false), &out).unwrap()
    }

    #[test]
    fn a_generated_root_is_named_and_counted() {
        let answer = generate_text(r#"{"title": "Wish", "type": "object"}"#);
        let Answer::Generated(generated) = answer else {
            panic!("{answer:?}");
        };
        assert_eq!((&*generated.root, generated.types), ("Wish", 1));
    }

    #[test]
    fn a_diagnostic_keeps_its_code() {
        let answer = generate_text(r#"{"type": "objekt"}"#);
        let Answer::Diagnosed(diagnosed) = answer else {
            panic!("{answer:?}");
        };
        assert_eq!(diagnosed.code, "invalid-schema");
    }
}
