//! What became of one case, and where it falls short.
//!
//! Takes what the other stages found out; gives judgements and findings. Never counts over cases.

use serde_json::Value;

use super::asking::Said;
use super::case::Case;
use super::finding::Finding;
use super::oracle;
use super::pool::Reply;
use super::verdict::{self, Ruling, Who};
use super::worker::{Answer, Diagnosed, Generated};

/// Everything that is known of a case.
#[derive(Debug)]
pub(super) struct Outcome<'c> {
    pub(super) section: &'c str,
    pub(super) case: &'c Case,
    pub(super) generation: Reply,
    /// Which validators cannot use the schema, and why.
    pub(super) unusable: Vec<(Who, String)>,
    /// What is said about each instance, and what follows from it; nothing when none was to be asked.
    pub(super) verdicts: Vec<(verdict::Said, Ruling)>,
    /// Why the module does not compile.
    pub(super) broken: Option<String>,
    /// What the type said to each instance; nothing when there is no type to ask.
    pub(super) said: Vec<Said>,
}

/// How the generator did, in classes to be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Generated,
    /// Refused, and some validator cannot use the schema either.
    RightlyRefused,
    Diagnosed,
    /// Panicked, crashed, or took too long.
    Died,
}

/// How a type did with an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Judged {
    /// Accepted as it should be and written back equal.
    Kept,
    /// Accepted as it should be and written back differently.
    Lost,
    RightlyRefused,
    /// The other verdict, or none.
    Wrong,
}

impl Outcome<'_> {
    pub(super) fn class(&self) -> Class {
        match &self.generation {
            Reply::Answer(Answer::Generated(_)) => Class::Generated,
            Reply::Answer(Answer::Diagnosed(_)) if !self.unusable.is_empty() => {
                Class::RightlyRefused
            }
            Reply::Answer(Answer::Diagnosed(_)) => Class::Diagnosed,
            _ => Class::Died,
        }
    }

    pub(super) fn generated(&self) -> Option<&Generated> {
        match &self.generation {
            Reply::Answer(Answer::Generated(generated)) => Some(generated),
            _ => None,
        }
    }

    pub(super) fn diagnosed(&self) -> Option<&Diagnosed> {
        match &self.generation {
            Reply::Answer(Answer::Diagnosed(diagnosed)) => Some(diagnosed),
            _ => None,
        }
    }

    pub(super) fn compiled(&self) -> bool {
        self.class() == Class::Generated && self.broken.is_none()
    }

    /// The verdict that each instance should get, where there is one.
    pub(super) fn expected(&self) -> impl Iterator<Item = Option<bool>> {
        self.verdicts.iter().map(|(_, ruling)| ruling.expected)
    }

    /// A judgement for each instance that was asked about and has a verdict to be held against.
    pub(super) fn judged(&self) -> impl Iterator<Item = (usize, Judged)> {
        let pairs = self.expected().zip(&self.said).enumerate();
        pairs.filter_map(|(index, (expected, said))| {
            let text = &self.case.instances.get(index)?.text;
            Some((index, judge(text, expected?, said)))
        })
    }

    /// Everything that is not as it should be; empty when all is well.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let mut findings: Vec<Finding> = self.generation_failure().into_iter().collect();
        if let Some(error) = &self.broken {
            findings.push(self.of_schema("does-not-compile", Who::Ours, error));
        }
        for (who, why) in &self.unusable {
            findings.push(self.of_schema("not-asked", *who, why));
        }
        if self.case.instances.is_empty() {
            findings.push(self.of_schema("no-instances", Who::None, "nothing to ask about"));
        }
        for index in 0..self.verdicts.len() {
            self.add_verdicts(index, &mut findings);
        }
        let expected = self.expected();
        for (index, (said, expected)) in self.said.iter().zip(expected).enumerate() {
            let text = self.case.instances.get(index).map_or("", |it| &it.text);
            if let Some(kind) = kind(text, expected, said) {
                findings.push(self.finding(kind, Who::Ours, Some(index), &self.describe(index)));
            }
        }
        findings
    }

    /// The first finding about our types of each kind, known or not.
    pub(super) fn shortfalls(&self) -> Vec<Finding> {
        let mut first: Vec<Finding> = Vec::new();
        for finding in self.findings() {
            let is_known = first.iter().any(|known| known.kind == finding.kind);
            if finding.who == Who::Ours && !is_known {
                first.push(finding);
            }
        }
        first
    }

    /// Disagreements and silence about one instance.
    fn add_verdicts(&self, index: usize, findings: &mut Vec<Finding>) {
        let Some((said, ruling)) = self.verdicts.get(index) else {
            return;
        };
        for who in &ruling.wrong {
            let what = match &said.not_json {
                Some(why) => format!("{}; the text is no JSON: {why}", said.describe()),
                None => said.describe(),
            };
            findings.push(self.finding("wrong-verdict", *who, Some(index), &what));
        }
        for (who, why) in &ruling.silent {
            if self.unusable.iter().all(|(unusable, _)| unusable != who) {
                findings.push(self.finding("not-asked", *who, Some(index), why));
            }
        }
        if ruling.expected.is_none() {
            let what = match said.describe() {
                verdicts if verdicts.is_empty() => "has no verdict".to_owned(),
                verdicts => verdicts,
            };
            findings.push(self.finding("no-verdict", Who::None, Some(index), &what));
        }
    }

    fn generation_failure(&self) -> Option<Finding> {
        let (kind, what) = match &self.generation {
            Reply::TimedOut => ("timed-out", "the generator took too long".to_owned()),
            Reply::Crashed(how) => ("crashed", format!("the generator ended: {how}")),
            Reply::Answer(Answer::Panicked(message)) => ("panicked", message.clone()),
            Reply::Answer(Answer::Diagnosed(it)) if self.unusable.is_empty() => {
                ("diagnosed", it.message.clone())
            }
            Reply::Answer(_) => return None,
        };
        Some(self.of_schema(kind, Who::Ours, &what))
    }

    fn of_schema(&self, kind: &'static str, who: Who, what: &str) -> Finding {
        self.finding(kind, who, None, what)
    }

    fn finding(
        &self,
        kind: &'static str,
        who: Who,
        instance: Option<usize>,
        what: &str,
    ) -> Finding {
        let instance = instance.and_then(|index| self.case.instances.get(index));
        Finding {
            kind,
            who,
            case: self.case.name.clone(),
            instance: instance.map(|instance| instance.name.clone()),
            what: cut(what),
        }
    }

    fn describe(&self, index: usize) -> String {
        let said = match self.said.get(index) {
            Some(Said::Accepted(written)) => format!("written as {}", cut(written)),
            Some(Said::Refused(why) | Said::Split(why) | Said::Misplaced(why)) => cut(why),
            Some(Said::Broken(how)) => how.clone(),
            None => String::new(),
        };
        let text = self.case.instances.get(index).map_or("", |it| &it.text);
        let others = self.verdicts.get(index).map(|(said, _)| said.describe());
        format!("{said} ({}) for {}", others.unwrap_or_default(), cut(text))
    }
}

/// What is wrong with an answer. Some answers are wrong whatever the verdict.
fn kind(text: &str, expected: Option<bool>, said: &Said) -> Option<&'static str> {
    match said {
        Said::Split(_) => return Some("typed-against-is_valid"),
        Said::Misplaced(_) => return Some("misplaced"),
        Said::Broken(_) => return Some("breaks"),
        Said::Accepted(_) | Said::Refused(_) => {}
    }
    match (judge(text, expected?, said), said) {
        (Judged::Kept | Judged::RightlyRefused, _) => None,
        (Judged::Lost, _) => Some("lossy"),
        (Judged::Wrong, Said::Accepted(_)) => Some("too-wide"),
        (Judged::Wrong, _) => Some("too-narrow"),
    }
}

fn judge(text: &str, expected: bool, said: &Said) -> Judged {
    match (said, expected) {
        (Said::Accepted(written), true) if same(text, written) => Judged::Kept,
        (Said::Accepted(_), true) => Judged::Lost,
        (Said::Refused(_) | Said::Misplaced(_), false) => Judged::RightlyRefused,
        _ => Judged::Wrong,
    }
}

fn same(text: &str, written: &str) -> bool {
    let value = |text: &str| serde_json::from_str::<Value>(text).ok();
    matches!((value(text), value(written)), (Some(a), Some(b)) if oracle::equal(&a, &b))
}

/// Enough of a long text to know it by.
fn cut(text: &str) -> String {
    const SHOWN: usize = 300;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::conformance::case::{Instance, Schema};
    use crate::conformance::figures::Figures;

    /// A case of three instances of which the last should be refused.
    pub(in crate::conformance) fn case(name: &str) -> Case {
        let instance = |(text, label): (&str, bool)| Instance {
            name: format!("instance {text}"),
            text: text.to_owned(),
            label: Some(label),
        };
        Case {
            name: name.to_owned(),
            file: "f.json".to_owned(),
            index: 0,
            module: "m000_f".to_owned(),
            schema: Schema::File("f.json".into()),
            instances: [("1", true), ("2", true), ("\"x\"", false)]
                .map(instance)
                .into(),
        }
    }

    pub(in crate::conformance) fn outcome(case: &Case, said: Vec<Said>) -> Outcome<'_> {
        let generated = Generated {
            root: "F".to_owned(),
            types: 3,
            proven: 2,
            figures: Figures::default(),
            features: Vec::new(),
            seconds: 0.5,
        };
        Outcome {
            section: "draft7",
            case,
            generation: Reply::Answer(Answer::Generated(Box::new(generated))),
            unusable: Vec::new(),
            verdicts: case.instances.iter().map(verdicts).collect(),
            broken: None,
            said,
        }
    }

    /// Both validators agree with the label.
    fn verdicts(instance: &Instance) -> (verdict::Said, Ruling) {
        let said = verdict::Said {
            not_json: None,
            label: instance.label,
            validators: [Ok(instance.label.unwrap()), Ok(instance.label.unwrap())],
        };
        let ruling = said.ruling(&[]);
        (said, ruling)
    }

    pub(in crate::conformance) fn diagnosed<'c>(case: &'c Case, message: &str) -> Outcome<'c> {
        let diagnosed = Diagnosed {
            code: "unsupported".to_owned(),
            message: message.to_owned(),
        };
        Outcome {
            generation: Reply::Answer(Answer::Diagnosed(diagnosed)),
            ..outcome(case, Vec::new())
        }
    }

    fn said(texts: [&str; 3]) -> Vec<Said> {
        texts
            .map(|text| match text.strip_prefix("refused ") {
                Some(why) => Said::Refused(why.to_owned()),
                None => Said::Accepted(text.to_owned()),
            })
            .into()
    }

    #[test]
    fn all_is_well_when_verdicts_are_right_and_values_equal() {
        let case = case("c");
        let outcome = outcome(&case, said(["1.0", "2", "refused as it should be"]));
        assert_eq!(outcome.shortfalls(), []);
        let judged: Vec<Judged> = outcome.judged().map(|(_, judged)| judged).collect();
        assert_eq!(judged, [Judged::Kept, Judged::Kept, Judged::RightlyRefused]);
    }

    #[test]
    fn each_kind_of_failure_is_named_by_its_first_instance() {
        let case = case("c");
        let outcome = outcome(&case, said(["7", "refused too big", "\"x\""]));
        let kinds: Vec<&str> = outcome.shortfalls().iter().map(|it| it.kind).collect();
        assert_eq!(kinds, ["lossy", "too-narrow", "too-wide"]);
        let outcome = Outcome {
            said: vec![Said::Broken("panicked".to_owned()); 3],
            ..outcome
        };
        let [only] = &outcome.shortfalls()[..] else {
            panic!("one kind only");
        };
        assert_eq!(only.kind, "breaks");
        assert_eq!(only.instance.as_deref(), Some("instance 1"));
        assert!(only.what.starts_with("panicked"), "{}", only.what);
    }

    #[test]
    fn a_verdict_that_only_one_way_of_reading_gives_is_a_failure_of_its_own() {
        let case = case("c");
        let mut said = said(["1", "2", "refused"]);
        said[1] = Said::Split("is_valid accepts".to_owned());
        said[2] = Said::Misplaced("at (1, 1)".to_owned());
        let outcome = outcome(&case, said);
        let kinds: Vec<&str> = outcome.findings().iter().map(|it| it.kind).collect();
        assert_eq!(kinds, ["typed-against-is_valid", "misplaced"]);
    }

    #[test]
    fn an_instance_without_a_verdict_is_named() {
        let case = case("c");
        let mut outcome = outcome(&case, said(["1", "2", "refused rightly"]));
        let silent = verdict::Said {
            not_json: None,
            label: None,
            validators: [Err("died".to_owned()), Err("died".to_owned())],
        };
        let ruling = silent.ruling(&[]);
        outcome.verdicts[1] = (silent, ruling);
        let kinds: Vec<&str> = outcome.findings().iter().map(|it| it.kind).collect();
        assert_eq!(kinds, ["not-asked", "not-asked", "no-verdict"]);
    }

    #[test]
    fn a_diagnostic_is_right_when_a_validator_cannot_use_the_schema_either() {
        let case = case("c");
        let mut outcome = diagnosed(&case, "no");
        assert_eq!(outcome.class(), Class::Diagnosed);
        assert_eq!(outcome.shortfalls().len(), 1);
        outcome.unusable = vec![(Who::Boon, "`x` was not given".to_owned())];
        assert_eq!(outcome.class(), Class::RightlyRefused);
        assert_eq!(outcome.shortfalls(), []);
        let [only] = &outcome.findings()[..] else {
            panic!("the validator's silence alone");
        };
        assert_eq!((only.kind, only.who), ("not-asked", Who::Boon));
    }
}
