//! The report on one payload, as data; `text` renders it for people and `json` for programs.

use crate::Count;
use crate::Model;
use crate::Payload;
use crate::report::disagreement::Disagreement;
use crate::report::unreadable::Unreadable;
use crate::report::violation::Violation;

/// The outcome of checking one payload against one model.
///
/// [`Display`](std::fmt::Display) renders it for people, in the style of rustc;
/// [`Report::to_json`] for programs.
///
/// ```
/// use conversation_validator::{Model, validate};
///
/// let report = validate(Model::InkeepSupportTicketConversation, br#"{"messages": 5}"#);
/// let report = report.with_source("ticket.json");
/// assert!(!report.is_valid());
/// let text = report.to_string();
/// assert!(text.contains("error[type]: expected an array, found a number"));
/// assert!(text.contains("--> ticket.json:1:14"));
/// ```
///
/// `Debug` shows all of it except the typed payload, of which it shows the model only; see
/// [Personal data](crate#personal-data).
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    pub(crate) model: Model,
    pub(crate) source: Option<String>,
    pub(crate) verdict: Verdict,
    pub(crate) violation_count: Count,
    pub(crate) disagreement: Option<Disagreement>,
}

/// The verdict on a payload.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Verdict {
    /// The payload is valid; this is its typed value.
    Valid(Payload),
    /// The payload is invalid. The violations are in the order of the text, at least one, and only
    /// the first if there are more than the [`Options`](crate::Options) allow.
    Invalid(Vec<Violation>),
    /// The text cannot be read, so the payload is neither valid nor invalid.
    Unreadable(Unreadable),
}

impl Report {
    pub(crate) const fn new(model: Model, verdict: Verdict) -> Self {
        let violation_count = Count::Exactly(match &verdict {
            Verdict::Invalid(violations) => violations.len(),
            Verdict::Valid(_) | Verdict::Unreadable(_) => 0,
        });
        Self {
            model,
            source: None,
            verdict,
            violation_count,
            disagreement: None,
        }
    }

    pub(crate) const fn counting(mut self, violations: Count) -> Self {
        self.violation_count = violations;
        self
    }

    pub(crate) fn disagreeing(mut self, disagreement: Disagreement) -> Self {
        self.disagreement = Some(disagreement);
        self
    }

    /// The model that the payload was validated against.
    #[must_use]
    pub const fn model(&self) -> Model {
        self.model
    }

    /// The verdict.
    #[must_use]
    pub const fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// Whether the payload is valid and no engine disagrees.
    #[must_use]
    pub const fn is_valid(&self) -> bool {
        matches!(self.verdict, Verdict::Valid(_)) && self.disagreement.is_none()
    }

    /// How many violations there are in all, listed or not.
    #[must_use]
    pub const fn violation_count(&self) -> Count {
        self.violation_count
    }

    /// The listed violations; none if the payload is valid or unreadable.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        match &self.verdict {
            Verdict::Invalid(violations) => violations,
            Verdict::Valid(_) | Verdict::Unreadable(_) => &[],
        }
    }

    /// The verdicts of the engines, if they differ: a bug of ours.
    #[must_use]
    pub const fn disagreement(&self) -> Option<&Disagreement> {
        self.disagreement.as_ref()
    }

    /// The typed payload.
    ///
    /// # Errors
    ///
    /// The report itself, if it is not valid.
    pub fn into_payload(self) -> Result<Payload, Box<Self>> {
        match self.verdict {
            Verdict::Valid(payload) if self.disagreement.is_none() => Ok(payload),
            _ => Err(Box::new(self)),
        }
    }

    /// Sets where the payload came from, such as a path; `Display` shows it before positions.
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
