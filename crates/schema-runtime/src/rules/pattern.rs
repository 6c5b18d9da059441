//! The rule `pattern`. Gives the verdict that the `jsonschema` crate gives with its default engine: its translation of ECMA-262
//! expressions, matched by `fancy-regex`.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use fancy_regex::Regex;
use jsonschema_regex::{PatternAnalysis, analyze_pattern, contains_ecma_whitespace, to_rust_regex};

use crate::Violation;

/// A compiled pattern, meant to be kept in a `static` behind a `LazyLock`.
pub struct Pattern {
    source: Cow<'static, str>,
    matcher: Matcher,
}

/// Patterns that say simple things need no engine.
enum Matcher {
    Exact(String),
    Prefix(String),
    OneOf(Vec<String>),
    NoWhitespace,
    Regex(Box<Regex>),
    Unusable,
}

impl Pattern {
    /// Compiles an ECMA-262 regular expression.
    ///
    /// One that cannot be compiled refuses every text; the generator has checked beforehand that it can.
    #[must_use]
    pub fn new(source: impl Into<Cow<'static, str>>) -> Self {
        let source = source.into();
        let matcher = match analyze_pattern(&source) {
            Some(PatternAnalysis::Exact(text)) => Matcher::Exact(text.into_owned()),
            Some(PatternAnalysis::Prefix(text)) => Matcher::Prefix(text.into_owned()),
            Some(PatternAnalysis::Alternation(texts)) => Matcher::OneOf(texts),
            Some(PatternAnalysis::NoWhitespace) => Matcher::NoWhitespace,
            None => {
                compile(&source).map_or(Matcher::Unusable, |regex| Matcher::Regex(Box::new(regex)))
            }
        };
        Self { source, matcher }
    }

    /// Whether it could be compiled.
    pub(super) fn is_usable(&self) -> bool {
        !matches!(self.matcher, Matcher::Unusable)
    }

    /// The expression as the schema has it.
    pub(super) fn source(&self) -> &str {
        &self.source
    }

    /// Whether the expression matches somewhere in `text`.
    pub(super) fn is_match(&self, text: &str) -> bool {
        match &self.matcher {
            Matcher::Exact(exact) => text == exact,
            Matcher::Prefix(prefix) => text.starts_with(prefix.as_str()),
            Matcher::OneOf(texts) => texts.iter().any(|listed| listed == text),
            Matcher::NoWhitespace => !contains_ecma_whitespace(text),
            Matcher::Regex(regex) => search(regex, text),
            Matcher::Unusable => false,
        }
    }
}

fn compile(source: &str) -> Option<Regex> {
    let translated = to_rust_regex(source).ok()?;
    Regex::new(&translated).ok()
}

/// A search that cannot be finished (too much backtracking) counts as no match.
fn search(regex: &Regex, text: &str) -> bool {
    // The engine below `fancy-regex` is known to panic on a few expressions (rust-lang/regex issue 1344); a payload must not be able
    // to do that to its reader.
    let matched = catch_unwind(AssertUnwindSafe(|| regex.is_match(text)));
    matches!(matched, Ok(Ok(true)))
}

/// Keyword `pattern`
/// ([JSON Schema validation, draft 2020-12, section 6.3.3](https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3.3)):
/// the expression must match somewhere in `text`.
///
/// # Errors
///
/// When it does not, or cannot be matched at all.
pub fn pattern(text: &str, pattern: &Pattern) -> Result<(), Violation> {
    if pattern.is_match(text) {
        return Ok(());
    }
    let source = &pattern.source;
    let expected = match pattern.matcher {
        Matcher::Unusable => format!("match `{source}`, which is not a usable regular expression"),
        _ => format!("match `{source}`"),
    };
    Err(Violation::rule("pattern", expected))
}
