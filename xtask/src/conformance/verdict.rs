//! The verdict that an instance should get, from all who have one.
//!
//! Takes what the text, the label and the validators say; gives the expected verdict, who
//! contradicts it and who is silent. Never knows what our types say.

use super::oracle::{Opinion, Validator};

/// Somebody with a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Who {
    /// The corpus.
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

/// What is said about an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// Why the text is not JSON under our policies. Then nothing else counts.
    pub(super) not_json: Option<String>,
    pub(super) label: Option<bool>,
    /// In the order of [`Validator::ALL`].
    pub(super) validators: [Opinion; 2],
}

/// What follows from that.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Ruling {
    /// `None`: those who have a verdict contradict each other, or there is nobody.
    pub(super) expected: Option<bool>,
    /// Who has the other verdict.
    pub(super) wrong: Vec<Who>,
    /// Which validators could not be asked, and why.
    pub(super) silent: Vec<(Who, String)>,
}

impl Said {
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

    /// The expected verdict, without those who are known to be wrong here.
    ///
    /// A label counts before a single validator; where both validators agree, they count before the
    /// label. Validators that contradict each other decide nothing without a label.
    pub(super) fn ruling(&self, known_wrong: &[Who]) -> Ruling {
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
        // Validators judge values; what is no JSON has none.
        let asked = self.not_json.is_none();
        let silent = Who::INDEPENDENT[1..].iter().zip(&self.validators);
        let silent = silent.filter(|_| asked);
        Ruling {
            expected,
            wrong: Who::INDEPENDENT.into_iter().filter(wrong).collect(),
            silent: silent
                .filter_map(|(who, opinion)| Some((*who, opinion.as_ref().err()?.clone())))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(label: Option<bool>, jsonschema: Option<bool>, boon: Option<bool>) -> Said {
        let opinion = |it: Option<bool>| it.ok_or_else(|| "cannot".to_owned());
        Said {
            not_json: None,
            label,
            validators: [opinion(jsonschema), opinion(boon)],
        }
    }

    #[test]
    fn two_validators_count_before_a_label_and_a_label_before_one() {
        let (yes, no) = (Some(true), Some(false));
        let ruling = said(yes, no, no).ruling(&[]);
        assert_eq!((ruling.expected, ruling.wrong), (no, vec![Who::Label]));
        let ruling = said(yes, yes, no).ruling(&[]);
        assert_eq!((ruling.expected, ruling.wrong), (yes, vec![Who::Boon]));
        let ruling = said(yes, no, None).ruling(&[]);
        assert_eq!(
            (ruling.expected, ruling.wrong),
            (yes, vec![Who::Jsonschema])
        );
        assert_eq!(ruling.silent, [(Who::Boon, "cannot".to_owned())]);
    }

    #[test]
    fn a_contradiction_without_a_label_decides_nothing_until_it_is_known_who_is_wrong() {
        let said = said(None, Some(true), Some(false));
        assert_eq!(said.ruling(&[]).expected, None);
        assert_eq!(said.ruling(&[]).wrong, []);
        let ruling = said.ruling(&[Who::Jsonschema]);
        assert_eq!(ruling.expected, Some(false));
        assert_eq!(ruling.wrong, [Who::Jsonschema]);
        assert_eq!(said.describe(), "jsonschema accepts, boon rejects");
    }

    #[test]
    fn what_is_no_json_is_rejected_whatever_a_label_says() {
        let mut said = said(Some(true), None, None);
        said.not_json = Some("duplicate key".to_owned());
        let ruling = said.ruling(&[]);
        assert_eq!((ruling.expected, ruling.silent), (Some(false), Vec::new()));
        assert_eq!(ruling.wrong, [Who::Label]);
    }
}
