//! Asking the validators about every instance of a section.
//!
//! Takes cases; gives for each what all have to say. A validator that hangs or dies over a case is
//! asked once more, about one instance at a time, so that only the culprit has no verdict.

use std::time::Duration;

use super::case::{Case, Section};
use super::oracle::{self, Opinion, Validator};
use super::pool::{self, Reply};
use super::verdict::{Said, Who};
use super::worker::{Answer, Job};
use crate::progress::bar;

/// The time that a validator may take for all instances of a schema.
const LIMIT: Duration = Duration::from_secs(60);

/// What is said about a case.
#[derive(Debug)]
pub(super) struct Judged {
    /// Which validators cannot use the schema, and why.
    pub(super) unusable: Vec<(Who, String)>,
    /// About each instance.
    pub(super) said: Vec<Said>,
}

/// Without `instances`, only whether the schemas can be used.
pub(super) fn judge(section: &Section, instances: bool) -> Result<Vec<Judged>, String> {
    let [jsonschema, boon] = Validator::ALL.map(|validator| ask(validator, section, instances));
    let replies = section.cases.iter().zip(jsonschema?).zip(boon?);
    let judged =
        replies.map(|((case, jsonschema), boon)| together(case, instances, &[jsonschema, boon]));
    Ok(judged.collect())
}

/// What a validator says about the instances of one case, or why it cannot use the schema.
type Opinions = Result<Vec<Opinion>, String>;

fn ask(validator: Validator, section: &Section, instances: bool) -> Result<Vec<Opinions>, String> {
    let texts = |case: &Case| -> Vec<String> {
        let texts = case.instances.iter().map(|it| it.text.clone());
        texts.filter(|_| instances).collect()
    };
    let job = |case: &Case, texts: Vec<String>| Job::Judge {
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
    let died = |reply: &Reply| !matches!(reply, Reply::Answer(Answer::Judged(_)));
    let again = section
        .cases
        .iter()
        .zip(&replies)
        .filter(|(_, reply)| died(reply));
    let again =
        again.flat_map(|(case, _)| texts(case).into_iter().map(|text| job(case, vec![text])));
    let again: Vec<Job> = again.collect();
    let mut single = run(&again)?.into_iter();
    let opinions = section.cases.iter().zip(replies).map(|(case, reply)| {
        if !died(&reply) || texts(case).is_empty() {
            return opinions(reply);
        }
        let each = single.by_ref().take(texts(case).len());
        Ok(each
            .map(|reply| opinions(reply)?.pop().unwrap_or_else(unanswered))
            .collect())
    });
    Ok(opinions.collect())
}

fn opinions(reply: Reply) -> Opinions {
    /// Some reasons name every place of a large schema.
    const SHOWN: usize = 400;
    match reply {
        Reply::Answer(Answer::Judged(opinions)) => {
            opinions.map_err(|why| why.chars().take(SHOWN).collect())
        }
        Reply::Answer(Answer::Panicked(why)) => Err(format!("panicked: {why}")),
        Reply::Answer(_) => Err("gave another answer".to_owned()),
        Reply::TimedOut => Err(format!("no answer in {LIMIT:?}")),
        Reply::Crashed(how) => Err(format!("died: {how}")),
    }
}

fn unanswered() -> Opinion {
    Err("gave no answer".to_owned())
}

fn together(case: &Case, instances: bool, opinions: &[Opinions; 2]) -> Judged {
    let names = [Who::Jsonschema, Who::Boon];
    let unusable = names.into_iter().zip(opinions);
    let unusable =
        unusable.filter_map(|(who, opinions)| Some((who, opinions.as_ref().err()?.clone())));
    let of = |opinions: &Opinions, index: usize| match opinions {
        Ok(opinions) => opinions.get(index).cloned().unwrap_or_else(unanswered),
        Err(why) => Err(why.clone()),
    };
    let listed = case.instances.iter().filter(|_| instances).enumerate();
    let said = listed.map(|(index, instance)| Said {
        not_json: oracle::value(&instance.text).err(),
        label: instance.label,
        validators: opinions.each_ref().map(|opinions| of(opinions, index)),
    });
    Judged {
        unusable: unusable.collect(),
        said: said.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::outcome::tests::case;

    #[test]
    fn a_validator_that_cannot_use_a_schema_is_silent_about_every_instance() {
        let mut case = case("c");
        case.instances[2].text = "[1,]".to_owned();
        let usable = Ok(vec![Ok(true), Ok(false), Err("no JSON".to_owned())]);
        let judged = together(&case, true, &[usable, Err("`x` was not given".to_owned())]);
        assert_eq!(
            judged.unusable,
            [(Who::Boon, "`x` was not given".to_owned())]
        );
        let validators = judged.said.iter().map(|said| said.validators[1].is_err());
        assert_eq!(validators.collect::<Vec<_>>(), [true; 3]);
        assert_eq!(judged.said[1].validators[0], Ok(false));
        assert!(judged.said[2].not_json.is_some());
    }
}
