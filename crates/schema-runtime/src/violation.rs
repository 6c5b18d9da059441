//! One violation, without a position. The checks return it, the readers add the path, and the
//! public error types hold it.

use std::{borrow::Cow, fmt};

use crate::{ConstraintError, ErrorKind};

/// An assertion that a value violates, without the value's path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation(ErrorKind);

impl Violation {
    /// A violation of `keyword`; `expected` follows the word "must": "have at least 1 item".
    #[must_use]
    pub fn rule(keyword: &'static str, expected: impl Into<Cow<'static, str>>) -> Self {
        let expected = expected.into();
        Self(ErrorKind::Rule { keyword, expected })
    }

    pub(crate) fn kind(&self) -> &ErrorKind {
        &self.0
    }

    pub(crate) fn into_kind(self) -> ErrorKind {
        self.0
    }
}

impl From<ErrorKind> for Violation {
    fn from(kind: ErrorKind) -> Self {
        Self(kind)
    }
}

impl From<Violation> for ConstraintError {
    fn from(Violation(kind): Violation) -> Self {
        Self::new(kind)
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
