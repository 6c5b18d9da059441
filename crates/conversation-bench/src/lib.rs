//! Measures how long it takes to read and check payloads, ours against the usual ways: what `cargo xtask bench` runs.
//!
//! Everything happens in one process, contenders interleaved round by round, so that whatever slows the machine down slows all of
//! them down. Medians and ratios; absolute times depend on the machine, ratios much less.

mod claims;
mod contenders;
mod derived;
mod invalid;
mod lines;
mod measure;
mod payloads;
mod report;
mod subjects;

use std::{fs, path::Path};

pub use contenders::Contender;
pub use payloads::{Payload, Size, all as payloads};

/// Measures everything and prints it, with so many rounds for each contender and a file of so many lines.
///
/// # Errors
///
/// When a payload cannot be made, a contender refuses one, or `json` cannot be written.
pub fn run(rounds: usize, lines: usize, json: Option<&Path>) -> Result<(), String> {
    let payloads = payloads()?;
    let readings = measure::readings(&payloads, rounds)?;
    let refusals = invalid::refusals(&payloads, rounds)?;
    let lines = lines::throughput(lines, 5)?;
    let claims = claims::judge(&readings, &refusals, &lines);
    report::print(&readings, &refusals, &lines, &claims);
    if let Some(file) = json {
        let json = report::json(&readings, &refusals, &lines, &claims);
        fs::write(file, format!("{json:#}\n"))
            .map_err(|error| format!("cannot write `{}`: {error}", file.display()))?;
    }
    Ok(())
}
