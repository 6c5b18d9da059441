//! The stages of a run, from sections to outcomes: generate, validate with the independent
//! validators, build, run the types.

use std::time::Duration;

use super::asking::{self, Question};
use super::build;
use super::case::{Case, Section};
use super::known::Known;
use super::outcome::Outcome;
use super::pool::{self, Reply};
use super::scratch::{Crate, Module, Scratch, crates};
use super::validating::{self, CaseVerdicts};
use super::worker::Job;
use crate::progress::{bar, spinner};

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
        let crates = crates(modules(&outcomes), self.crate_size);
        let (built, broken) = build::build(scratch, crates, &bar)?;
        for (index, error) in broken {
            if let Some(outcome) = outcomes.get_mut(index) {
                outcome.broken = Some(error);
            }
        }
        for one in &built {
            bar.set_message(format!("asking {}", one.name));
            ask(one, scratch, &mut outcomes)?;
        }
        bar.finish_and_clear();
        Ok(outcomes)
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

/// The modules that were generated, each with the index of its case in the section.
fn modules(outcomes: &[Outcome<'_>]) -> Vec<(usize, Module)> {
    let modules = outcomes.iter().enumerate().filter_map(|(index, outcome)| {
        let generated = outcome.generated()?;
        let module = Module {
            section: outcome.section.to_owned(),
            name: outcome.case.module.clone(),
            root_type: generated.root.clone(),
            features: generated.features.clone(),
            outcome: index,
        };
        Some((outcome.case.index, module))
    });
    modules.collect()
}

/// Runs the types of a crate on all their instances and stores the answers.
fn ask(one: &Crate, scratch: &Scratch, outcomes: &mut [Outcome<'_>]) -> Result<(), String> {
    let mut questions = Vec::new();
    for module in &one.modules {
        let case = outcomes.get(module.outcome).map(|outcome| outcome.case);
        let instances = case.into_iter().flat_map(|case| &case.instances);
        questions.extend(instances.map(|instance| Question {
            module: &module.name,
            text: &instance.text,
        }));
    }
    let (program, file) = (scratch.program(&one.name), scratch.questions(&one.name));
    let mut said = asking::ask(&program, &file, &questions)?.into_iter();
    for module in &one.modules {
        if let Some(outcome) = outcomes.get_mut(module.outcome) {
            outcome.said = said.by_ref().take(outcome.case.instances.len()).collect();
        }
    }
    Ok(())
}
