//! Compares the generator with corpora from elsewhere: the program behind `cargo xtask conformance`.
//!
//! It generates a module for each schema of a corpus, compiles the modules in scratch crates with
//! warnings as errors, and runs the compiled types on every instance. Expected verdicts come from
//! labels and from two validators that share no code; whoever contradicts the expected verdict, or
//! has none, is reported. Generated code is used only as text and as programs, never linked.

mod case;
mod documents;
mod figures;
mod files;
mod finding;
mod known;
mod oracle;
mod outcome;
mod pool;
mod progress;
mod random;
mod report;
mod run;
mod said;
mod store;
mod suite;
mod tally;
mod validating;
mod verdict;
mod worker;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Parser};

use case::Section;
use known::Known;
use report::Report;
use run::{Run, Scratch};

/// Compare the generator with a corpus: what generates, compiles, gives the expected verdict and is
/// lossless.
///
/// `format` is an annotation, but an assertion in the suite's `optional/format`. Exit codes: 0
/// every disagreement is known, 1 one is not.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask conformance", max_term_width = 100)]
struct Conformance {
    #[command(flatten)]
    corpus: Corpus,

    /// Only schemas whose name (`draft7/not.json: description`) contains this text.
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,

    /// Only the first N of them.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    /// Time limit for generating one schema, in seconds of wall-clock time.
    #[arg(long, value_name = "N", default_value_t = 10)]
    seconds: u64,

    /// Only generate; compile and validate nothing.
    #[arg(long)]
    generate_only: bool,

    /// Also write every outcome by name, and all findings, to this file.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// With `--store`: use the folders' names as labels, unless both validators contradict them.
    #[arg(long)]
    labels: bool,

    /// With `--random`: the seed of the random numbers.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,

    /// The list of known disagreements; by default the checked-in one.
    #[arg(long, value_name = "FILE")]
    known: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Corpus {
    /// A folder in the layout of the official test suite: `tests/<draft>/*.json`, `remotes/`.
    #[arg(long, value_name = "DIR")]
    suite: Option<PathBuf>,

    /// A folder of `schemas/NAME.json`, `accept/NAME/*.json` and `reject/NAME/*.json`.
    #[arg(long, value_name = "DIR")]
    store: Option<PathBuf>,

    /// A folder of schemas and `instances/NAME/accept/*.json`, `instances/NAME/reject/*.json`.
    #[arg(long, value_name = "DIR")]
    documents: Option<PathBuf>,

    /// N random schemas, with instances and damaged texts.
    #[arg(long, value_name = "N")]
    random: Option<usize>,

    /// For this command's own use: do jobs from standard input.
    #[arg(long, hide = true)]
    worker: bool,
}

/// Modules in a crate. Schemas of the test suite are small, and rustc is fastest with about fifty.
const SUITE_CRATE: usize = 48;

/// Modules in a crate for corpora whose schemas may be large.
const STORE_CRATE: usize = 6;

fn main() -> ExitCode {
    let outcome = Conformance::parse().run(&workspace_root());
    outcome.unwrap_or_else(|message| {
        eprintln!("error: {message}");
        ExitCode::FAILURE
    })
}

/// The folder with the workspace's `Cargo.toml`.
fn workspace_root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

impl Conformance {
    fn run(&self, root: &Path) -> Result<ExitCode, String> {
        if self.corpus.worker {
            return worker::run().map(|()| ExitCode::SUCCESS);
        }
        let Read {
            corpus,
            mut sections,
            crate_size,
        } = self.read(root)?;
        let scratch = scratch(root, corpus)?;
        let known = Known::read(self.known.as_deref(), corpus)?;
        self.choose(&mut sections);
        let outcomes = self.how(crate_size).run(&sections, &scratch, &known)?;
        if outcomes.is_empty() {
            return Err("no schema has such a name".to_owned());
        }
        let compiled = !self.generate_only;
        let whole = self.filter.is_none() && self.limit.is_none() && corpus != RANDOM;
        let found = Report::of(&outcomes, &known, compiled, whole);
        found.print(&outcomes, compiled);
        if let Some(path) = &self.json {
            report::write_json(path, &outcomes, &found)?;
        }
        Ok(if found.is_clean() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }

    fn how(&self, crate_size: usize) -> Run {
        Run {
            crate_size,
            limit: Duration::from_secs(self.seconds),
            generate_only: self.generate_only,
        }
    }

    /// Keeps the cases that `--filter` and `--limit` select.
    fn choose(&self, sections: &mut [Section]) {
        let mut left = self.limit.unwrap_or(usize::MAX);
        for section in sections {
            if let Some(text) = &self.filter {
                section.cases.retain(|case| case.name.contains(text));
            }
            section.cases.truncate(left);
            left -= section.cases.len();
        }
    }
}

/// A corpus that was read.
struct Read {
    /// Its name in the list of known disagreements, and of its scratch folder.
    corpus: &'static str,
    sections: Vec<Section>,
    crate_size: usize,
}

const RANDOM: &str = "random";

impl Conformance {
    fn read(&self, root: &Path) -> Result<Read, String> {
        let (corpus, sections, crate_size) = match &self.corpus {
            Corpus {
                suite: Some(suite), ..
            } => {
                let remotes = scratch(root, "suite")?.folder.join("remotes");
                ("suite", suite::sections(suite, &remotes)?, SUITE_CRATE)
            }
            Corpus {
                store: Some(store), ..
            } => ("store", store::sections(store, self.labels)?, STORE_CRATE),
            Corpus {
                documents: Some(folder),
                ..
            } => ("documents", documents::sections(folder)?, STORE_CRATE),
            Corpus {
                random: Some(count),
                ..
            } => (RANDOM, random::sections(*count, self.seed), SUITE_CRATE),
            _ => return Err("give a corpus".to_owned()),
        };
        Ok(Read {
            corpus,
            sections,
            crate_size,
        })
    }
}

/// The folders of a corpus, below cargo's target folder.
fn scratch(root: &Path, name: &str) -> Result<Scratch, String> {
    let target = std::env::var_os("CARGO_TARGET_DIR");
    let target = target.map_or_else(|| root.join("target"), PathBuf::from);
    let target = std::path::absolute(target).map_err(|error| error.to_string())?;
    let folder = target.join("conformance");
    Ok(Scratch {
        project: root.to_owned(),
        folder: folder.join(name),
        target: folder.join("target"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filter_and_limit_choose_over_all_sections() {
        let section = |names: [&str; 3]| Section {
            name: "s".to_owned(),
            cases: names.map(outcome::tests::case).into(),
            references: Vec::new(),
            formats: false,
        };
        let mut sections = [section(["ab", "b", "a"]), section(["a", "c", "ba"])];
        let conformance = Conformance {
            corpus: Corpus {
                suite: None,
                store: None,
                documents: None,
                random: None,
                worker: false,
            },
            filter: Some("a".to_owned()),
            limit: Some(3),
            seconds: 10,
            generate_only: false,
            json: None,
            labels: false,
            seed: 1,
            known: None,
        };
        conformance.choose(&mut sections);
        let cases = sections.iter().flat_map(|section| &section.cases);
        let names: Vec<&str> = cases.map(|case| &*case.name).collect();
        assert_eq!(names, ["ab", "a", "a"]);
    }
}
