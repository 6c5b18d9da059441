//! The outcome of one case: what each stage found out about it, a grade for each instance, and the
//! findings. Sums over several cases are in `tally`.

use serde_json::Value;

use super::case::Case;
use super::finding::Finding;
use super::oracle;
use super::pool::Reply;
use super::said::Said;
use super::verdict::{Expected, Verdicts, Who};
use super::worker::{Answer, Diagnosed, Generated};

/// Everything that is known of a case.
#[derive(Debug)]
pub(super) struct Outcome<'c> {
    pub(super) section: &'c str,
    pub(super) case: &'c Case,
    pub(super) generation: Reply,
    /// Which validators cannot use the schema, and why.
    pub(super) unusable: Vec<(Who, String)>,
    /// The verdicts on each instance and the expected one; empty with `--generate-only`.
    pub(super) verdicts: Vec<(Verdicts, Expected)>,
    /// Why the module does not compile.
    pub(super) broken: Option<String>,
    /// What the type did with each instance; empty if there is no type.
    pub(super) said: Vec<Said>,
}

/// The result of the generator, as it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Generated,
    /// A diagnostic, for a schema that some validator cannot use either.
    RightlyRefused,
    Diagnosed,
    /// Panicked, crashed, or took too long.
    Died,
}

/// What a type did with an instance, compared with the expected verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grade {
    /// Rightly accepted, and written back equal.
    Lossless,
    /// Rightly accepted, and written back differently.
    Lossy,
    RightlyRefused,
    /// The wrong verdict, or none.
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

    /// The expected verdict on each instance; `None` where there is none.
    pub(super) fn expected(&self) -> impl Iterator<Item = Option<bool>> {
        self.verdicts.iter().map(|(_, expected)| expected.verdict)
    }

    /// A grade for each instance, by its index, that a type was run on and that has an expected
    /// verdict.
    pub(super) fn grades(&self) -> impl Iterator<Item = (usize, Grade)> {
        let pairs = self.expected().zip(&self.said).enumerate();
        pairs.filter_map(|(index, (expected, said))| {
            let text = &self.case.instances.get(index)?.text;
            Some((index, grade(text, expected?, said)))
        })
    }

    /// All findings of this case, known or not.
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

    /// The first finding of each kind about our generator and types, known or not.
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

    /// Adds wrong and missing verdicts on one instance.
    fn add_verdicts(&self, index: usize, findings: &mut Vec<Finding>) {
        let Some((verdicts, expected)) = self.verdicts.get(index) else {
            return;
        };
        for who in &expected.wrong {
            let what = match &verdicts.not_json {
                Some(why) => format!("{}; the text is no JSON: {why}", verdicts.describe()),
                None => verdicts.describe(),
            };
            findings.push(self.finding("wrong-verdict", *who, Some(index), &what));
        }
        for (who, why) in &expected.silent {
            if self.unusable.iter().all(|(unusable, _)| unusable != who) {
                findings.push(self.finding("not-asked", *who, Some(index), why));
            }
        }
        if expected.verdict.is_none() {
            let what = match verdicts.describe() {
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
        let others = self.verdicts.get(index).map(|(it, _)| it.describe());
        format!("{said} ({}) for {}", others.unwrap_or_default(), cut(text))
    }
}

/// The kind of finding that an answer is; `None` if it is right. Some answers are wrong whatever
/// the expected verdict.
fn kind(text: &str, expected: Option<bool>, said: &Said) -> Option<&'static str> {
    match said {
        Said::Split(_) => return Some("typed-against-is_valid"),
        Said::Misplaced(_) => return Some("misplaced"),
        Said::Broken(_) => return Some("breaks"),
        Said::Accepted(_) | Said::Refused(_) => {}
    }
    match (grade(text, expected?, said), said) {
        (Grade::Lossless | Grade::RightlyRefused, _) => None,
        (Grade::Lossy, _) => Some("lossy"),
        (Grade::Wrong, Said::Accepted(_)) => Some("too-wide"),
        (Grade::Wrong, _) => Some("too-narrow"),
    }
}

fn grade(text: &str, expected: bool, said: &Said) -> Grade {
    match (said, expected) {
        (Said::Accepted(written), true) if same(text, written) => Grade::Lossless,
        (Said::Accepted(_), true) => Grade::Lossy,
        (Said::Refused(_) | Said::Misplaced(_), false) => Grade::RightlyRefused,
        _ => Grade::Wrong,
    }
}

fn same(text: &str, written: &str) -> bool {
    let value = |text: &str| serde_json::from_str::<Value>(text).ok();
    matches!((value(text), value(written)), (Some(a), Some(b)) if oracle::equal(&a, &b))
}

/// The beginning of a long text.
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
    use crate::case::{Instance, Schema};
    use crate::figures::Figures;

    /// A case of three instances of which the last should be rejected.
    pub(crate) fn case(name: &str) -> Case {
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

    pub(crate) fn outcome(case: &Case, said: Vec<Said>) -> Outcome<'_> {
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
    fn verdicts(instance: &Instance) -> (Verdicts, Expected) {
        let verdicts = Verdicts {
            not_json: None,
            label: instance.label,
            validators: [Ok(instance.label.unwrap()), Ok(instance.label.unwrap())],
        };
        let expected = verdicts.expected(&[]);
        (verdicts, expected)
    }

    pub(crate) fn diagnosed<'c>(case: &'c Case, message: &str) -> Outcome<'c> {
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
    fn there_are_no_findings_when_verdicts_are_right_and_values_equal() {
        let case = case("c");
        let outcome = outcome(&case, said(["1.0", "2", "refused as it should be"]));
        assert_eq!(outcome.shortfalls(), []);
        let grades: Vec<Grade> = outcome.grades().map(|(_, grade)| grade).collect();
        let expected = [Grade::Lossless, Grade::Lossless, Grade::RightlyRefused];
        assert_eq!(grades, expected);
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
    fn ways_of_reading_that_disagree_are_a_failure_of_their_own() {
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
        let silent = Verdicts {
            not_json: None,
            label: None,
            validators: [Err("died".to_owned()), Err("died".to_owned())],
        };
        let expected = silent.expected(&[]);
        outcome.verdicts[1] = (silent, expected);
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
            panic!("the missing verdict of the validator alone");
        };
        assert_eq!((only.kind, only.who), ("not-asked", Who::Boon));
    }
}
