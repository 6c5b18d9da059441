//! The error of reading a text: kind, JSON Pointer, keyword and position. It must not hold values
//! of the payload, so that it cannot leak them.

use std::{borrow::Cow, fmt};

use crate::{JsonKind, printable};

/// How many characters of a pointer a message shows: names in it come from the payload and may have
/// any length.
const LONGEST_POINTER: usize = 300;

/// How many characters of a name a message shows.
pub(crate) const LONGEST_NAME: usize = 100;

/// How many characters of an expectation a message shows: an `enum` may list thousands of values.
const LONGEST_RULE: usize = 500;

/// Why a text could not be read as the type asked for.
///
/// [`kind`](Self::kind) says what is wrong, [`pointer`](Self::pointer), [`line`](Self::line) and
/// [`column`](Self::column) where, and [`keyword`](Self::keyword) which keyword of the schema is
/// violated. The message is one line and quotes no value of the payload. It may quote property
/// names, shortened where they are long and escaped as by [`printable`]. `Debug` shows the same
/// data and no more.
///
/// ```
/// use schema_runtime::{ErrorKind, value_from_slice};
///
/// let error = value_from_slice(br#"{"a": [{"b": 1, "b": 2}]}"#).unwrap_err();
/// assert_eq!(error.kind(), &ErrorKind::Duplicate { member: "b".to_owned() });
/// assert_eq!(error.pointer(), "/a/0");
/// assert_eq!(error.to_string(), "duplicate key `b` at `/a/0`, line 1 column 19");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

/// Boxed, so that a `Result` of a small type stays small.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    pointer: String,
    line: usize,
    column: usize,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, pointer: String, line: usize, column: usize) -> Self {
        Self(Box::new(Inner {
            kind,
            pointer,
            line,
            column,
        }))
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// The value that is wrong, as a JSON Pointer ([RFC
    /// 6901](https://www.rfc-editor.org/rfc/rfc6901)); empty for the whole document. For a missing,
    /// unknown or duplicate property it is the pointer of the object; the kind names the property.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.0.pointer
    }

    /// The violated schema keyword; `None` for errors of the text itself.
    #[must_use]
    pub fn keyword(&self) -> Option<&'static str> {
        self.0.kind.keyword()
    }

    /// The line where reading stopped, counted from 1; 0 when unknown.
    #[must_use]
    pub fn line(&self) -> usize {
        self.0.line
    }

    /// The column where reading stopped, counted from 1 in bytes, not characters; 0 when unknown.
    ///
    /// As in `serde_json`: mostly the last byte of the offending value; for a missing property the
    /// end of its object. For a value before the tag of a tagged union it is a position after the
    /// tag, since such values are validated only when the tag is known.
    #[must_use]
    pub fn column(&self) -> usize {
        self.0.column
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            kind,
            pointer,
            line,
            column,
        } = &*self.0;
        kind.fmt(f)?;
        if !pointer.is_empty() {
            write!(f, " at `{:.LONGEST_POINTER$}`", printable(pointer))?;
        }
        if *line > 0 {
            write!(f, ", line {line} column {column}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// A property name as quoted in messages.
fn shown(name: &str) -> impl fmt::Display {
    format!("{:.LONGEST_NAME$}", printable(name))
}

/// What is wrong with a text or a value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Not JSON, or JSON that violates a text policy without a variant of its own (invalid UTF-8, a
    /// number too large for a double).
    Syntax {
        /// The message of the parser. It quotes nothing of the text.
        message: String,
    },
    /// Arrays and objects are nested too deep: 127 levels are read, the 128th is refused.
    TooDeep,
    /// Keyword `type`: a value of another JSON type than the schema requires.
    Type {
        /// What the schema requires: "a string", "a Ticket object".
        expected: &'static str,
        /// The JSON type of the value.
        found: JsonKind,
    },
    /// Keyword `required`: a required property is absent.
    Missing {
        /// Its name.
        member: &'static str,
    },
    /// Keyword `additionalProperties`: a property that the schema does not allow.
    Unknown {
        /// Its name.
        member: String,
    },
    /// A duplicate key: a property name that occurs twice in one object. JSON leaves the meaning
    /// open ([RFC 8259, section 4](https://www.rfc-editor.org/rfc/rfc8259#section-4)), so it is
    /// refused everywhere.
    Duplicate {
        /// Its name.
        member: String,
    },
    /// Keyword `pattern` or `patternProperties`: matching a pattern with back-references took more
    /// steps than a payload may take, so it is unknown whether the payload is valid. The whole
    /// payload is refused, wherever in the schema the pattern is.
    Undecided {
        /// The pattern, as in the schema.
        pattern: String,
    },
    /// Any other keyword of the schema.
    Rule {
        /// The keyword: `minLength`, `const`, `format`.
        keyword: &'static str,
        /// What is required, as it follows "must": "have at least 1 item".
        expected: Cow<'static, str>,
    },
}

impl ErrorKind {
    /// The violated schema keyword; `None` for errors of the text itself.
    #[must_use]
    pub fn keyword(&self) -> Option<&'static str> {
        match self {
            Self::Syntax { .. } | Self::TooDeep | Self::Duplicate { .. } => None,
            Self::Type { .. } => Some("type"),
            Self::Missing { .. } => Some("required"),
            Self::Unknown { .. } => Some("additionalProperties"),
            Self::Undecided { .. } => Some("pattern"),
            Self::Rule { keyword, .. } => Some(keyword),
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { message } => f.write_str(message),
            Self::TooDeep => f.write_str("arrays and objects nested more than 127 levels deep"),
            Self::Type { expected, found } => {
                let expected = printable(expected);
                write!(f, "expected {expected:.LONGEST_RULE$}, found {found}")
            }
            Self::Missing { member } => write!(f, "missing property `{}`", shown(member)),
            Self::Unknown { member } => write!(f, "unknown property `{}`", shown(member)),
            Self::Duplicate { member } => {
                write!(f, "duplicate key `{}`", shown(member))
            }
            Self::Undecided { pattern } => write!(
                f,
                "could not be decided: matching `{}` takes too many steps (pattern)",
                printable(pattern)
            ),
            Self::Rule { keyword, expected } => {
                let expected = printable(expected);
                write!(f, "must {expected:.LONGEST_RULE$} ({keyword})")
            }
        }
    }
}
