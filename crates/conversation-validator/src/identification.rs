//! Which model a payload is of, as data: what was found for each model, and what follows.
//!
//! Made by `identify`. The rules of the decision stand here, in one place.

use std::cmp::{Ordering, Reverse};

use crate::{Model, json, unreadable::Unreadable, violation::Violation};

/// What [`identify`](crate::identify) found out.
#[derive(Debug, Clone, PartialEq)]
pub struct Identification {
    source: Option<String>,
    findings: Result<Vec<Candidate>, Unreadable>,
    decision: Decision,
}

/// Which model it is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Decision {
    /// It is meant to be of this model. Whether the model accepts it is another question: a
    /// payload that carries the model's tag is of that model however broken it is.
    Model(Model),
    /// It satisfies these models and nothing tells which is meant, as with `{}`.
    Ambiguous(Vec<Model>),
    /// No model fits.
    None,
    /// The text cannot be read.
    Unreadable,
}

/// What was found for one model.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Candidate {
    /// The model.
    pub model: Model,
    /// Whether it accepts the payload.
    pub accepted: bool,
    /// The member that must equal one string in this model, if it has one.
    pub tag: Option<Tag>,
    /// How many of the payload's members the model's schema names.
    pub declared: usize,
    /// How many members the payload has; 0 if it is no object.
    pub members: usize,
    /// How many members the model requires.
    pub required: usize,
    /// The first violations, at most three; none if the payload is accepted.
    pub violations: Vec<Violation>,
    /// How many violations there are in all.
    pub violation_count: usize,
}

/// A member that tells a model from others.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tag {
    /// Its name.
    pub member: &'static str,
    /// What it must be.
    pub expected: &'static str,
    /// What it is.
    pub found: TagFound,
}

/// What a payload has for a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TagFound {
    /// The expected string.
    Equal,
    /// Something else.
    Different,
    /// No such member.
    Absent,
}

impl Candidate {
    /// Whether the tag is there and right.
    #[must_use]
    pub fn has_tag(&self) -> bool {
        self.found() == Some(TagFound::Equal)
    }

    /// Whether anything at all speaks for this model: its tag, or a member it names.
    #[must_use]
    pub fn has_evidence(&self) -> bool {
        self.has_tag() || self.declared > 0
    }

    fn found(&self) -> Option<TagFound> {
        self.tag.as_ref().map(|tag| tag.found)
    }

    /// Whether a refused payload is so like this model that it is meant to be of it.
    fn is_meant(&self) -> bool {
        match self.found() {
            Some(TagFound::Equal) => true,
            Some(TagFound::Different) => false,
            Some(TagFound::Absent) | None => self.declared > 0 && 2 * self.declared >= self.members,
        }
    }

    /// Stronger evidence first; all shares have the same denominator.
    fn rank(&self) -> impl Ord + use<> {
        let requirements = if self.accepted { self.required } else { 0 };
        Reverse((self.has_tag(), self.declared, self.accepted, requirements))
    }
}

impl TagFound {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Different => "different",
            Self::Absent => "absent",
        }
    }
}

impl Decision {
    /// A stable word for programs: `model`, `ambiguous`, `none` or `unreadable`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Model(_) => "model",
            Self::Ambiguous(_) => "ambiguous",
            Self::None => "none",
            Self::Unreadable => "unreadable",
        }
    }

    /// Decides over candidates in the order of their rank.
    fn over(candidates: &[Candidate]) -> Self {
        let Some(best) = candidates.first() else {
            return Self::None;
        };
        let equal = |other: &&Candidate| other.rank().cmp(&best.rank()) == Ordering::Equal;
        let ties: Vec<_> = candidates.iter().take_while(equal).collect();
        match ties.as_slice() {
            _ if !best.has_evidence() => Self::among(candidates),
            [_] if best.accepted || best.is_meant() => Self::Model(best.model),
            [_, _, ..] if best.accepted => {
                Self::Ambiguous(ties.iter().map(|tie| tie.model).collect())
            }
            _ => Self::None,
        }
    }

    /// Nothing speaks for any model: all that accept the payload may be meant.
    fn among(candidates: &[Candidate]) -> Self {
        let accepting = candidates.iter().filter(|candidate| candidate.accepted);
        let models: Vec<_> = accepting.map(|candidate| candidate.model).collect();
        if models.is_empty() {
            Self::None
        } else {
            Self::Ambiguous(models)
        }
    }
}

impl Identification {
    pub(crate) fn of(mut candidates: Vec<Candidate>) -> Self {
        candidates.sort_by_cached_key(Candidate::rank);
        Self {
            source: None,
            decision: Decision::over(&candidates),
            findings: Ok(candidates),
        }
    }

    pub(crate) const fn unread(unreadable: Unreadable) -> Self {
        Self {
            source: None,
            decision: Decision::Unreadable,
            findings: Err(unreadable),
        }
    }

    /// Which model it is.
    #[must_use]
    pub const fn decision(&self) -> &Decision {
        &self.decision
    }

    /// The model, if there is exactly one that is meant.
    #[must_use]
    pub const fn model(&self) -> Option<Model> {
        match self.decision {
            Decision::Model(model) => Some(model),
            _ => None,
        }
    }

    /// Every model with what was found for it, best first; none if the text is unreadable.
    #[must_use]
    pub fn candidates(&self) -> &[Candidate] {
        self.findings.as_deref().unwrap_or_default()
    }

    /// The models the payload satisfies, best first.
    pub fn satisfied(&self) -> impl Iterator<Item = Model> {
        let accepting = self
            .candidates()
            .iter()
            .filter(|candidate| candidate.accepted);
        accepting.map(|candidate| candidate.model)
    }

    /// Why the text could not be read.
    #[must_use]
    pub const fn unreadable(&self) -> Option<&Unreadable> {
        match &self.findings {
            Ok(_) => None,
            Err(unreadable) => Some(unreadable),
        }
    }

    /// Says where the payload came from, such as a path.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<String>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Where the payload came from, if it was said.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// The form for programs. Members are added over time, never renamed or removed:
    ///
    /// - `source`: as given to [`Identification::with_source`], or null
    /// - `decision`: [`Decision::code`]
    /// - `models`: the name of the one model, the names of the ambiguous ones, or none
    /// - `candidates`: an array, best first, of objects with `model`, `accepted`, `tag` (null, or
    ///   an object with `member`, `expected`, `found`: `"equal"`, `"different"`, `"absent"`),
    ///   `declared_members`, `members`, `required_members`, `violations` (at most three, as in
    ///   [`Report::to_json`](crate::Report::to_json)) and `violation_count`
    /// - `unreadable`: as in [`Report::to_json`](crate::Report::to_json)
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        json::identification(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(model: Model, accepted: bool, declared: usize) -> Candidate {
        Candidate {
            model,
            accepted,
            tag: None,
            declared,
            members: 10,
            required: 0,
            violations: Vec::new(),
            violation_count: 0,
        }
    }

    fn tagged(mut candidate: Candidate, found: TagFound) -> Candidate {
        let (member, expected) = ("type", "x");
        candidate.tag = Some(Tag {
            member,
            expected,
            found,
        });
        candidate
    }

    fn decide(candidates: impl Into<Vec<Candidate>>) -> Decision {
        Identification::of(candidates.into()).decision
    }

    const A: Model = Model::AdaConversationEnded;
    const G: Model = Model::GenesysConversationChat;

    #[test]
    fn a_right_tag_beats_every_share_even_when_refused() {
        let right = tagged(candidate(A, false, 1), TagFound::Equal);
        assert_eq!(decide([candidate(G, true, 9), right]), Decision::Model(A));
    }

    #[test]
    fn the_greater_share_wins_and_acceptance_breaks_ties() {
        assert_eq!(
            decide([candidate(A, true, 2), candidate(G, true, 3)]),
            Decision::Model(G)
        );
        assert_eq!(
            decide([candidate(A, false, 5), candidate(G, true, 5)]),
            Decision::Model(G)
        );
    }

    #[test]
    fn ties_are_ambiguous_and_no_evidence_is_too() {
        let both = Decision::Ambiguous(vec![A, G]);
        assert_eq!(decide([candidate(A, true, 2), candidate(G, true, 2)]), both);
        assert_eq!(decide([candidate(A, true, 0), candidate(G, true, 0)]), both);
        let one = Decision::Ambiguous(vec![G]);
        assert_eq!(decide([candidate(A, false, 0), candidate(G, true, 0)]), one);
    }

    #[test]
    fn a_refusing_model_is_meant_only_with_half_of_the_members_and_no_wrong_tag() {
        assert_eq!(decide([candidate(A, false, 5)]), Decision::Model(A));
        assert_eq!(decide([candidate(A, false, 4)]), Decision::None);
        let wrong = tagged(candidate(A, false, 10), TagFound::Different);
        assert_eq!(decide([wrong, candidate(G, true, 1)]), Decision::None);
        assert_eq!(
            decide([candidate(A, false, 0), candidate(G, false, 0)]),
            Decision::None
        );
        assert_eq!(decide([]), Decision::None);
    }
}
