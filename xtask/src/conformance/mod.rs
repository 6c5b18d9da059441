//! `cargo xtask conformance`: the generator held against corpora that nobody here wrote.
//!
//! Takes a corpus; generates a module for each of its schemas, compiles them in scratch crates with
//! warnings as errors, asks the compiled types about every instance, and gives a table. Knows
//! generated code only as text and as programs.

mod asking;
mod build;
mod case;
mod child;
mod figures;
mod files;
mod oracle;
mod outcome;
mod pool;
mod report;
mod run;
mod scratch;
mod store;
mod suite;
mod tally;
mod worker;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;

use case::Section;
use run::Run;
use scratch::Scratch;

/// Hold the generator against a corpus: what generates, compiles, judges rightly, loses nothing.
///
/// Formats are remarks, but rules in the suite's `optional/format`. Exit codes: 0 nothing falls short, 1 something does.
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

    /// Where to write every outcome by name, with the first difference of each kind.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
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
        let (scratch, mut sections, size) = self.corpus.read(root)?;
        self.choose(&mut sections);
        let outcomes = self.how(size).run(&sections, &scratch)?;
        if outcomes.is_empty() {
            return Err("no schema has such a name".to_owned());
        }
        let all_well = report::print(&outcomes, !self.generate_only);
        if let Some(path) = &self.json {
            report::write_json(path, &outcomes)?;
        }
        Ok(if all_well {
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

impl Corpus {
    fn read(&self, root: &Path) -> Result<(Scratch, Vec<Section>, usize), String> {
        let scratch = |name: &str| {
            let target = std::env::var_os("CARGO_TARGET_DIR");
            let target = target.map_or_else(|| root.join("target"), PathBuf::from);
            let target = std::path::absolute(target).map_err(|error| error.to_string())?;
            let folder = target.join("conformance");
            Ok::<_, String>(Scratch {
                root: root.to_owned(),
                folder: folder.join(name),
                target: folder.join("target"),
            })
        };
        match (&self.suite, &self.store) {
            (Some(suite), _) => {
                let scratch = scratch("suite")?;
                let sections = suite::sections(suite, &scratch.folder.join("remotes"))?;
                Ok((scratch, sections, SUITE_CRATE))
            }
            (None, Some(store)) => Ok((scratch("store")?, store::sections(store)?, STORE_CRATE)),
            (None, None) => Err("give `--suite DIR` or `--store DIR`".to_owned()),
        }
    }
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
                worker: false,
            },
            filter: Some("a".to_owned()),
            limit: Some(3),
            seconds: 10,
            generate_only: false,
            json: None,
        };
        conformance.choose(&mut sections);
        let cases = sections.iter().flat_map(|section| &section.cases);
        let names: Vec<&str> = cases.map(|case| &*case.name).collect();
        assert_eq!(names, ["ab", "a", "a"]);
    }
}
