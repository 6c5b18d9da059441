//! `conversation validate`: validates each payload and prints a summary.

use std::{io, time::Instant};

use crate::{
    args::{Format, Validate},
    inputs::{Input, Problem, expand},
    output::{Output, diagnose, print_diagnostic},
    progress::Progress,
    tally::Tally,
};
use conversation_validator::{
    Detail, Identification, Model, Options, PayloadText, Record, Report, UndecidedRecord,
    Unreadable, Verdict, identify, printable, validate_with,
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
    match arguments.model {
        Some(model) => of_model(model, &bytes, input, arguments),
        None => of_its_model(&bytes, input, arguments),
    }
}

/// Validates against the model that is named on the command line.
fn of_model(model: Model, bytes: &[u8], input: &Input, arguments: &Validate) -> Outcome {
    if model.is_valid(bytes) {
        return accepted(model, input, arguments);
    }
    if arguments.quiet {
        return match Unreadable::check(bytes) {
            Ok(()) => Outcome::Invalid,
            Err(_) => Outcome::Undecided,
        };
    }
    let report = validate_with(model, bytes, options(arguments));
    Outcome::Checked(report.with_source(input.name()))
}

/// Validates against the model that the payload is of. The text is read as JSON once.
fn of_its_model(bytes: &[u8], input: &Input, arguments: &Validate) -> Outcome {
    let unidentified = |identification: Identification| {
        if arguments.quiet {
            Outcome::Undecided
        } else {
            Outcome::Unidentified(identification.with_source(input.name()))
        }
    };
    let Ok(text) = PayloadText::new(bytes) else {
        return unidentified(identify(bytes));
    };
    match text.model() {
        None => unidentified(text.identify()),
        Some(model) if model.is_valid(bytes) => accepted(model, input, arguments),
        Some(_) if arguments.quiet => Outcome::Invalid,
        Some(model) => {
            let report = text.validate(model, options(arguments));
            Outcome::Checked(report.with_source(input.name()))
        }
    }
}

fn accepted(model: Model, input: &Input, arguments: &Validate) -> Outcome {
    if is_silent_on_success(input, arguments) {
        return Outcome::Valid;
    }
    let source = input.name();
    Outcome::Accepted { source, model }
}

fn options(arguments: &Validate) -> Options {
    let detail = if arguments.values {
        Detail::Values
    } else {
        Detail::Structure
    };
    let options = Options::new().detail(detail);
    match arguments.max_errors {
        0 => options.all_violations(),
        most => options.max_violations(most),
    }
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
            Self::Accepted { source, model } => output.json(&Record::valid(source, *model)),
            Self::Checked(report) => output.json(report),
            Self::Unidentified(identification) => output.json(&UndecidedRecord(identification)),
            Self::Unread(problem) => output.json(&Record::no_text(&problem.path, &problem.reason)),
            Self::Valid | Self::Invalid | Self::Undecided => Ok(()),
        }
    }
}
