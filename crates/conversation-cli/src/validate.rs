//! `conversation validate`: validates each payload and prints a summary.

use std::{io, time::Instant};

use conversation_validator::{
    Decision, Detail, Identification, Model, Options, Report, Unreadable, Verdict, identify,
    printable, validate_with,
};
use serde_json::{Value, json};

use crate::{
    args::{Format, Validate},
    inputs::{Input, Problem, expand},
    output::{Output, diagnose, print_diagnostic},
    progress::Progress,
    tally::Tally,
};

/// The outcome for one payload.
enum Outcome {
    /// Valid; nothing is printed.
    Valid,
    /// Invalid; nothing is printed.
    Invalid,
    /// Undecided; nothing is printed.
    Undecided,
    /// Valid, without the typed value: that would take up to ninety times the memory of the
    /// payload.
    Accepted { source: String, model: Model },
    /// Invalid or unreadable, with the report.
    Checked(Report),
    /// No model was named and none was identified.
    Unidentified(Identification),
    /// The input could not be read.
    Unread(Problem),
}

/// Validates every input. The tally counts the outcomes, even if the output fails.
pub(crate) fn run(arguments: &Validate, output: &mut Output, tally: &mut Tally) -> io::Result<()> {
    let started = Instant::now();
    let progress = Progress::new();
    for input in expand(&arguments.paths.paths) {
        match input {
            Ok(input) => {
                let outcome = outcome(&input, arguments);
                outcome.count(tally);
                progress.around(|| outcome.show(arguments, output))?;
            }
            Err(Problem { path, reason }) => {
                tally.undecided += 1;
                progress.around(|| diagnose(&path, &reason));
            }
        }
        progress.step();
    }
    progress.finish();
    sum_up(arguments, output, *tally, started)
}

fn outcome(input: &Input, arguments: &Validate) -> Outcome {
    let bytes = match input.read(arguments.paths.max_size) {
        Ok(bytes) => bytes,
        Err(problem) => return Outcome::Unread(problem),
    };
    if let Some(model) = arguments.model {
        return of_model(model, &bytes, input, arguments);
    }
    let identification = identify(&bytes);
    match identification.model() {
        Some(model) => of_model(model, &bytes, input, arguments),
        None if arguments.quiet => Outcome::Undecided,
        None => Outcome::Unidentified(identification.with_source(input.name())),
    }
}

fn of_model(model: Model, bytes: &[u8], input: &Input, arguments: &Validate) -> Outcome {
    if model.is_valid(bytes) {
        let source = input.name();
        return if is_silent_on_success(input, arguments) {
            Outcome::Valid
        } else {
            Outcome::Accepted { source, model }
        };
    }
    if arguments.quiet {
        return match Unreadable::check(bytes) {
            Ok(()) => Outcome::Invalid,
            Err(_) => Outcome::Undecided,
        };
    }
    Outcome::Checked(checked(model, bytes, arguments).with_source(input.name()))
}

fn checked(model: Model, bytes: &[u8], arguments: &Validate) -> Report {
    let detail = if arguments.values {
        Detail::Values
    } else {
        Detail::Structure
    };
    let options = Options::new().detail(detail);
    let options = match arguments.max_errors {
        0 => options.all_violations(),
        most => options.max_violations(most),
    };
    validate_with(model, bytes, options)
}

/// Whether nothing is printed about this input if it is valid.
fn is_silent_on_success(input: &Input, arguments: &Validate) -> bool {
    match arguments.format.format {
        _ if arguments.quiet => true,
        // Of a folder only the failures are printed; a file named on the command line always gets a
        // line.
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
        _ if arguments.quiet => Ok(()),
        Format::Human => output.line(format_args!("{tally} in {seconds:.2} s")),
        Format::Json => {
            if !output.is_abandoned() {
                print_diagnostic(format_args!("{tally}"));
            }
            Ok(())
        }
    }
}

impl Outcome {
    fn count(&self, tally: &mut Tally) {
        *match self {
            Self::Valid | Self::Accepted { .. } => &mut tally.valid,
            Self::Invalid => &mut tally.invalid,
            Self::Checked(report) => match report.verdict() {
                Verdict::Unreadable(_) => &mut tally.undecided,
                _ if report.is_valid() => &mut tally.valid,
                _ => &mut tally.invalid,
            },
            Self::Undecided | Self::Unidentified(_) | Self::Unread(_) => &mut tally.undecided,
        } += 1;
    }

    fn show(&self, arguments: &Validate, output: &mut Output) -> io::Result<()> {
        if let Self::Unread(problem) = self {
            diagnose(&problem.path, &problem.reason);
        }
        match arguments.format.format {
            _ if arguments.quiet => Ok(()),
            Format::Human => self.show_human(output),
            Format::Json => self.show_json(output),
        }
    }

    fn show_human(&self, output: &mut Output) -> io::Result<()> {
        match self {
            Self::Accepted { source, model } => {
                output.line(format_args!("{}: valid {model}", printable(source)))
            }
            Self::Checked(report) => output.line(format_args!("{report}\n")),
            Self::Unidentified(identification) if identification.unreadable().is_some() => {
                output.line(format_args!("{identification}\n"))
            }
            Self::Unidentified(identification) => output.line(format_args!(
                "{identification}\n  = help: name the model that is meant with --model\n"
            )),
            Self::Valid | Self::Invalid | Self::Undecided | Self::Unread(_) => Ok(()),
        }
    }

    /// Prints a report as JSON, or an object with the same properties.
    fn show_json(&self, output: &mut Output) -> io::Result<()> {
        match self {
            Self::Accepted { source, model } => output.json(&valid_report(source, *model)),
            Self::Checked(report) => output.json(report),
            Self::Unidentified(identification) => output.json(&unidentified(identification)),
            Self::Unread(problem) => output.json(&unreadable_input(problem)),
            Self::Valid | Self::Invalid | Self::Undecided => Ok(()),
        }
    }
}

/// What [`Report::to_json`] gives for a valid payload.
fn valid_report(source: &str, model: Model) -> Value {
    json!({
        "source": source,
        "model": model.name(),
        "verdict": "valid",
        "violations": [],
        "violation_count": 0,
        "violation_count_exact": true,
        "unreadable": null,
        "disagreement": null,
    })
}

fn unidentified(identification: &Identification) -> Value {
    let mut found = identification.to_json();
    let unreadable = found.get_mut("unreadable").map(Value::take);
    let verdict = match identification.decision() {
        Decision::Unreadable => "unreadable",
        _ => "undecided",
    };
    without_model(
        identification.source(),
        verdict,
        unreadable.as_ref(),
        &found,
    )
}

fn unreadable_input(Problem { path, reason }: &Problem) -> Value {
    let unreadable = json!({
        "code": "input", "cause": null, "message": reason, "help": null,
        "pointer": "", "line": null, "column": null,
    });
    without_model(Some(path), "unreadable", Some(&unreadable), &Value::Null)
}

fn without_model(
    source: Option<&str>,
    verdict: &str,
    unreadable: Option<&Value>,
    identification: &Value,
) -> Value {
    json!({
        "source": source,
        "model": null,
        "verdict": verdict,
        "violations": [],
        "violation_count": 0,
        "violation_count_exact": true,
        "unreadable": unreadable,
        "disagreement": null,
        "identification": identification,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_json_of_a_valid_payload_is_that_of_its_report() {
        let model = Model::GenesysConversationChat;
        let report = validate_with(model, b"{}", Options::new()).with_source("a.json");
        assert_eq!(valid_report("a.json", model), report.to_json());
    }
}
