//! What is known of one payload after looking at it.
//!
//! A report is data; `text` shows it to people and `json` to programs.

use serde_json::Value;

use crate::{
    Count, Model, Payload, disagreement::Disagreement, json, unreadable::Unreadable,
    violation::Violation,
};

/// The outcome of checking one payload against one model.
///
/// [`Display`](std::fmt::Display) is the form for people, in the manner of rustc;
/// [`Report::to_json`] the one for programs.
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
/// `Debug` shows all of this but the typed payload, of which it names the model only; see
/// [Personal data](crate#personal-data).
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    pub(crate) model: Model,
    pub(crate) source: Option<String>,
    pub(crate) verdict: Verdict,
    pub(crate) violation_count: Count,
    pub(crate) disagreement: Option<Disagreement>,
}

/// What was found out about a payload.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Verdict {
    /// It is accepted; here it is, typed.
    Valid(Payload),
    /// It breaks these rules: at least one, in the order of the text; the first of them if there
    /// are more than the [`Options`](crate::Options) allow.
    Invalid(Vec<Violation>),
    /// It cannot be judged, because the text is not JSON as we read it.
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

    /// The model that was checked against.
    #[must_use]
    pub const fn model(&self) -> Model {
        self.model
    }

    /// What was found out.
    #[must_use]
    pub const fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// Whether the payload is accepted, by every engine that was asked.
    #[must_use]
    pub const fn is_valid(&self) -> bool {
        matches!(self.verdict, Verdict::Valid(_)) && self.disagreement.is_none()
    }

    /// How many violations there are in all, listed or not.
    #[must_use]
    pub const fn violation_count(&self) -> Count {
        self.violation_count
    }

    /// The broken rules; none if the payload is valid or unreadable.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        match &self.verdict {
            Verdict::Invalid(violations) => violations,
            Verdict::Valid(_) | Verdict::Unreadable(_) => &[],
        }
    }

    /// What the engines said, if they did not say the same: a bug of ours.
    #[must_use]
    pub const fn disagreement(&self) -> Option<&Disagreement> {
        self.disagreement.as_ref()
    }

    /// The typed payload, or the report back if there is none.
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

    /// Says where the payload came from, such as a path; positions are shown after it.
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

    /// The form for programs, which is also how a report is serialised; [`write_json`](crate::write_json) writes it
    /// without building a value. Members are added over time, never renamed or removed:
    ///
    /// - `source`: as given to [`Report::with_source`], or null
    /// - `model`: its name
    /// - `verdict`: `"valid"`, `"invalid"` or `"unreadable"`
    /// - `violations`: an array of objects with `pointer`, `line`, `column`, `keyword`, `schema`,
    ///   `member`, `message`, `help` and `value` as [`Violation`] explains them, null where there
    ///   is none
    /// - `violation_count`: how many there are in all, of which `violations` lists the first
    /// - `violation_count_exact`: false if there may be more than `violation_count` says
    /// - `unreadable`: null, or an object with `code` ([`Trouble::code`](crate::Trouble::code)),
    ///   `cause` (null or [`Cause::code`](crate::Cause::code)), `message`, `help`, `pointer`,
    ///   `line` and `column`
    /// - `disagreement`: null, or an object whose `typed` and `full` hold what each engine says:
    ///   `verdict` (`"accepts"`, `"refuses"`, `"cannot-read"`, `"out-of-order"`) and, as fits,
    ///   `keyword`, `pointer`, `reason`
    ///
    /// ```
    /// use conversation_validator::{Model, validate};
    ///
    /// let report = validate(Model::GenesysConversationChat, br#"{"held": 1}"#).to_json();
    /// assert_eq!(report["verdict"], "invalid");
    /// assert_eq!(report["violations"][0]["pointer"], "/held");
    /// assert_eq!(report["violations"][0]["column"], 10);
    /// ```
    #[must_use]
    pub fn to_json(&self) -> Value {
        json::value(self)
    }
}
