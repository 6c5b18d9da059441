//! The public type [`Regex`]: a compiled pattern.

use std::fmt;

use crate::engine::Engine;
use crate::error::Error;
use crate::kind::Kind;
use crate::parser::parse;
use crate::steps::{Steps, Undecided};

/// A compiled pattern of ECMA-262, with the meaning of the flag `u`.
///
/// ```
/// use ecma_regex::{Regex, Steps};
///
/// let pattern = Regex::new(r"^(?!\s*$).+")?;
/// let mut steps = Steps::per_payload();
/// assert_eq!(pattern.is_match("text", &mut steps), Ok(true));
/// assert_eq!(pattern.is_match("\u{FEFF}", &mut steps), Ok(false));
///
/// let error = Regex::new(r"\Aa").unwrap_err();
/// assert_eq!(error.to_string(), r"`\A` is no escape of ECMA-262 (at byte 0)");
/// assert_eq!(error.suggestion(), Some("write `^` for the start of the text"));
/// # Ok::<(), ecma_regex::Error>(())
/// ```
pub struct Regex {
    source: Box<str>,
    kind: Kind,
    engine: Engine,
}

impl Regex {
    /// Compiles a pattern.
    ///
    /// # Errors
    ///
    /// If `source` is not a pattern of ECMA-262, or repeats too much to be matched.
    pub fn new(source: &str) -> Result<Self, Error> {
        let parsed = parse(source)?;
        let (engine, kind) = Engine::new(parsed).ok_or_else(|| {
            let reason = "this pattern repeats too much to be matched";
            Error::new(reason, 0..source.len())
                .help("repeat less, or repeat single characters or classes only")
        })?;
        Ok(Self {
            source: source.into(),
            kind,
            engine,
        })
    }

    /// The pattern as it was written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// How it is matched.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Whether the pattern matches somewhere in `text`.
    ///
    /// # Errors
    ///
    /// If the steps run out, which happens only to patterns with back-references. Whether the text
    /// matches is then unknown.
    #[inline]
    pub fn is_match(&self, text: &str, steps: &mut Steps) -> Result<bool, Undecided> {
        self.engine.is_match(text, steps)
    }
}

impl fmt::Debug for Regex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Regex").field(&self.source).finish()
    }
}
