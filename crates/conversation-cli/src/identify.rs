//! `conversation identify`: identifies the model of each payload and prints the evidence.

use std::io;

use conversation_validator::{Identification, identify};

use crate::{
    args::{Format, Identify},
    inputs::{Input, Problem, Size, expand},
    output::{Output, diagnose},
    progress::Progress,
    tally::Tally,
};

/// Identifies every input. A payload counts as valid if it is identified as of one model, which
/// accepts it.
pub(crate) fn run(arguments: &Identify, output: &mut Output, tally: &mut Tally) -> io::Result<()> {
    let progress = Progress::new();
    for input in expand(&arguments.paths.paths) {
        let identified = input.and_then(|input| one(&input, arguments.paths.max_size));
        match identified {
            Ok(identification) => {
                count(&identification, tally);
                progress.around(|| show(&identification, arguments.format.format, output))?;
            }
            Err(Problem { path, reason }) => {
                tally.undecided += 1;
                progress.around(|| diagnose(&path, &reason));
            }
        }
        progress.step();
    }
    progress.finish();
    Ok(())
}

fn one(input: &Input, limit: Size) -> Result<Identification, Problem> {
    let bytes = input.read(limit)?;
    Ok(identify(&bytes).with_source(input.name()))
}

fn show(identification: &Identification, format: Format, output: &mut Output) -> io::Result<()> {
    match format {
        Format::Human => output.line(identification),
        Format::Json => output.json(identification),
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
