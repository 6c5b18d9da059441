//! One model as the answer to "which model is it?": what speaks for it, and what it has against
//! the payload.
//!
//! Made by `evidence`; compared by `decision`.

use std::{
    cmp::Reverse,
    fmt::{self, Display, Formatter},
};

use schema_runtime::printable;

use crate::{
    Count, Model,
    text::{LONGEST_LINE, LONGEST_POINTER},
    violation::Violation,
};

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
    pub violation_count: Count,
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
    pub(crate) fn is_meant(&self) -> bool {
        match self.found() {
            Some(TagFound::Equal) => true,
            Some(TagFound::Different) => false,
            Some(TagFound::Absent) | None => self.declared > 0 && 2 * self.declared >= self.members,
        }
    }

    /// Stronger evidence first; all shares have the same denominator.
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

/// `satisfied genesys.conversation_chat (2 of 3 members known)`, and what it was refused for.
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
        write!(f, "{} of {} members known)", self.declared, self.members)?;
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
