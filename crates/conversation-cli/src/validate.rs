//! `conversation validate`: checks each payload and sums up.

use std::{io, time::Instant};

use conversation_validator::{
    Decision, Detail, Identification, Model, Report, Verdict, identify, validate_with,
};
use serde_json::{Value, json};

use crate::{
    args::{Format, Validate},
    inputs::{Input, Problem, expand},
    output::{Output, diagnose, note},
    progress,
    tally::Tally,
};

/// What became of one payload.
enum Outcome {
    /// It was checked.
    Checked(Report),
    /// No model was named and none was found.
    Undecided(Identification),
    /// It could not be read.
    Unread(Problem),
}

/// Checks every input; the tally says what came of it, even if the output breaks off.
pub(crate) fn run(arguments: &Validate, output: &mut Output, tally: &mut Tally) -> io::Result<()> {
    let started = Instant::now();
    let (inputs, problems) = expand(&arguments.paths.paths);
    for problem in &problems {
        tally.undecided += 1;
        diagnose(format_args!("{}: {}", problem.path, problem.reason));
    }
    let bar = progress::bar(inputs.len());
    for input in &inputs {
        let outcome = outcome(input, arguments);
        outcome.count(tally);
        bar.suspend(|| outcome.show(input, arguments, output))?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    sum_up(arguments, output, *tally, started)
}

fn outcome(input: &Input, arguments: &Validate) -> Outcome {
    let bytes = match input.read() {
        Ok(bytes) => bytes,
        Err(problem) => return Outcome::Unread(problem),
    };
    let Some(model) = arguments.model else {
        let identification = identify(&bytes);
        return match identification.model() {
            Some(model) => checked(model, &bytes, input, arguments),
            None => Outcome::Undecided(identification.with_source(input.name())),
        };
    };
    checked(model, &bytes, input, arguments)
}

fn checked(model: Model, bytes: &[u8], input: &Input, arguments: &Validate) -> Outcome {
    let detail = if arguments.values {
        Detail::Values
    } else {
        Detail::Structure
    };
    Outcome::Checked(validate_with(model, bytes, detail).with_source(input.name()))
}

fn sum_up(
    arguments: &Validate,
    output: &mut Output,
    tally: Tally,
    started: Instant,
) -> io::Result<()> {
    let seconds = started.elapsed().as_secs_f64();
    match arguments.format.format {
        _ if arguments.quiet => {}
        Format::Human => output.line(format_args!("{tally} in {seconds:.2} s"))?,
        Format::Json => note(format_args!("{tally}")),
    }
    Ok(())
}

impl Outcome {
    fn count(&self, tally: &mut Tally) {
        *match self {
            Self::Checked(report) => match report.verdict() {
                Verdict::Unreadable(_) => &mut tally.undecided,
                _ if report.is_valid() => &mut tally.valid,
                _ => &mut tally.invalid,
            },
            Self::Undecided(_) | Self::Unread(_) => &mut tally.undecided,
        } += 1;
    }

    fn show(&self, input: &Input, arguments: &Validate, output: &mut Output) -> io::Result<()> {
        if let Self::Unread(problem) = self {
            diagnose(format_args!("{}: {}", problem.path, problem.reason));
        }
        match arguments.format.format {
            _ if arguments.quiet => Ok(()),
            Format::Human => self.show_human(input, output),
            Format::Json => output.json(&self.to_json()),
        }
    }

    fn show_human(&self, input: &Input, output: &mut Output) -> io::Result<()> {
        match self {
            // Of a folder only the failures matter; a file that was named gets its answer.
            Self::Checked(report) if report.is_valid() && !input.is_named() => Ok(()),
            Self::Checked(report) if report.is_valid() => output.line(report),
            Self::Checked(report) => output.line(format_args!("{report}\n")),
            Self::Undecided(identification) if identification.unreadable().is_some() => {
                output.line(format_args!("{identification}\n"))
            }
            Self::Undecided(identification) => output.line(format_args!(
                "{identification}\n  = help: name the model that is meant with --model\n"
            )),
            Self::Unread(_) => Ok(()),
        }
    }

    /// A [`Report::to_json`], or an object with the same members and a verdict of its own.
    fn to_json(&self) -> Value {
        let (source, verdict, unreadable, identification) = match self {
            Self::Checked(report) => return report.to_json(),
            Self::Undecided(identification) => {
                let mut found = identification.to_json();
                let unreadable = found.get_mut("unreadable").map(Value::take);
                let verdict = match identification.decision() {
                    Decision::Unreadable => "unreadable",
                    _ => "undecided",
                };
                (
                    identification.source().map(str::to_owned),
                    verdict,
                    unreadable,
                    found,
                )
            }
            Self::Unread(Problem { path, reason }) => {
                let unreadable = json!({
                    "code": "input", "message": reason, "help": null,
                    "pointer": "", "line": null, "column": null,
                });
                (
                    Some(path.clone()),
                    "unreadable",
                    Some(unreadable),
                    Value::Null,
                )
            }
        };
        json!({
            "source": source,
            "model": null,
            "verdict": verdict,
            "violations": [],
            "unreadable": unreadable,
            "disagreement": null,
            "identification": identification,
        })
    }
}
