//! Measures how long reading and validating payloads takes, compared with the usual ways; `cargo
//! xtask bench` runs it.
//!
//! Everything runs in one process, and the contenders alternate in every round, so that a slow
//! machine slows all of them alike. Results are medians and ratios; absolute times depend on the
//! machine, ratios much less.

mod claims;
mod contenders;
mod derived;
#[cfg(feature = "generation")]
pub mod generation;
#[cfg(feature = "growth")]
pub mod growth;
mod invalid;
mod lines;
mod measure;
mod payloads;
mod report;
mod subjects;

use std::{fs, path::Path};

pub use contenders::Contender;
pub use payloads::{Payload, Size, all as payloads};

/// Measures everything and prints it: `rounds` measurements for each contender, and a file of
/// `lines` lines.
///
/// # Errors
///
/// If a payload cannot be made, a contender rejects one, `json` cannot be written, or a claim does
/// not hold.
pub fn run(rounds: usize, lines: usize, json: Option<&Path>) -> Result<(), String> {
    let payloads = payloads()?;
    let readings = measure::readings(&payloads, rounds)?;
    let rejections = invalid::rejections(&payloads, rounds)?;
    let lines = lines::throughput(lines, 5)?;
    let claims = claims::claims(&readings, &rejections, &lines);
    report::print(&readings, &rejections, &lines, &claims);
    if let Some(file) = json {
        let json = report::json(&readings, &rejections, &lines, &claims);
        fs::write(file, format!("{json:#}\n"))
            .map_err(|error| format!("cannot write `{}`: {error}", file.display()))?;
    }
    let broken: Vec<&str> = claims
        .iter()
        .filter(|claim| !claim.holds())
        .map(|claim| claim.name.as_str())
        .collect();
    match broken.as_slice() {
        [] => Ok(()),
        broken => Err(format!("does not hold: {}", broken.join("; "))),
    }
}
