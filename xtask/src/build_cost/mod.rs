//! `cargo xtask bench --build`: what building generated code costs, here and at another revision.
//!
//! It measures for each crate of generated code the times of building it alone, and its size. Of a
//! revision it uses the generated models and the generator's command only, so that the two
//! revisions may differ in everything else.

mod report;
mod revision;

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use crate::alone::{Build, Package, Workspace, median};
use report::{Comparison, Figure, Unit};
use revision::Revision;

/// The options of a measurement.
pub(crate) struct BuildCost<'a> {
    /// A schema whose types are built beside the models.
    pub(crate) schema: Option<&'a Path>,
    /// The revision to compare with.
    pub(crate) baseline: Option<&'a str>,
    /// How often each build is timed; the median counts.
    pub(crate) rounds: usize,
    /// Where all figures go as JSON.
    pub(crate) json: Option<&'a Path>,
}

/// A revision whose scratch crates are written.
struct Side {
    workspace: Workspace,
    /// Lines of Rust, by crate.
    lines: Vec<usize>,
}

impl BuildCost<'_> {
    /// Builds every crate once, then times its builds, the revisions in turn.
    pub(crate) fn run(&self, root: &Path) -> Result<ExitCode, String> {
        let sides = self.sides(root)?;
        let mut figures = Vec::new();
        for (index, name) in self.names().iter().enumerate() {
            figures.push(lines_of_rust(name, &sides, index));
            figures.extend(self.times(name, &sides)?);
            figures.extend(llvm_lines(name, &sides)?);
        }
        let comparison = Comparison {
            baseline: self.baseline,
            figures,
        };
        comparison.print();
        if self.schema.is_none() {
            println!("the models alone: a schema of many types is built too with --schema FILE");
        }
        if let Some(file) = self.json {
            std::fs::write(file, format!("{:#}\n", comparison.json()))
                .map_err(|error| format!("cannot write `{}`: {error}", file.display()))?;
        }
        Ok(if comparison.is_worse() {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        })
    }

    /// This revision, and the other one.
    fn sides(&self, root: &Path) -> Result<Vec<Side>, String> {
        let folder = root.join("target").join("build-cost");
        let mut revisions = vec![Revision::here(root)];
        if let Some(baseline) = self.baseline {
            revisions.push(Revision::at(baseline, root, &folder)?);
        }
        let sides = revisions
            .iter()
            .map(|revision| self.side(revision, &folder));
        sides.collect()
    }

    fn side(&self, revision: &Revision, folder: &Path) -> Result<Side, String> {
        let target = folder.join("target");
        let mut packages = vec![revision.models()?];
        if let Some(schema) = self.schema {
            packages.push(revision.components(schema, &target)?);
        }
        let scratch = folder.join(revision.name()).join("scratch");
        Ok(Side {
            workspace: Workspace::write(revision.root(), scratch, target, &packages)?,
            lines: packages.iter().map(Package::lines).collect(),
        })
    }

    fn names(&self) -> &'static [&'static str] {
        match self.schema {
            Some(_) => &["models", "components"],
            None => &["models"],
        }
    }

    fn times(&self, name: &'static str, sides: &[Side]) -> Result<Vec<Figure>, String> {
        let rounds = self.rounds.max(1);
        let mut figures = Vec::new();
        for build in Build::ALL {
            eprintln!("{name}: {}", build.name());
            for side in sides {
                side.workspace.build(name, build)?;
            }
            let mut times = vec![Vec::new(); sides.len()];
            for _ in 0..rounds {
                for (side, times) in sides.iter().zip(&mut times) {
                    times.push(side.workspace.time(name, build)?);
                }
            }
            let spread = times.iter().map(|times| spread(times)).fold(1.0, f64::max);
            let times = times.into_iter().map(|times| median(times).as_secs_f64());
            let figure = Figure::new(name, build.name(), Unit::Seconds, times);
            figures.push(figure.with_spread(spread));
        }
        Ok(figures)
    }
}

/// The longest time as a multiple of the shortest.
fn spread(times: &[Duration]) -> f64 {
    let ends = times.iter().min().zip(times.iter().max());
    ends.map_or(1.0, |(least, most)| {
        most.as_secs_f64() / least.as_secs_f64()
    })
}

fn lines_of_rust(name: &'static str, sides: &[Side], index: usize) -> Figure {
    let lines = sides.iter().filter_map(|side| side.lines.get(index));
    let lines = lines.map(|&lines| report::count(lines as u64));
    Figure::new(name, "lines of Rust", Unit::SourceLines, lines)
}

/// `None`, and a remark on standard output, where `cargo llvm-lines` is not installed.
fn llvm_lines(name: &'static str, sides: &[Side]) -> Result<Option<Figure>, String> {
    eprintln!("{name}: lines of LLVM IR");
    let counts = sides.iter().map(|side| side.workspace.llvm_lines(name));
    let counts = counts.collect::<Result<Option<Vec<u64>>, String>>();
    let Some(counts) = counts? else {
        println!("no lines of LLVM IR: `cargo install cargo-llvm-lines` counts them");
        return Ok(None);
    };
    let counts = counts.into_iter().map(report::count);
    let figure = Figure::new(name, "lines of LLVM IR", Unit::Lines, counts);
    Ok(Some(figure))
}
