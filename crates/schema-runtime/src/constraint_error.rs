//! The error of constructing a constrained value in code. It must not hold the value, so that
//! messages never quote payloads.

use std::fmt;

use crate::ErrorKind;

/// Why a value does not satisfy the assertions of a generated type (`minLength`, `pattern`,
/// `maximum`, …).
///
/// `TryFrom` of such a type returns it. The message names the keyword and its bound, never the
/// value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConstraintError(Box<ErrorKind>);

impl ConstraintError {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self(Box::new(kind))
    }

    /// What is wrong; mostly [`ErrorKind::Rule`].
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0
    }

    /// The schema keyword that the value violates.
    #[must_use]
    pub fn keyword(&self) -> Option<&'static str> {
        self.0.keyword()
    }
}

impl fmt::Display for ConstraintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for ConstraintError {}
