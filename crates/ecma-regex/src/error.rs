//! The error of parsing or compiling a pattern: reason, help and span.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// Why a text is not a pattern of ECMA-262, or cannot be matched by this crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    reason: Cow<'static, str>,
    help: Option<Cow<'static, str>>,
    span: Range<usize>,
}

impl Error {
    pub(crate) fn new(reason: impl Into<Cow<'static, str>>, span: Range<usize>) -> Self {
        Self {
            reason: reason.into(),
            help: None,
            span,
        }
    }

    pub(crate) fn help(mut self, help: impl Into<Cow<'static, str>>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// What is wrong, as one sentence without a full stop.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// What to write instead, where that is known.
    #[must_use]
    pub fn suggestion(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// The byte range of the pattern that is wrong.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (at byte {})", self.reason, self.span.start)
    }
}

impl std::error::Error for Error {}
