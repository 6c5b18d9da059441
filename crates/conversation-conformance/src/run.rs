//! The stages of a run, from sections to outcomes: generate, validate with the independent
//! validators, build, run the types.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use scratch_crates::{Crate, Module, Question, Workspace, crates};

use super::case::{Case, Section};
use super::known::Known;
use super::outcome::Outcome;
use super::pool::{self, Reply};
use super::said::{self, Said};
use super::validating::{self, CaseVerdicts};
use super::worker::Job;
use crate::progress::{bar, spinner};

/// The folders of a run.
#[derive(Debug)]
pub(super) struct Scratch {
    /// This project's workspace.
    pub(super) project: PathBuf,
    /// The folder of the corpus.
    pub(super) folder: PathBuf,
    /// Cargo's output, shared by all corpora.
    pub(super) target: PathBuf,
}

impl Scratch {
    /// The file of a generated module.
    fn module(&self, section: &str, name: &str) -> PathBuf {
        let folder = self.folder.join("generated").join(section);
        folder.join(format!("{name}.rs"))
    }
}

/// The options of a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// How many schemas share a scratch crate.
    pub(super) crate_size: usize,
    /// The time limit for generating one schema.
    pub(super) limit: Duration,
    /// Whether to stop before compiling.
    pub(super) generate_only: bool,
}

impl Run {
    /// Runs all stages.
    pub(super) fn run<'s>(
        self,
        sections: &'s [Section],
        scratch: &Scratch,
        known: &Known,
    ) -> Result<Vec<Outcome<'s>>, String> {
        let mut outcomes = Vec::new();
        for section in sections {
            let generated = generate(section, scratch, self)?;
            let validated = validating::validate(section, !self.generate_only)?;
            let replies = generated.into_iter().zip(validated);
            let replies = section.cases.iter().zip(replies);
            outcomes.extend(replies.map(|(case, (generation, validated))| {
                let CaseVerdicts { unusable, verdicts } = validated;
                let verdicts = case.instances.iter().zip(verdicts);
                let verdicts = verdicts.map(|(instance, verdicts)| {
                    let expected = verdicts.expected(&known.wrong(&case.name, &instance.name));
                    (verdicts, expected)
                });
                Outcome {
                    section: &section.name,
                    case,
                    generation,
                    unusable,
                    verdicts: verdicts.collect(),
                    broken: None,
                    said: Vec::new(),
                }
            }));
        }
        if self.generate_only {
            return Ok(outcomes);
        }
        let bar = spinner();
        let workspace = workspace(&outcomes, scratch);
        let crates = crates(self.modules(&outcomes, scratch));
        let built = scratch_crates::build(&workspace, crates, &|broken| {
            bar.set_message(format!("building, {broken} do not compile so far"));
        })?;
        for (index, error) in built.broken {
            if let Some(outcome) = outcomes.get_mut(index) {
                outcome.broken = Some(error);
            }
        }
        for one in &built.crates {
            bar.set_message(format!("asking {}", one.name));
            ask(one, &workspace, &mut outcomes)?;
        }
        bar.finish_and_clear();
        Ok(outcomes)
    }

    /// The modules that were generated, each with its crate. The crate depends on the index of the
    /// case in the section alone, so that a second build reuses the first one.
    fn modules(self, outcomes: &[Outcome<'_>], scratch: &Scratch) -> Vec<(String, Module)> {
        let modules = outcomes.iter().enumerate().filter_map(|(place, outcome)| {
            let generated = outcome.generated()?;
            let (section, name) = (outcome.section, &outcome.case.module);
            let module = Module {
                name: name.clone(),
                files: vec![(name.clone(), scratch.module(section, name))],
                check: said::check(&format!("types::{name}::{}", generated.root)),
                place,
            };
            let number = outcome.case.index / self.crate_size.max(1);
            Some((format!("{section}-{number:02}"), module))
        });
        modules.collect()
    }
}

fn workspace(outcomes: &[Outcome<'_>], scratch: &Scratch) -> Workspace {
    let generated = outcomes.iter().filter_map(Outcome::generated);
    let features: BTreeSet<String> = generated
        .flat_map(|generated| generated.features.iter().cloned())
        .collect();
    Workspace {
        project: scratch.project.clone(),
        folder: scratch.folder.clone(),
        target: scratch.target.clone(),
        answer: said::ANSWER.to_owned(),
        features: features.into_iter().collect(),
    }
}

/// Generates every schema of a section.
fn generate(section: &Section, scratch: &Scratch, run: Run) -> Result<Vec<Reply>, String> {
    let job = |case: &Case| Job::Generate {
        schema: case.schema.clone(),
        out: scratch.module(&section.name, &case.module),
        formats: section.formats,
    };
    let jobs: Vec<Job> = section.cases.iter().map(job).collect();
    let bar = bar(jobs.len(), format!("generating {}", section.name));
    let replies = pool::run(&jobs, &section.references, run.limit, &bar);
    bar.finish_and_clear();
    replies
}

/// Runs the types of a crate on all their instances and stores the answers.
fn ask(one: &Crate, workspace: &Workspace, outcomes: &mut [Outcome<'_>]) -> Result<(), String> {
    let mut questions = Vec::new();
    for module in &one.modules {
        let case = outcomes.get(module.place).map(|outcome| outcome.case);
        let instances = case.into_iter().flat_map(|case| &case.instances);
        questions.extend(instances.map(|instance| Question {
            module: &module.name,
            text: &instance.text,
        }));
    }
    let answers = scratch_crates::ask(workspace, &one.name, "questions.ndjson", &questions)?;
    let said = answers.into_iter();
    let mut said = said.map(|answer| answer.unwrap_or_else(Said::Broken));
    for module in &one.modules {
        if let Some(outcome) = outcomes.get_mut(module.place) {
            outcome.said = said.by_ref().take(outcome.case.instances.len()).collect();
        }
    }
    Ok(())
}
