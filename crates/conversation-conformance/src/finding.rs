//! A finding: a disagreement, a missing verdict or a failure, and who is at fault as far as the
//! verdicts show.

use super::verdict::Who;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) kind: &'static str,
    pub(super) who: Who,
    pub(super) case: String,
    /// `None` if the finding is about the schema itself.
    pub(super) instance: Option<String>,
    pub(super) what: String,
}

impl Finding {
    /// One line for people.
    pub(super) fn line(&self) -> String {
        let who = self.who.name();
        match &self.instance {
            Some(instance) => format!("{}: {instance}: {who}: {}", self.case, self.what),
            None => format!("{}: {who}: {}", self.case, self.what),
        }
    }
}
