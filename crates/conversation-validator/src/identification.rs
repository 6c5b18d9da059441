//! What is known of a payload whose model nobody named.
//!
//! An identification is data; it shows itself to people, and `json` shows it to programs.

use std::fmt::{self, Display, Formatter};

use schema_runtime::printable;

use crate::{
    Model,
    candidate::Candidate,
    decision::Decision,
    json,
    text::{self, NAMELESS},
    unreadable::Unreadable,
};

/// What [`identify`](crate::identify) found out.
#[derive(Debug, Clone, PartialEq)]
pub struct Identification {
    source: Option<String>,
    findings: Result<Vec<Candidate>, Unreadable>,
    decision: Decision,
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

    /// The form for programs, which is also how an identification is serialised; see
    /// [`write_json`](crate::write_json). Members are added over time, never renamed or removed:
    ///
    /// - `source`: as given to [`Identification::with_source`], or null
    /// - `decision`: [`Decision::code`]
    /// - `models`: the name of the one model, the names of the ambiguous ones, or none
    /// - `candidates`: an array, best first, of objects with `model`, `accepted`, `tag` (null, or
    ///   an object with `member`, `expected`, `found`: `"equal"`, `"different"`, `"absent"`),
    ///   `declared_members`, `members`, `required_members`, `violations` (at most three, as in
    ///   [`Report::to_json`](crate::Report::to_json)), `violation_count` and
    ///   `violation_count_exact`
    /// - `unreadable`: as in [`Report::to_json`](crate::Report::to_json)
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        json::value(self)
    }
}

/// The form for people: the decision in one line, then a line for each model that matters to it.
impl Display for Identification {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let source = self.source().unwrap_or(NAMELESS);
        if let Some(reason) = self.unreadable() {
            return text::unreadable(f, source, reason);
        }
        write!(f, "{}: {}", printable(source), self.decision())?;
        let undecided = *self.decision() == Decision::None;
        self.candidates()
            .iter()
            .filter(|one| undecided || one.accepted || Some(one.model) == self.model())
            .try_for_each(|candidate| write!(f, "\n  {candidate}"))
    }
}
