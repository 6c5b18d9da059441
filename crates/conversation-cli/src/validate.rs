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
        match outcome(input, arguments) {
            Some(outcome) => {
                outcome.count(tally);
                bar.suspend(|| outcome.show(arguments, output))?;
            }
            None => tally.valid += 1,
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    sum_up(arguments, output, *tally, started)
}

/// What there is to tell of one input; nothing if it is valid and nobody asks for more.
fn outcome(input: &Input, arguments: &Validate) -> Option<Outcome> {
    let bytes = match input.read() {
        Ok(bytes) => bytes,
        Err(problem) => return Some(Outcome::Unread(problem)),
    };
    if let Some(model) = arguments.model {
        return checked(model, &bytes, input, arguments);
    }
    let identification = identify(&bytes);
    match identification.model() {
        Some(model) => checked(model, &bytes, input, arguments),
        None => Some(Outcome::Undecided(identification.with_source(input.name()))),
    }
}

fn checked(model: Model, bytes: &[u8], input: &Input, arguments: &Validate) -> Option<Outcome> {
    if is_silent_on_success(input, arguments) && model.is_valid(bytes) {
        return None;
    }
    let detail = if arguments.values {
        Detail::Values
    } else {
        Detail::Structure
    };
    let report = validate_with(model, bytes, detail);
    Some(Outcome::Checked(report.with_source(input.name())))
}

/// Whether nothing is said about this input if it is valid.
fn is_silent_on_success(input: &Input, arguments: &Validate) -> bool {
    match arguments.format.format {
        _ if arguments.quiet => true,
        // Of a folder only the failures matter; a file that was named gets its answer.
        Format::Human => !input.is_named(),
        Format::Json => false,
    }
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

    fn show(&self, arguments: &Validate, output: &mut Output) -> io::Result<()> {
        if let Self::Unread(problem) = self {
            diagnose(format_args!("{}: {}", problem.path, problem.reason));
        }
        match arguments.format.format {
            _ if arguments.quiet => Ok(()),
            Format::Human => self.show_human(output),
            Format::Json => output.json(&self.to_json()),
        }
    }

    fn show_human(&self, output: &mut Output) -> io::Result<()> {
        match self {
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
