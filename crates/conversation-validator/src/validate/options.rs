//! How much a report lists and quotes, and how much memory the search for violations may take.

use crate::Detail;

/// How many violations a report lists by default.
const DEFAULT_LISTED: usize = 100;

/// How many bytes the errors of a search may take at least: enough to count some 30,000 violations
/// exactly.
const LEAST_ROOM: u64 = 16 << 20;

/// How many bytes more they may take for each violation to list.
const ROOM_FOR_EACH: u64 = 2 << 10;

/// How much [`validate_with`](crate::validate_with) reports.
///
/// Every second byte of a payload can be a violation. By default a report lists the first 100
/// violations and says how many there are in all
/// ([`Report::violation_count`](crate::Report::violation_count)); its cost is bounded by the size
/// of the payload, not by the number of its violations.
///
/// ```
/// use conversation_validator::{Count, Detail, Model, Options, validate_with};
///
/// let payload = br#"{"segments": [1, 2, 3]}"#;
/// let options = Options::new().max_violations(2).detail(Detail::Values);
/// let report = validate_with(Model::GenesysConversationChat, payload, options);
/// assert_eq!(report.violations().len(), 2);
/// assert_eq!(report.violations()[0].value.as_deref(), Some("1"));
/// assert_eq!(report.violation_count(), Count::Exactly(3));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    detail: Detail,
    max_violations: Option<usize>,
}

impl Options {
    /// The defaults, which [`validate`](crate::validate) uses: no values, the first 100 violations.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            detail: Detail::Structure,
            max_violations: Some(DEFAULT_LISTED),
        }
    }

    /// Sets how much of the payload is quoted.
    #[must_use]
    pub const fn detail(mut self, detail: Detail) -> Self {
        self.detail = detail;
        self
    }

    /// Lists at most `most` violations, the first in the text. At least one is listed: 0 means 1.
    #[must_use]
    pub const fn max_violations(mut self, most: usize) -> Self {
        self.max_violations = Some(if most == 0 { 1 } else { most });
        self
    }

    /// Lists all violations. This may take a thousand times the memory of the payload: not for
    /// payloads of untrusted origin.
    #[must_use]
    pub const fn all_violations(mut self) -> Self {
        self.max_violations = None;
        self
    }

    pub(crate) const fn shown(self) -> Detail {
        self.detail
    }

    pub(crate) const fn limit(self) -> usize {
        match self.max_violations {
            Some(most) => most,
            None => usize::MAX,
        }
    }

    /// How many bytes the errors of the search may take before it stops.
    pub(crate) fn room(self) -> u64 {
        let Some(most) = self.max_violations else {
            return u64::MAX;
        };
        let most = u64::try_from(most).unwrap_or(u64::MAX);
        most.saturating_mul(ROOM_FOR_EACH)
            .saturating_add(LEAST_ROOM)
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

impl From<Detail> for Options {
    fn from(detail: Detail) -> Self {
        Self::new().detail(detail)
    }
}
