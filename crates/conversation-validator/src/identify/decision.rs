//! Decides which model a payload is of, from the evidence for each model. It knows nothing of
//! payloads.

use std::{
    cmp::Ordering,
    fmt::{self, Display, Formatter},
};

use crate::Model;
use crate::identify::candidate::Candidate;
use crate::validate::json_types;

/// The outcome of an identification.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Decision {
    /// The payload is of this model. The model need not accept it: a payload with the model's tag
    /// is of that model even if it is invalid.
    Model(Model),
    /// These models accept the payload, and the evidence for them is equal, as with `{}`.
    Ambiguous(Vec<Model>),
    /// The payload is of no model.
    None,
    /// The text cannot be read.
    Unreadable,
}

impl Decision {
    /// A stable code for programs: `model`, `ambiguous`, `none` or `unreadable`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Model(_) => "model",
            Self::Ambiguous(_) => "ambiguous",
            Self::None => "none",
            Self::Unreadable => "unreadable",
        }
    }

    /// Decides between candidates, which are sorted by rank.
    pub(crate) fn over(candidates: &[Candidate]) -> Self {
        let Some(best) = candidates.first() else {
            return Self::None;
        };
        let equal = |other: &&Candidate| other.rank().cmp(&best.rank()) == Ordering::Equal;
        let ties: Vec<_> = candidates.iter().take_while(equal).collect();
        match ties.as_slice() {
            _ if !best.has_evidence() => Self::without_evidence(candidates),
            [_] if best.accepted || best.is_meant() => Self::Model(best.model),
            [_, _, ..] if best.accepted => {
                Self::Ambiguous(ties.iter().map(|tie| tie.model).collect())
            }
            _ => Self::None,
        }
    }

    /// The decision without any evidence: every model that accepts the payload is possible.
    fn without_evidence(candidates: &[Candidate]) -> Self {
        let accepting = candidates.iter().filter(|candidate| candidate.accepted);
        let models: Vec<_> = accepting.map(|candidate| candidate.model).collect();
        if models.is_empty() {
            Self::None
        } else {
            Self::Ambiguous(models)
        }
    }
}

impl Display for Decision {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Model(model) => write!(f, "{model}"),
            Self::Ambiguous(models) => {
                let names: Vec<_> = models.iter().map(|model| model.name()).collect();
                write!(
                    f,
                    "ambiguous, could be {}",
                    json_types::alternatives(&names)
                )
            }
            Self::None => f.write_str("no model fits"),
            Self::Unreadable => f.write_str("unreadable"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Count;
    use crate::identify::candidate::{Tag, TagFound};
    use crate::identify::identification::Identification;

    fn candidate(model: Model, accepted: bool, declared: usize) -> Candidate {
        Candidate {
            model,
            accepted,
            tag: None,
            declared,
            members: 10,
            required: 0,
            violations: Vec::new(),
            violation_count: Count::Exactly(0),
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
        Identification::of(candidates.into()).decision().clone()
    }

    const A: Model = Model::AdaConversationEnded;
    const G: Model = Model::GenesysConversationChat;

    #[test]
    fn a_right_tag_beats_all_declared_properties_even_if_rejected() {
        let right = tagged(candidate(A, false, 1), TagFound::Equal);
        assert_eq!(decide([candidate(G, true, 9), right]), Decision::Model(A));
    }

    #[test]
    fn more_declared_properties_win_and_acceptance_breaks_ties() {
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
    fn a_rejecting_model_needs_half_of_the_properties_and_no_wrong_tag() {
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
