//! The expected verdict on an instance, from its text, its label and the validators; who
//! contradicts it, and which validators have none. It must not depend on what our types say.

use super::oracle::{Validator, Verdict};

/// A source of verdicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Who {
    /// The label of the corpus.
    Label,
    Jsonschema,
    Boon,
    /// The generator and its types.
    Ours,
    /// For an instance that has no verdict at all.
    None,
}

impl Who {
    const INDEPENDENT: [Self; 3] = [Self::Label, Self::Jsonschema, Self::Boon];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Jsonschema => Validator::Jsonschema.name(),
            Self::Boon => Validator::Boon.name(),
            Self::Ours => "ours",
            Self::None => "none",
        }
    }

    pub(super) fn of_name(name: &str) -> Option<Self> {
        let all = [
            Self::Label,
            Self::Jsonschema,
            Self::Boon,
            Self::Ours,
            Self::None,
        ];
        all.into_iter().find(|who| who.name() == name)
    }
}

/// The verdicts on an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verdicts {
    /// Why the text is not JSON under our policies. If set, nothing else counts.
    pub(super) not_json: Option<String>,
    pub(super) label: Option<bool>,
    /// In the order of [`Validator::ALL`].
    pub(super) validators: [Verdict; 2],
}

/// The expected verdict, and who does not share it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Expected {
    /// `None`: the verdicts contradict each other, or there is none.
    pub(super) verdict: Option<bool>,
    /// Who has the other verdict.
    pub(super) wrong: Vec<Who>,
    /// Which validators have no verdict, and why.
    pub(super) silent: Vec<(Who, String)>,
}

impl Verdicts {
    fn verdict(&self, who: Who) -> Option<bool> {
        let [jsonschema, boon] = &self.validators;
        match who {
            Who::Label => self.label,
            Who::Jsonschema => jsonschema.as_ref().ok().copied(),
            Who::Boon => boon.as_ref().ok().copied(),
            Who::Ours | Who::None => None,
        }
    }

    /// All verdicts in words.
    pub(super) fn describe(&self) -> String {
        let verdicts = Who::INDEPENDENT.into_iter().filter_map(|who| {
            let word = if self.verdict(who)? {
                "accepts"
            } else {
                "rejects"
            };
            Some(format!("{} {word}", who.name()))
        });
        verdicts.collect::<Vec<_>>().join(", ")
    }

    /// The expected verdict; those of `known_wrong` are left out of the decision.
    ///
    /// Where both validators agree, their verdict counts; else the label; else the one validator
    /// that has a verdict. Validators that contradict each other decide nothing without a label.
    pub(super) fn expected(&self, known_wrong: &[Who]) -> Expected {
        let expected = if self.not_json.is_some() {
            Some(false)
        } else {
            let verdict = |who| self.verdict(who).filter(|_| !known_wrong.contains(&who));
            let (label, jsonschema, boon) = (
                verdict(Who::Label),
                verdict(Who::Jsonschema),
                verdict(Who::Boon),
            );
            match (jsonschema, boon) {
                (Some(one), Some(other)) if one == other => Some(one),
                (Some(_), Some(_)) => label,
                (one, other) => label.or(one).or(other),
            }
        };
        let wrong = |who: &Who| {
            let contradicts = self.verdict(*who).is_some_and(|it| Some(it) != expected);
            expected.is_some() && contradicts
        };
        // Validators read values, and text that is no JSON has none.
        let asked = self.not_json.is_none();
        let silent = Who::INDEPENDENT[1..].iter().zip(&self.validators);
        let silent = silent.filter(|_| asked);
        Expected {
            verdict: expected,
            wrong: Who::INDEPENDENT.into_iter().filter(wrong).collect(),
            silent: silent
                .filter_map(|(who, verdict)| Some((*who, verdict.as_ref().err()?.clone())))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdicts(label: Option<bool>, jsonschema: Option<bool>, boon: Option<bool>) -> Verdicts {
        let verdict = |it: Option<bool>| it.ok_or_else(|| "cannot".to_owned());
        Verdicts {
            not_json: None,
            label,
            validators: [verdict(jsonschema), verdict(boon)],
        }
    }

    #[test]
    fn two_validators_count_before_a_label_and_a_label_before_one() {
        let (yes, no) = (Some(true), Some(false));
        let found = verdicts(yes, no, no).expected(&[]);
        assert_eq!((found.verdict, found.wrong), (no, vec![Who::Label]));
        let found = verdicts(yes, yes, no).expected(&[]);
        assert_eq!((found.verdict, found.wrong), (yes, vec![Who::Boon]));
        let found = verdicts(yes, no, None).expected(&[]);
        assert_eq!((found.verdict, found.wrong), (yes, vec![Who::Jsonschema]));
        assert_eq!(found.silent, [(Who::Boon, "cannot".to_owned())]);
    }

    #[test]
    fn a_contradiction_without_a_label_decides_nothing_until_it_is_known_who_is_wrong() {
        let verdicts = verdicts(None, Some(true), Some(false));
        assert_eq!(verdicts.expected(&[]).verdict, None);
        assert_eq!(verdicts.expected(&[]).wrong, []);
        let found = verdicts.expected(&[Who::Jsonschema]);
        assert_eq!(found.verdict, Some(false));
        assert_eq!(found.wrong, [Who::Jsonschema]);
        assert_eq!(verdicts.describe(), "jsonschema accepts, boon rejects");
    }

    #[test]
    fn what_is_no_json_is_rejected_whatever_a_label_says() {
        let mut verdicts = verdicts(Some(true), None, None);
        verdicts.not_json = Some("duplicate key".to_owned());
        let found = verdicts.expected(&[]);
        assert_eq!((found.verdict, found.silent), (Some(false), Vec::new()));
        assert_eq!(found.wrong, [Who::Label]);
    }
}
