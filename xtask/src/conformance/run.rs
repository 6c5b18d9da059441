//! From sections to outcomes: generate, ask the other engine, build, ask the types.

use std::time::Duration;

use super::asking::{self, Question};
use super::build;
use super::case::{Case, Section};
use super::outcome::Outcome;
use super::pool::{self, Reply};
use super::scratch::{Crate, Module, Scratch, crates};
use super::worker::{Answer, Job};
use crate::progress::{bar, spinner};

/// The time that the `jsonschema` crate may take for all instances of a schema.
const JUDGING_LIMIT: Duration = Duration::from_secs(60);

/// How far the way is gone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// Schemas in a scratch crate.
    pub(super) crate_size: usize,
    /// The time that a schema may take to generate.
    pub(super) limit: Duration,
    /// Whether nothing is compiled and asked.
    pub(super) generate_only: bool,
}

impl Run {
    /// The whole way in one paragraph.
    pub(super) fn run<'s>(
        self,
        sections: &'s [Section],
        scratch: &Scratch,
    ) -> Result<Vec<Outcome<'s>>, String> {
        let mut outcomes = Vec::new();
        for section in sections {
            outcomes.extend(generate(section, scratch, self)?);
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

/// Generates every schema of a section, and lets the other engine judge what has no verdict yet.
fn generate<'s>(
    section: &'s Section,
    scratch: &Scratch,
    run: Run,
) -> Result<Vec<Outcome<'s>>, String> {
    let work = |what: &str, jobs: &[Job], limit| {
        let bar = bar(jobs.len(), format!("{what} {}", section.name));
        let replies = pool::run(jobs, &section.references, limit, &bar);
        bar.finish_and_clear();
        replies
    };
    let jobs: Vec<Job> = section
        .cases
        .iter()
        .map(|case| Job::Generate {
            schema: case.schema.clone(),
            out: scratch.module(&section.name, &case.module),
            formats: section.formats,
        })
        .collect();
    let generated = work("generating", &jobs, run.limit)?;
    let judged: Vec<&Case> = section
        .cases
        .iter()
        .filter(|case| section.formats || needs_judging(case))
        .collect();
    let jobs = judged
        .iter()
        .map(|case| judging(case, section.formats, run.generate_only));
    let jobs: Vec<Job> = jobs.collect();
    let mut verdicts = work("judging", &jobs, JUDGING_LIMIT)?.into_iter();
    let outcome = |(case, generation): (&'s Case, Reply)| {
        let verdicts = if section.formats || needs_judging(case) {
            verdicts.next()
        } else {
            None
        };
        let (expected, unusable) = expected(case, verdicts, section.formats);
        Outcome {
            section: &section.name,
            case,
            generation,
            unusable,
            expected,
            broken: None,
            said: Vec::new(),
        }
    };
    Ok(section.cases.iter().zip(generated).map(outcome).collect())
}

/// A schema whose instances all have verdicts is known to be usable.
fn needs_judging(case: &Case) -> bool {
    case.instances.is_empty() || case.instances.iter().any(|it| it.expected.is_none())
}

/// Without `texts`, only whether the schema can be used.
fn judging(case: &Case, formats: bool, schema_only: bool) -> Job {
    let texts = case.instances.iter().filter(|_| !schema_only);
    Job::Judge {
        schema: case.schema.clone(),
        texts: texts.map(|it| it.text.clone()).collect(),
        formats,
    }
}

/// The verdict of each instance, where there is one: its own before the other engine's, and with
/// `both` only where these agree; why there is none when the other engine could not give any.
fn expected(
    case: &Case,
    verdicts: Option<Reply>,
    both: bool,
) -> (Vec<Option<bool>>, Option<String>) {
    let own = || case.instances.iter().map(|it| it.expected);
    match verdicts {
        None => (own().collect(), None),
        Some(Reply::Answer(Answer::Judged(Ok(verdicts)))) => {
            let verdicts = own().zip(verdicts).map(|(own, verdict)| match own {
                Some(own) if both && own != verdict => None,
                own => own.or(Some(verdict)),
            });
            (verdicts.collect(), None)
        }
        Some(Reply::Answer(Answer::Judged(Err(why)))) => (own().collect(), Some(why)),
        Some(Reply::TimedOut) => (own().collect(), Some("took too long".to_owned())),
        Some(Reply::Answer(_) | Reply::Crashed(_)) => (own().collect(), Some("crashed".to_owned())),
    }
}

/// What has been generated, with its place in its section.
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

/// Asks the types of a crate about all their instances.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::outcome::tests::case;

    #[test]
    fn own_verdicts_count_before_the_other_engines() {
        let mut case = case("c");
        case.instances[1].expected = None;
        assert!(needs_judging(&case));
        let verdicts = Reply::Answer(Answer::Judged(Ok(vec![false, false, true])));
        let (expected, unusable) = expected(&case, Some(verdicts.clone()), false);
        assert_eq!(expected, [Some(true), Some(false), Some(false)]);
        assert_eq!(unusable, None);
        let (expected, _) = super::expected(&case, Some(verdicts), true);
        assert_eq!(expected, [None, Some(false), None]);
    }

    #[test]
    fn a_schema_that_the_other_engine_cannot_use_gives_no_verdicts() {
        let mut case = case("c");
        case.instances.iter_mut().for_each(|it| it.expected = None);
        let verdicts = Reply::Answer(Answer::Judged(Err("`x` was not given".to_owned())));
        let (expected, unusable) = expected(&case, Some(verdicts), false);
        assert_eq!(expected, [None, None, None]);
        assert_eq!(unusable.as_deref(), Some("`x` was not given"));
    }
}
