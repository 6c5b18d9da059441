//! What became of one case, and where it falls short.
//!
//! Takes what the other stages found out; gives judgements. Never counts over cases.

use serde_json::Value;

use super::asking::Said;
use super::case::Case;
use super::oracle;
use super::pool::Reply;
use super::worker::{Answer, Diagnosed, Generated};

/// Everything that is known of a case.
#[derive(Debug)]
pub(super) struct Outcome<'c> {
    pub(super) section: &'c str,
    pub(super) case: &'c Case,
    pub(super) generation: Reply,
    /// Why the `jsonschema` crate cannot use the schema, where it was asked.
    pub(super) unusable: Option<String>,
    /// The verdict that each instance should get, where there is one.
    pub(super) expected: Vec<Option<bool>>,
    /// Why the module does not compile.
    pub(super) broken: Option<String>,
    /// What the type said to each instance; nothing when there is no type to ask.
    pub(super) said: Vec<Said>,
}

/// How the generator did, in classes to be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Generated,
    /// Refused, and the `jsonschema` crate cannot use the schema either.
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

/// One kind of trouble of a case, by its first instance.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shortfall {
    pub(super) kind: &'static str,
    pub(super) what: String,
}

impl Outcome<'_> {
    pub(super) fn class(&self) -> Class {
        match &self.generation {
            Reply::Answer(Answer::Generated(_)) => Class::Generated,
            Reply::Answer(Answer::Diagnosed(_)) if self.unusable.is_some() => Class::RightlyRefused,
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

    /// A judgement for each instance that was asked about and has a verdict to be held against.
    pub(super) fn judged(&self) -> impl Iterator<Item = (usize, Judged)> {
        let pairs = self.expected.iter().zip(&self.said).enumerate();
        pairs.filter_map(|(index, (expected, said))| {
            let text = &self.case.instances.get(index)?.text;
            Some((index, judge(text, (*expected)?, said)))
        })
    }

    /// Instances with a verdict of their own that the `jsonschema` crate does not give, and whether
    /// the type gives it.
    pub(super) fn disputed(&self) -> impl Iterator<Item = (&str, bool)> {
        let pairs = self.case.instances.iter().zip(&self.expected);
        let pairs = pairs.zip(&self.said);
        pairs.filter_map(|((instance, expected), said)| {
            let (own, None) = (instance.expected?, expected) else {
                return None;
            };
            let right = judge(&instance.text, own, said) != Judged::Wrong;
            Some((instance.label.as_str(), right))
        })
    }

    /// The first trouble of each kind; empty when all is well.
    pub(super) fn shortfalls(&self) -> Vec<Shortfall> {
        let mut shortfalls: Vec<Shortfall> = self.generation_trouble().into_iter().collect();
        let mut add = |kind, what| {
            if shortfalls.iter().all(|known| known.kind != kind) {
                shortfalls.push(Shortfall { kind, what });
            }
        };
        if let Some(error) = &self.broken {
            add("does-not-compile", error.clone());
        }
        for (index, judged) in self.judged() {
            if let Some(kind) = self.kind(index, judged) {
                add(kind, self.describe(index));
            }
        }
        shortfalls
    }

    fn generation_trouble(&self) -> Option<Shortfall> {
        let (kind, what) = match &self.generation {
            Reply::TimedOut => ("timed-out", "the generator took too long".to_owned()),
            Reply::Crashed(how) => ("crashed", format!("the generator ended: {how}")),
            Reply::Answer(Answer::Panicked(message)) => ("panicked", message.clone()),
            Reply::Answer(Answer::Diagnosed(it)) if self.unusable.is_none() => {
                ("diagnosed", it.message.clone())
            }
            Reply::Answer(_) => return None,
        };
        Some(Shortfall { kind, what })
    }

    fn kind(&self, index: usize, judged: Judged) -> Option<&'static str> {
        match (judged, self.said.get(index)?) {
            (Judged::Kept | Judged::RightlyRefused, _) => None,
            (Judged::Lost, _) => Some("lossy"),
            (Judged::Wrong, Said::Accepted(_)) => Some("too-wide"),
            (Judged::Wrong, Said::Refused(_)) => Some("too-narrow"),
            (Judged::Wrong, Said::Broken(_)) => Some("breaks"),
        }
    }

    fn describe(&self, index: usize) -> String {
        let label = self.case.instances.get(index).map_or("", |it| &it.label);
        match self.said.get(index) {
            Some(Said::Accepted(written)) => format!("{label}: written as {}", cut(written)),
            Some(Said::Refused(why)) => format!("{label}: {}", cut(why)),
            Some(Said::Broken(how)) => format!("{label}: {how}"),
            None => label.to_owned(),
        }
    }
}

fn judge(text: &str, expected: bool, said: &Said) -> Judged {
    match (said, expected) {
        (Said::Accepted(written), true) if same(text, written) => Judged::Kept,
        (Said::Accepted(_), true) => Judged::Lost,
        (Said::Refused(_), false) => Judged::RightlyRefused,
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
        let instance = |(text, expected): (&str, bool)| Instance {
            label: format!("instance {text}"),
            text: text.to_owned(),
            expected: Some(expected),
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
            unusable: None,
            expected: case.instances.iter().map(|it| it.expected).collect(),
            broken: None,
            said,
        }
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
    fn each_kind_of_trouble_is_told_by_its_first_instance() {
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
        assert_eq!((only.kind, &*only.what), ("breaks", "instance 1: panicked"));
    }

    #[test]
    fn a_diagnostic_is_right_when_the_other_engine_cannot_use_the_schema_either() {
        let case = case("c");
        let mut outcome = diagnosed(&case, "no");
        assert_eq!(outcome.class(), Class::Diagnosed);
        assert_eq!(outcome.shortfalls().len(), 1);
        outcome.unusable = Some("`x` was not given".to_owned());
        assert_eq!(outcome.class(), Class::RightlyRefused);
        assert_eq!(outcome.shortfalls(), []);
    }
}
