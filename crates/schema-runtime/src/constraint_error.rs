//! What building a constrained value by hand can answer. Knows the rule, never the value that broke it.

use std::fmt;

use crate::ErrorKind;

/// Why a value does not fit into a generated type with rules of its own (`minLength`, `pattern`, `maximum`, …).
///
/// It is what `TryFrom` of such a type returns. The message names the rule and its bound, never the value.
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

    /// The schema keyword that was broken.
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
