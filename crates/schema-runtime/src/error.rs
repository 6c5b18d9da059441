//! What went wrong while reading a text, as data. Takes what the readers recorded, gives kind, pointer, keyword and position; never
//! knows the payload's values, so it cannot leak them.

use std::{borrow::Cow, fmt};

use crate::{JsonKind, printable};

/// How many characters of a pointer a message shows: it may hold names of any length, which the payload chose.
const LONGEST_POINTER: usize = 300;

/// How many characters of a name a message shows.
pub(crate) const LONGEST_NAME: usize = 100;

/// How many characters of a rule a message shows: an `enum` may list thousands of values.
const LONGEST_RULE: usize = 500;

/// Why a text could not be read as the type asked for.
///
/// Everything is data: [`kind`](Self::kind) says what, [`pointer`](Self::pointer) and [`line`](Self::line)/[`column`](Self::column)
/// say where, [`keyword`](Self::keyword) says which rule of the schema. The message is one line and quotes no value of the payload
/// (names of members it may quote, shortened where they are long, and with every control character escaped as [`printable`] does).
/// `Debug` shows the same data and no more.
///
/// ```
/// use schema_runtime::{ErrorKind, value_from_slice};
///
/// let error = value_from_slice(br#"{"a": [{"b": 1, "b": 2}]}"#).unwrap_err();
/// assert_eq!(error.kind(), &ErrorKind::Duplicate { member: "b".to_owned() });
/// assert_eq!(error.pointer(), "/a/0");
/// assert_eq!(error.to_string(), "member `b` appears more than once at `/a/0`, line 1 column 19");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

/// Behind a box, so that a `Result` of a small type stays small.
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

    /// The value that is wrong, as a JSON Pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)); empty for the whole
    /// document. A missing, unknown or repeated member has the pointer of its object; the kind names the member.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.0.pointer
    }

    /// The schema keyword that was broken, `None` for errors of the text itself.
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
    /// As `serde_json` gives it: mostly the last byte of the offending value, for a missing member the end of its object. For a
    /// value in front of the tag of a tagged union it is a place behind it, since such values are judged only when the tag is known.
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

/// A name as messages quote it.
fn shown(name: &str) -> impl fmt::Display {
    format!("{:.LONGEST_NAME$}", printable(name))
}

/// What is wrong with a text or a value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Not JSON, or JSON that breaks a text policy that is not listed on its own below (invalid UTF-8, a number too large for a
    /// double).
    Syntax {
        /// What the parser says. It quotes nothing of the text.
        message: String,
    },
    /// Arrays and objects stand in one another too deep: 127 levels are read, the 128th is refused.
    TooDeep,
    /// Keyword `type`: a value of another JSON type than the schema asks for.
    Type {
        /// What the schema asks for: "a string", "a Ticket object".
        expected: &'static str,
        /// What came.
        found: JsonKind,
    },
    /// Keyword `required`: a member that must be there is not.
    Missing {
        /// Its name.
        member: &'static str,
    },
    /// Keyword `additionalProperties`: a member the schema does not allow.
    Unknown {
        /// Its name.
        member: String,
    },
    /// A member name that stands twice in one object. JSON leaves the meaning open
    /// ([RFC 8259, section 4](https://www.rfc-editor.org/rfc/rfc8259#section-4)), so it is refused everywhere.
    Duplicate {
        /// Its name.
        member: String,
    },
    /// Keyword `pattern` or `patternProperties`: matching a pattern with back-references took more steps than a payload may take, so
    /// nobody knows whether the payload is valid. It is refused as a whole, wherever in the schema the pattern is.
    Undecided {
        /// The pattern, as the schema has it.
        pattern: String,
    },
    /// Any other keyword of the schema.
    Rule {
        /// The keyword: `minLength`, `const`, `format`.
        keyword: &'static str,
        /// What the value must do, as it follows "must": "have at least 1 item".
        expected: Cow<'static, str>,
    },
}

impl ErrorKind {
    /// The schema keyword that was broken, `None` for errors of the text itself.
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
            Self::Missing { member } => write!(f, "missing member `{}`", shown(member)),
            Self::Unknown { member } => write!(f, "unknown member `{}`", shown(member)),
            Self::Duplicate { member } => {
                write!(f, "member `{}` appears more than once", shown(member))
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
