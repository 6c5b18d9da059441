//! Diagnostics: errors and warnings about schemas as data, and their rendering in rustc's style.
//!
//! The stage that finds a problem decides its code, severity and message; this module only sorts
//! and renders.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::foreign::visible;
use crate::source::{Source, SourceError};

/// The stable code of a diagnostic. Tools match on the code; messages may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Code {
    /// A file cannot be read, is not JSON, or has a duplicate key.
    Unreadable,
    /// `$schema` names a dialect that the generator does not know.
    UnknownDialect,
    /// The document is not a schema but a whole interface description, such as an `OpenAPI`
    /// document.
    NotASchema,
    /// The document is invalid against its metaschema.
    InvalidSchema,
    /// A pattern is not a regular expression of ECMA-262.
    InvalidPattern,
    /// A reference leads nowhere, or to a document that was not given.
    MissingReference,
    /// A reference has characters that a URI reference has to percent-encode. It is read as if it
    /// were encoded.
    UnencodedReference,
    /// A reference leads to a file outside of the folders that references may reach.
    OutOfReach,
    /// A keyword that no known vocabulary has, and whose name is close to a known keyword.
    UnknownKeyword,
    /// The schema is valid, but this version of the generator cannot generate an exact type for it.
    Unsupported,
    /// The schema accepts no value, so nothing will ever parse.
    AcceptsNothing,
    /// A schema applies itself to the same instance: an error where that has no defined meaning, a
    /// warning otherwise.
    SelfApplication,
    /// A keyword that has no effect in its position.
    NoEffect,
    /// A `default` that is invalid against its own schema. Generated code does not depend on it.
    InvalidDefault,
    /// An example that is invalid against its own schema. Generated code does not depend on it.
    InvalidExample,
    /// The schema nests deeper than the generator follows.
    TooDeep,
    /// A type name that the caller chose belongs to no type, or cannot be used.
    WrongName,
    /// The generator planned a type that rejects instances which the schema accepts: a bug of the
    /// generator.
    TooNarrow,
}

impl Code {
    /// The code as it is printed, such as `missing-reference`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::UnknownDialect => "unknown-dialect",
            Self::NotASchema => "not-a-schema",
            Self::InvalidSchema => "invalid-schema",
            Self::InvalidPattern => "invalid-pattern",
            Self::MissingReference => "missing-reference",
            Self::UnencodedReference => "unencoded-reference",
            Self::OutOfReach => "out-of-reach",
            Self::UnknownKeyword => "unknown-keyword",
            Self::Unsupported => "unsupported",
            Self::AcceptsNothing => "accepts-nothing",
            Self::SelfApplication => "self-application",
            Self::NoEffect => "no-effect",
            Self::InvalidDefault => "invalid-default",
            Self::InvalidExample => "invalid-example",
            Self::TooDeep => "too-deep",
            Self::WrongName => "wrong-name",
            Self::TooNarrow => "too-narrow",
        }
    }
}

/// Whether code can still be generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// No code is generated.
    Error,
    /// Code is generated; the schema probably needs attention.
    Warning,
}

/// A document and a position in it.
#[derive(Debug, Clone)]
pub struct Place {
    /// The document.
    pub source: Arc<Source>,
    /// JSON Pointer (RFC 6901) to the subschema or keyword.
    pub pointer: String,
}

/// An error or a warning: code, position, message and help.
///
/// `Display` writes one line; [`Diagnostic::render`] also shows the lines of the schema. Both
/// escape control characters and other invisible characters, so that text of a schema cannot
/// control a terminal. The fields hold the unescaped text.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// What kind of problem it is.
    pub code: Code,
    /// Whether it prevents generation.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub message: String,
    /// The position; `None` if the problem is not at a position in a document.
    pub place: Option<Place>,
    /// How to fix it.
    pub help: Option<String>,
    /// The part of the string at `place` that the diagnostic points to.
    part: Option<Part>,
}

/// A part of a JSON string, as a byte range of the decoded string.
#[derive(Debug, Clone)]
struct Part {
    bytes: Range<usize>,
    /// Whether the string is the property name at the position, not the value.
    of_name: bool,
}

impl Diagnostic {
    pub(crate) fn error(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            place: Some(place),
            help: None,
            part: None,
        }
    }

    pub(crate) fn warning(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, place, message)
        }
    }

    pub(crate) fn without_place(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            place: None,
            help: None,
            part: None,
        }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Points to a part of the string at `place`, or of the property name there.
    pub(crate) fn part(mut self, bytes: Range<usize>, of_name: bool) -> Self {
        self.part = Some(Part { bytes, of_name });
        self
    }

    /// The byte range of the document that the diagnostic points to.
    fn span(&self, place: &Place) -> Range<usize> {
        let part = self.part.as_ref();
        let part = part.and_then(|part| {
            let Part { bytes, of_name } = part;
            place.source.part(&place.pointer, bytes, *of_name)
        });
        part.unwrap_or_else(|| place.source.span(&place.pointer))
    }

    /// Several lines in rustc's style: the message, the lines of the schema, the help.
    /// Plain text, without colour.
    ///
    /// ```
    /// use schema_codegen::Builder;
    ///
    /// let error = Builder::new()
    ///     .schema_text("user.json", r#"{"type": "objekt"}"#)
    ///     .generate()
    ///     .unwrap_err();
    /// let text = error.diagnostics()[0].render();
    /// assert!(text.contains("error[invalid-schema]"), "{text}");
    /// assert!(text.contains("user.json:1:10"), "{text}");
    /// ```
    #[must_use]
    pub fn render(&self) -> String {
        self.render_with(&Renderer::plain())
    }

    /// Like [`Diagnostic::render`], with terminal colours.
    #[must_use]
    pub fn render_coloured(&self) -> String {
        self.render_with(&Renderer::styled())
    }

    fn render_with(&self, renderer: &Renderer) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let message = visible(&self.message);
        let help = self.help.as_deref().map(visible);
        let title = level.primary_title(&*message).id(self.code.as_str());
        match &self.place {
            Some(place) => {
                let name = visible(place.source.name());
                let span = first_line(place.source.text(), self.span(place));
                let (text, span) = place.source.shown(span);
                let note = format!("at `{name}#{}`", visible(&place.pointer));
                let snippet = Snippet::source(&*text)
                    .path(&*name)
                    .annotation(AnnotationKind::Primary.span(span));
                let group = title.element(snippet).element(Level::NOTE.message(note));
                renderer.render(&[with_help(help.as_deref(), group)])
            }
            None => renderer.render(&[with_help(help.as_deref(), Group::with_title(title))]),
        }
    }

    /// The sort key: by document, then by position, then by code and message.
    fn order(&self, documents: &[String]) -> (usize, usize, Code, String) {
        let (document, offset) = self.place.as_ref().map_or((0, 0), |place| {
            let mut names = documents.iter();
            let index = names.position(|name| name == place.source.name());
            let start = place.source.span(&place.pointer).start;
            (1 + index.unwrap_or(documents.len()), start)
        });
        (document, offset, self.code, self.message.clone())
    }
}

/// Sorts diagnostics by document, in the order in which the documents were given (referenced
/// documents come after them), and by position in each. Diagnostics without a position come first.
pub(crate) fn sort(diagnostics: &mut [Diagnostic], documents: &[String]) {
    diagnostics.sort_by_cached_key(|diagnostic| diagnostic.order(documents));
}

fn with_help<'g>(help: Option<&'g str>, group: Group<'g>) -> Group<'g> {
    match help {
        Some(help) => group.element(Level::HELP.message(help)),
        None => group,
    }
}

/// Limits a span to its first line, since a subschema can be long.
fn first_line(text: &str, span: Range<usize>) -> Range<usize> {
    let end = text
        .get(span.clone())
        .and_then(|inside| inside.find('\n'))
        .map_or(span.end, |newline| span.start + newline);
    span.start..end
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            let (line, column) = place.source.position_of(self.span(place).start);
            write!(f, "{}:{line}:{column}: ", visible(place.source.name()))?;
        }
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let message = visible(&self.message);
        write!(f, "{severity}[{}]: {message}", self.code.as_str())?;
        match &self.place {
            Some(place) => write!(
                f,
                " (at `{}#{}`)",
                visible(place.source.name()),
                visible(&place.pointer)
            ),
            None => Ok(()),
        }
    }
}

impl From<SourceError> for Diagnostic {
    fn from(error: SourceError) -> Self {
        Self::without_place(Code::Unreadable, error.to_string())
    }
}

/// Every diagnostic of a run that could not generate code, by document and position.
#[derive(Debug, Clone)]
pub struct Error {
    diagnostics: Vec<Diagnostic>,
}

impl Error {
    pub(crate) fn new(diagnostics: Vec<Diagnostic>) -> Self {
        Self { diagnostics }
    }

    /// All errors and warnings, by document in the order given and by position.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

impl From<Diagnostic> for Error {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::new(vec![diagnostic])
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.diagnostics.iter().enumerate() {
            if index > 0 {
                f.write_str("\n\n")?;
            }
            f.write_str(&diagnostic.render())?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
