//! `conversation identify`: says which model each payload is of, and why.

use std::io;

use conversation_validator::{Identification, identify};

use crate::{
    args::{Format, Identify},
    inputs::{Input, expand},
    output::{Output, diagnose},
    progress,
    tally::Tally,
};

/// Identifies every input. A payload counts as valid if it is of one model that accepts it.
pub(crate) fn run(arguments: &Identify, output: &mut Output, tally: &mut Tally) -> io::Result<()> {
    let (inputs, problems) = expand(&arguments.paths.paths);
    for problem in &problems {
        tally.undecided += 1;
        diagnose(format_args!("{}: {}", problem.path, problem.reason));
    }
    let bar = progress::bar(inputs.len());
    for input in &inputs {
        let shown = bar.suspend(|| one(input, arguments.format.format, output, tally));
        shown?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}

fn one(input: &Input, format: Format, output: &mut Output, tally: &mut Tally) -> io::Result<()> {
    let bytes = match input.read() {
        Ok(bytes) => bytes,
        Err(problem) => {
            tally.undecided += 1;
            diagnose(format_args!("{}: {}", problem.path, problem.reason));
            return Ok(());
        }
    };
    let identification = identify(&bytes).with_source(input.name());
    count(&identification, tally);
    match format {
        Format::Human => output.line(identification),
        Format::Json => output.json(&identification.to_json()),
    }
}

fn count(identification: &Identification, tally: &mut Tally) {
    *match identification.model() {
        None => &mut tally.undecided,
        Some(model)
            if identification
                .satisfied()
                .any(|accepting| accepting == model) =>
        {
            &mut tally.valid
        }
        Some(_) => &mut tally.invalid,
    } += 1;
}
