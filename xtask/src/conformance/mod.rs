//! `cargo xtask conformance`: the generator held against corpora that nobody here wrote.
//!
//! Takes a corpus; generates a module for each of its schemas, compiles them in scratch crates with
//! warnings as errors, and asks the compiled types about every instance. Verdicts come from labels
//! and from two validators that share no code; whoever contradicts the expected one, or could not be
//! asked, is named. Knows generated code only as text and as programs.

mod asking;
mod build;
mod case;
mod child;
mod documents;
mod figures;
mod files;
mod finding;
mod judging;
mod known;
mod oracle;
mod outcome;
mod pool;
mod random;
mod report;
mod run;
mod scratch;
mod store;
mod suite;
mod tally;
mod verdict;
mod worker;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;

use case::Section;
use known::Known;
use report::Report;
use run::Run;
use scratch::Scratch;

/// Hold the generator against a corpus: what generates, compiles, gives the expected verdict, loses nothing.
///
/// `format` is an annotation, but an assertion in the suite's `optional/format`. Exit codes: 0 every disagreement is known, 1 one is
/// not.
#[derive(Debug, Args)]
pub(crate) struct Conformance {
    #[command(flatten)]
    corpus: Corpus,

    /// Only schemas whose name (`draft7/not.json: description`) contains this text.
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,

    /// Only the first so many of them.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    /// Seconds of the clock that a schema may take to generate.
    #[arg(long, value_name = "N", default_value_t = 10)]
    seconds: u64,

    /// Only generate; compile nothing and ask nothing.
    #[arg(long)]
    generate_only: bool,

    /// Where to write every outcome by name, and all findings.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// With `--store`: take the folders' names for verdicts, unless both validators contradict them.
    #[arg(long)]
    labels: bool,

    /// With `--random`: where the schemas begin.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,

    /// The list of known disagreements; the checked-in one, if not given.
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

    /// So many random schemas, with instances and damaged texts.
    #[arg(long, value_name = "N")]
    random: Option<usize>,

    /// For this command's own use: do jobs from standard input.
    #[arg(long, hide = true)]
    worker: bool,
}

/// Schemas of the test suite are small, and rustc does best with some fifty of them.
const SUITE_CRATE: usize = 48;

/// Schemas of a store may be large.
const STORE_CRATE: usize = 6;

impl Conformance {
    pub(crate) fn run(&self, root: &Path) -> Result<ExitCode, String> {
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

    /// Leaves what `--filter` and `--limit` ask for.
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

/// Where the crates of a corpus stand.
fn scratch(root: &Path, name: &str) -> Result<Scratch, String> {
    let target = std::env::var_os("CARGO_TARGET_DIR");
    let target = target.map_or_else(|| root.join("target"), PathBuf::from);
    let target = std::path::absolute(target).map_err(|error| error.to_string())?;
    let folder = target.join("conformance");
    Ok(Scratch {
        root: root.to_owned(),
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
