//! The checked-in list of known disagreements (`known.toml`), each with who is wrong and why. It
//! matches findings against the list and finds entries that no longer apply.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;

use super::files::read;
use super::finding::Finding;
use super::outcome::Outcome;
use super::verdict::Who;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    known: Vec<Entry>,
}

/// A known disagreement. Without `cases` it is about every case, without `instance` about every
/// instance.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// `suite`, `store`, `documents`, `random`.
    corpus: String,
    #[serde(default)]
    cases: Vec<String>,
    instance: Option<String>,
    /// Who is wrong or has no verdict: `label`, `jsonschema`, `boon`, `ours`, `none`.
    who: String,
    /// The kind of finding; every kind if absent.
    kind: Option<String>,
    /// A part of the finding's text, for reasons that many cases share.
    says: Option<String>,
    /// The reason, which reports print.
    why: String,
}

/// The entries for one corpus.
#[derive(Debug, Default)]
pub(super) struct Known {
    entries: Vec<Entry>,
    /// Indices of entries that matched, each with the case of the finding.
    used: RefCell<BTreeSet<(usize, String)>>,
}

impl Known {
    /// Reads the list from `path`, or the checked-in one if `None`.
    pub(super) fn read(path: Option<&Path>, corpus: &str) -> Result<Self, String> {
        let text = match path {
            Some(path) => read(path)?,
            None => include_str!("known.toml").to_owned(),
        };
        Self::parse(&text, corpus)
    }

    fn parse(text: &str, corpus: &str) -> Result<Self, String> {
        let file: File =
            toml::from_str(text).map_err(|error| format!("the known disagreements: {error}"))?;
        for entry in &file.known {
            if Who::of_name(&entry.who).is_none() {
                return Err(format!("the known disagreements: who is `{}`?", entry.who));
            }
            if entry.why.trim().is_empty() {
                return Err(format!("the known disagreements: {entry:?} has no reason"));
            }
        }
        let mut entries = file.known;
        entries.retain(|entry| entry.corpus == corpus);
        Ok(Self {
            entries,
            used: RefCell::default(),
        })
    }

    /// Who is known to have the wrong verdict on an instance.
    pub(super) fn wrong(&self, case: &str, instance: &str) -> Vec<Who> {
        let about = self.entries.iter().filter(|entry| {
            entry.cases.iter().any(|it| it == case)
                && entry.instance.as_deref().is_none_or(|it| it == instance)
                && entry.says.is_none()
        });
        about.filter_map(|entry| Who::of_name(&entry.who)).collect()
    }

    /// The reason of the first entry that matches a finding; `None` if it is not known.
    pub(super) fn reason(&self, finding: &Finding) -> Option<&str> {
        let same = |entry: &Option<String>, found: Option<&str>| {
            entry.as_deref().is_none_or(|entry| found == Some(entry))
        };
        let place = self.entries.iter().position(|entry| {
            Who::of_name(&entry.who) == Some(finding.who)
                && (entry.cases.is_empty() || entry.cases.contains(&finding.case))
                && same(&entry.instance, finding.instance.as_deref())
                && same(&entry.kind, Some(finding.kind))
                && entry
                    .says
                    .as_ref()
                    .is_none_or(|it| finding.what.contains(it))
        })?;
        let used = (place, finding.case.clone());
        self.used.borrow_mut().insert(used);
        Some(&self.entries.get(place)?.why)
    }

    /// Entries that no finding matched although their cases ran. `whole`: the run left out no case,
    /// so entries about every case can be checked too.
    pub(super) fn stale(&self, outcomes: &[Outcome<'_>], whole: bool) -> Vec<String> {
        let used = self.used.borrow();
        let is_tried = |case: &str| outcomes.iter().any(|outcome| outcome.case.name == case);
        let mut stale = Vec::new();
        for (place, entry) in self.entries.iter().enumerate() {
            let parts = [&entry.instance, &entry.kind, &entry.says]
                .into_iter()
                .flatten();
            let about: Vec<&str> = parts.map(String::as_str).collect();
            let line = |case: &str| {
                let (about, who, why) = (about.join(": "), &entry.who, &entry.why);
                format!("{case}: {about}: {who} ({why})")
            };
            if entry.cases.is_empty() && whole && !used.iter().any(|(it, _)| *it == place) {
                stale.push(line("every case"));
            }
            let unused = |case: &&String| !used.contains(&(place, (*case).clone()));
            let cases = entry.cases.iter().filter(|case| is_tried(case));
            stale.extend(cases.filter(unused).map(|case| line(case)));
        }
        stale
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::tests::{case, outcome};

    const FILE: &str = r#"
        [[known]]
        corpus = "store"
        cases = ["c"]
        instance = "instance 1"
        who = "label"
        why = "the label is wrong"

        [[known]]
        corpus = "store"
        who = "boon"
        kind = "not-asked"
        says = "look-around"
        why = "boon has no lookaround"
    "#;

    fn finding(kind: &'static str, who: Who, what: &str) -> Finding {
        Finding {
            kind,
            who,
            case: "c".to_owned(),
            instance: Some("instance 1".to_owned()),
            what: what.to_owned(),
        }
    }

    #[test]
    fn entries_match_by_what_they_say_and_are_stale_when_nothing_does() {
        let known = Known::parse(FILE, "store").unwrap();
        assert_eq!(known.wrong("c", "instance 1"), [Who::Label]);
        assert_eq!(known.wrong("c", "instance 2"), []);
        assert_eq!(
            known.reason(&finding("wrong-verdict", Who::Boon, "x")),
            None
        );
        assert!(
            known
                .reason(&finding("not-asked", Who::Boon, "no look-around"))
                .is_some()
        );
        let case = case("c");
        let outcomes = [outcome(&case, Vec::new())];
        assert_eq!(known.stale(&outcomes, true).len(), 1);
        assert!(
            known
                .reason(&finding("wrong-verdict", Who::Label, "x"))
                .is_some()
        );
        assert!(known.stale(&outcomes, true).is_empty());
        assert!(Known::parse(FILE, "suite").unwrap().entries.is_empty());
    }

    #[test]
    fn an_entry_says_who_and_why() {
        for entry in ["who = \"me\"\nwhy = \"x\"", "who = \"boon\"\nwhy = \" \""] {
            let file = format!("[[known]]\ncorpus = \"store\"\n{entry}\n");
            assert!(Known::parse(&file, "store").is_err(), "{entry}");
        }
    }

    #[test]
    fn the_checked_in_list_can_be_read() {
        for corpus in ["suite", "store", "documents", "random"] {
            Known::read(None, corpus).unwrap();
        }
    }
}
