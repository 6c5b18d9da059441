//! The keyword `pattern`: ECMA-262 regular expressions, matched by the `ecma-regex` crate.

use std::borrow::Cow;

use ecma_regex::Regex;

use crate::{Violation, undecided};

/// A compiled pattern, meant to be kept in a `static` behind a `LazyLock`.
pub struct Pattern {
    source: Cow<'static, str>,
    /// `None` if the source is not a valid pattern.
    regex: Option<Regex>,
}

impl Pattern {
    /// Compiles an ECMA-262 regular expression.
    ///
    /// An invalid one refuses every text; the generator has checked that it is valid.
    #[must_use]
    pub fn new(source: impl Into<Cow<'static, str>>) -> Self {
        let source = source.into();
        let regex = Regex::new(&source).ok();
        Self { source, regex }
    }

    /// Whether the expression is valid.
    #[cfg(feature = "condition")]
    pub(super) fn is_usable(&self) -> bool {
        self.regex.is_some()
    }

    /// The expression, as in the schema.
    pub(super) fn source(&self) -> &str {
        &self.source
    }

    /// Whether the expression matches somewhere in `text`. `false` can also mean that it gave up,
    /// which is recorded for the whole payload.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.matches(text).unwrap_or(false)
    }

    /// Whether the expression matches; `None` if it gives up.
    fn matches(&self, text: &str) -> Option<bool> {
        match &self.regex {
            Some(regex) => undecided::is_match(regex, text),
            None => Some(false),
        }
    }
}

/// Keyword `pattern` ([JSON Schema validation, draft 2020-12, section
/// 6.3.3](https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3.3)): the
/// expression must match somewhere in `text`.
///
/// # Errors
///
/// If it does not, is invalid, or gives up.
pub fn pattern(text: &str, pattern: &Pattern) -> Result<(), Violation> {
    match pattern.matches(text) {
        Some(true) => Ok(()),
        Some(false) => Err(refused(pattern)),
        None => Err(undecided::gave_up(&pattern.source)),
    }
}

#[cold]
fn refused(pattern: &Pattern) -> Violation {
    let source = &pattern.source;
    let expected = match pattern.regex {
        None => format!("match `{source}`, which is not a usable regular expression"),
        Some(_) => format!("match `{source}`"),
    };
    Violation::rule("pattern", expected)
}
