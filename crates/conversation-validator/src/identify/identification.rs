//! The identification of a payload whose model is not known, as data.
//!
//! It renders itself for people; `json` renders it for programs.

use std::fmt::{self, Display, Formatter};

use schema_runtime::printable;

use crate::Model;
use crate::identify::candidate::Candidate;
use crate::identify::decision::Decision;
use crate::report::limits::NAMELESS;
use crate::report::text;
use crate::report::unreadable::Unreadable;

/// The result of [`identify`](crate::identify).
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

    pub(crate) const fn unreadable_text(unreadable: Unreadable) -> Self {
        Self {
            source: None,
            decision: Decision::Unreadable,
            findings: Err(unreadable),
        }
    }

    /// Which model the payload is of.
    #[must_use]
    pub const fn decision(&self) -> &Decision {
        &self.decision
    }

    /// The model, if the payload is of exactly one.
    #[must_use]
    pub const fn model(&self) -> Option<Model> {
        match self.decision {
            Decision::Model(model) => Some(model),
            _ => None,
        }
    }

    /// Every model with its evidence, best first; none if the text is unreadable.
    #[must_use]
    pub fn candidates(&self) -> &[Candidate] {
        self.findings.as_deref().unwrap_or_default()
    }

    /// The models that accept the payload, best first.
    pub fn satisfied(&self) -> impl Iterator<Item = Model> {
        let accepting = self
            .candidates()
            .iter()
            .filter(|candidate| candidate.accepted);
        accepting.map(|candidate| candidate.model)
    }

    /// Why the text cannot be read; `None` if it can.
    #[must_use]
    pub const fn unreadable(&self) -> Option<&Unreadable> {
        match &self.findings {
            Ok(_) => None,
            Err(unreadable) => Some(unreadable),
        }
    }

    /// Sets where the payload came from, such as a path.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<String>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Where the payload came from, if it was set.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }
}

/// The decision in one line, then a line for each model that accepts the payload or was chosen; for
/// every model if none was.
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
