//! Validates every instance of a section with the independent validators.
//!
//! If a validator hangs or dies on a case, it runs once more on one instance at a time, so that
//! only the instance at fault has no verdict.

use std::time::Duration;

use super::case::{Case, Section};
use super::oracle::{self, Validator, Verdict};
use super::pool::{self, Reply};
use super::verdict::{Verdicts, Who};
use super::worker::{Answer, Job};
use crate::progress::bar;

/// The time limit of a validator for all instances of a schema.
const LIMIT: Duration = Duration::from_secs(60);

/// What the label and the validators say about a case.
#[derive(Debug)]
pub(super) struct CaseVerdicts {
    /// Which validators cannot use the schema, and why.
    pub(super) unusable: Vec<(Who, String)>,
    /// One for each instance.
    pub(super) verdicts: Vec<Verdicts>,
}

/// Validates the instances of all cases; without `instances`, only compiles the schemas.
pub(super) fn validate(section: &Section, instances: bool) -> Result<Vec<CaseVerdicts>, String> {
    let [jsonschema, boon] = Validator::ALL.map(|validator| ask(validator, section, instances));
    let replies = section.cases.iter().zip(jsonschema?).zip(boon?);
    let verdicts =
        replies.map(|((case, jsonschema), boon)| together(case, instances, &[jsonschema, boon]));
    Ok(verdicts.collect())
}

/// A validator's verdicts on the instances of one case. `Err`: why it cannot use the schema.
type Answers = Result<Vec<Verdict>, String>;

fn ask(validator: Validator, section: &Section, instances: bool) -> Result<Vec<Answers>, String> {
    let texts = |case: &Case| -> Vec<String> {
        let texts = case.instances.iter().map(|it| it.text.clone());
        texts.filter(|_| instances).collect()
    };
    let job = |case: &Case, texts: Vec<String>| Job::Validate {
        validator,
        schema: case.schema.clone(),
        texts,
        formats: section.formats,
    };
    let run = |jobs: &[Job]| {
        let bar = bar(
            jobs.len(),
            format!("asking {} about {}", validator.name(), section.name),
        );
        let replies = pool::run(jobs, &section.references, LIMIT, &bar);
        bar.finish_and_clear();
        replies
    };
    let jobs: Vec<Job> = section
        .cases
        .iter()
        .map(|case| job(case, texts(case)))
        .collect();
    let replies = run(&jobs)?;
    let died = |reply: &Reply| !matches!(reply, Reply::Answer(Answer::Validated(_)));
    let again = section
        .cases
        .iter()
        .zip(&replies)
        .filter(|(_, reply)| died(reply));
    let again =
        again.flat_map(|(case, _)| texts(case).into_iter().map(|text| job(case, vec![text])));
    let again: Vec<Job> = again.collect();
    let mut single = run(&again)?.into_iter();
    let answers = section.cases.iter().zip(replies).map(|(case, reply)| {
        if !died(&reply) || texts(case).is_empty() {
            return answers(reply);
        }
        let each = single.by_ref().take(texts(case).len());
        Ok(each
            .map(|reply| answers(reply)?.pop().unwrap_or_else(unanswered))
            .collect())
    });
    Ok(answers.collect())
}

fn answers(reply: Reply) -> Answers {
    /// Characters of a reason that are kept: some list every location of a large schema.
    const SHOWN: usize = 400;
    match reply {
        Reply::Answer(Answer::Validated(verdicts)) => {
            verdicts.map_err(|why| why.chars().take(SHOWN).collect())
        }
        Reply::Answer(Answer::Panicked(why)) => Err(format!("panicked: {why}")),
        Reply::Answer(_) => Err("gave another answer".to_owned()),
        Reply::TimedOut => Err(format!("no answer in {LIMIT:?}")),
        Reply::Crashed(how) => Err(format!("died: {how}")),
    }
}

fn unanswered() -> Verdict {
    Err("gave no answer".to_owned())
}

/// Puts together what both validators say about a case.
fn together(case: &Case, instances: bool, answers: &[Answers; 2]) -> CaseVerdicts {
    let names = [Who::Jsonschema, Who::Boon];
    let unusable = names.into_iter().zip(answers);
    let unusable =
        unusable.filter_map(|(who, answers)| Some((who, answers.as_ref().err()?.clone())));
    let of = |answers: &Answers, index: usize| match answers {
        Ok(verdicts) => verdicts.get(index).cloned().unwrap_or_else(unanswered),
        Err(why) => Err(why.clone()),
    };
    let listed = case.instances.iter().filter(|_| instances).enumerate();
    let verdicts = listed.map(|(index, instance)| Verdicts {
        not_json: oracle::value(&instance.text).err(),
        label: instance.label,
        validators: answers.each_ref().map(|answers| of(answers, index)),
    });
    CaseVerdicts {
        unusable: unusable.collect(),
        verdicts: verdicts.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::tests::case;

    #[test]
    fn a_validator_that_cannot_use_a_schema_has_no_verdict_on_any_instance() {
        let mut case = case("c");
        case.instances[2].text = "[1,]".to_owned();
        let usable = Ok(vec![Ok(true), Ok(false), Err("no JSON".to_owned())]);
        let found = together(&case, true, &[usable, Err("`x` was not given".to_owned())]);
        assert_eq!(
            found.unusable,
            [(Who::Boon, "`x` was not given".to_owned())]
        );
        let boon = found.verdicts.iter().map(|it| it.validators[1].is_err());
        assert_eq!(boon.collect::<Vec<_>>(), [true; 3]);
        assert_eq!(found.verdicts[1].validators[0], Ok(false));
        assert!(found.verdicts[2].not_json.is_some());
    }
}
