//! One model as a candidate for the identification of a payload, with the evidence for and against
//! it.
//!
//! `evidence` makes candidates; `decision` compares them.

use std::{
    cmp::Reverse,
    fmt::{self, Display, Formatter},
};

use schema_runtime::printable;

use crate::Count;
use crate::Model;
use crate::report::limits::{LONGEST_LINE, LONGEST_POINTER};
use crate::report::violation::Violation;

/// The evidence for one model.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Candidate {
    /// The model.
    pub model: Model,
    /// Whether the model accepts the payload.
    pub accepted: bool,
    /// The tag of the model, if its schema has a property with a constant string.
    pub tag: Option<Tag>,
    /// How many of the payload's top-level properties the model's schema declares.
    pub declared: usize,
    /// How many top-level properties the payload has; 0 if it is not an object.
    pub members: usize,
    /// How many properties the model requires.
    pub required: usize,
    /// The first violations, at most three; none if the payload is accepted.
    pub violations: Vec<Violation>,
    /// How many violations there are in all.
    pub violation_count: Count,
}

/// A property with a constant string, which identifies a model.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tag {
    /// The name of the property.
    pub member: &'static str,
    /// The constant.
    pub expected: &'static str,
    /// What the payload has.
    pub found: TagFound,
}

/// What a payload has for the tag of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TagFound {
    /// The constant.
    Equal,
    /// Another value.
    Different,
    /// No such property.
    Absent,
}

impl Candidate {
    /// Whether the payload has the tag of the model.
    #[must_use]
    pub fn has_tag(&self) -> bool {
        self.found() == Some(TagFound::Equal)
    }

    /// Whether there is any evidence for this model: its tag, or a declared property.
    #[must_use]
    pub fn has_evidence(&self) -> bool {
        self.has_tag() || self.declared > 0
    }

    fn found(&self) -> Option<TagFound> {
        self.tag.as_ref().map(|tag| tag.found)
    }

    /// Whether a payload that the model rejects is still identified as of this model.
    pub(crate) fn is_meant(&self) -> bool {
        match self.found() {
            Some(TagFound::Equal) => true,
            Some(TagFound::Different) => false,
            Some(TagFound::Absent) | None => self.declared > 0 && 2 * self.declared >= self.members,
        }
    }

    /// The sort key: stronger evidence first. All candidates are for the same payload, so
    /// `declared` is comparable.
    pub(crate) fn rank(&self) -> impl Ord + use<> {
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

/// One line such as `satisfied genesys.conversation_chat (2 of 3 properties known)`, then the first
/// violations.
impl Display for Candidate {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let verdict = if self.accepted {
            "satisfied"
        } else {
            "refused  "
        };
        write!(f, "{verdict} {} (", self.model)?;
        if let Some(tag) = &self.tag {
            write!(f, "{tag}, ")?;
        }
        write!(f, "{} of {} properties known)", self.declared, self.members)?;
        for violation in &self.violations {
            let at = if violation.pointer.is_empty() {
                ""
            } else {
                " at "
            };
            write!(
                f,
                "\n              {:.LONGEST_LINE$}{at}{:.LONGEST_POINTER$}",
                printable(&violation.message),
                printable(&violation.pointer)
            )?;
        }
        match self.violation_count.beside(self.violations.len()) {
            Count::Exactly(0) => Ok(()),
            more => write!(f, "\n              and {more} more"),
        }
    }
}

impl Display for Tag {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            member,
            expected,
            found,
        } = self;
        match found {
            TagFound::Equal => write!(f, "`{member}` is `{expected}`"),
            TagFound::Different => write!(f, "`{member}` is not `{expected}`"),
            TagFound::Absent => write!(f, "no `{member}`"),
        }
    }
}
