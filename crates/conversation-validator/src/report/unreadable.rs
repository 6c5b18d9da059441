//! Why a text cannot be read: which requirement on the text it does not meet, and where.
//!
//! A payload that is not readable JSON is neither valid nor invalid.

use std::fmt;

use jsonptr::Token;
use memchr::memchr_iter;
use schema_runtime::{Error, ErrorKind, check_text, printable};

use crate::locate::pointers::{Target, locate};
use crate::locate::position::Position;
use crate::report::cause::Cause;
use crate::report::limits::LONGEST_NAME;

/// Why a text cannot be read as JSON.
///
/// ```
/// use conversation_validator::{Model, UnreadableReason, Verdict, validate};
///
/// let report = validate(Model::AdaConversationEnded, br#"{"type": 1, "type": 2}"#);
/// let Verdict::Unreadable(unreadable) = report.verdict() else { panic!() };
/// assert_eq!(*unreadable.reason(), UnreadableReason::DuplicateKey { member: "type".to_owned() });
/// assert_eq!(unreadable.reason().code(), "duplicate-member");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    reason: UnreadableReason,
    cause: Option<Cause>,
    pointer: String,
    position: Option<Position>,
}

/// The requirement that a text does not meet.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnreadableReason {
    /// The text is empty or consists of white space.
    Empty,
    /// The text ends before the value does.
    Truncated,
    /// Some bytes are not UTF-8.
    InvalidUtf8,
    /// The text is not JSON as RFC 8259 defines it.
    Syntax {
        /// The message of the reader, which does not quote the text.
        reason: String,
    },
    /// Arrays and objects nest more than 127 levels deep.
    TooDeep,
    /// A duplicate key: a property name occurs twice in one object.
    DuplicateKey {
        /// The duplicate key.
        member: String,
    },
}

impl Unreadable {
    /// Checks whether a text can be read as JSON. Builds no value, whatever the size of the text.
    ///
    /// ```
    /// use conversation_validator::Unreadable;
    ///
    /// assert!(Unreadable::check(b"[1]").is_ok());
    /// let unreadable = Unreadable::check(b"[1,]").unwrap_err();
    /// assert_eq!(unreadable.message(), "the text is not JSON: here is a trailing comma");
    /// ```
    ///
    /// # Errors
    ///
    /// The first reason why the text cannot be read.
    pub fn check(bytes: &[u8]) -> Result<(), Self> {
        check_text(bytes).map_err(|error| Self::new(bytes, &error))
    }

    /// Classifies an error of the strict reader.
    fn new(bytes: &[u8], error: &Error) -> Self {
        let reason = UnreadableReason::of(bytes, error);
        Self {
            position: position(bytes, error, &reason),
            pointer: error.pointer().to_owned(),
            cause: cause(bytes, error, &reason),
            reason,
        }
    }

    /// What the text seems to be instead, if its bytes show it.
    #[must_use]
    pub const fn cause(&self) -> Option<Cause> {
        self.cause
    }

    /// The message in one line. It quotes nothing of the text except a duplicate key, shortened and
    /// escaped.
    #[must_use]
    pub fn message(&self) -> String {
        match (&self.reason, self.cause) {
            (UnreadableReason::Syntax { .. }, Some(cause)) => {
                format!("the text is not JSON: {cause}")
            }
            (UnreadableReason::InvalidUtf8, Some(cause)) => {
                format!("the text is not UTF-8: {cause}")
            }
            (reason, _) => reason.to_string(),
        }
    }

    /// The requirement that the text does not meet.
    #[must_use]
    pub const fn reason(&self) -> &UnreadableReason {
        &self.reason
    }

    /// JSON Pointer to the value that was being read; for a duplicate key, to its object.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Where reading stopped.
    #[must_use]
    pub const fn position(&self) -> Option<Position> {
        self.position
    }

    /// Advice on how to fix it.
    #[must_use]
    pub const fn help(&self) -> &'static str {
        match self.cause {
            Some(cause) => cause.help(),
            None => self.reason.help(),
        }
    }
}

impl UnreadableReason {
    fn of(bytes: &[u8], error: &Error) -> Self {
        if bytes.trim_ascii().is_empty() {
            return Self::Empty;
        }
        if std::str::from_utf8(bytes).is_err() {
            return Self::InvalidUtf8;
        }
        match error.kind() {
            ErrorKind::Duplicate { member } => Self::DuplicateKey {
                member: member.clone(),
            },
            ErrorKind::TooDeep => Self::TooDeep,
            ErrorKind::Syntax { message } if message.starts_with("EOF ") => Self::Truncated,
            ErrorKind::Syntax { message } => Self::Syntax {
                reason: message.clone(),
            },
            other => Self::Syntax {
                reason: other.to_string(),
            },
        }
    }

    /// A stable code for programs: `empty`, `truncated`, `invalid-utf8`, `syntax`, `too-deep` or
    /// `duplicate-member`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Truncated => "truncated",
            Self::InvalidUtf8 => "invalid-utf8",
            Self::Syntax { .. } => "syntax",
            Self::TooDeep => "too-deep",
            Self::DuplicateKey { .. } => "duplicate-member",
        }
    }

    const fn help(&self) -> &'static str {
        match self {
            Self::Empty => "was the payload written before it was read?",
            Self::Truncated => "the payload was cut off; fetch or store it again",
            Self::InvalidUtf8 => "JSON between systems is UTF-8 (RFC 8259, section 8.1)",
            Self::Syntax { .. } => {
                "only JSON as RFC 8259 defines it is read: no comments, no trailing commas"
            }
            Self::TooDeep => "arrays and objects may nest at most 127 levels deep",
            Self::DuplicateKey { .. } => {
                "JSON readers differ in which of the two values they use, so neither is used"
            }
        }
    }
}

impl fmt::Display for UnreadableReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the text is empty"),
            Self::Truncated => f.write_str("the text ends before the JSON value does"),
            Self::InvalidUtf8 => f.write_str("the text is not UTF-8"),
            Self::Syntax { reason } => write!(f, "the text is not JSON: {}", printable(reason)),
            Self::TooDeep => f.write_str("the text nests deeper than 127 levels"),
            Self::DuplicateKey { member } => {
                let member = printable(member);
                write!(f, "duplicate key `{member:.LONGEST_NAME$}`")
            }
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())?;
        match self.position {
            Some(position) => write!(f, " (line {}, column {})", position.line, position.column),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Unreadable {}

fn position(bytes: &[u8], error: &Error, reason: &UnreadableReason) -> Option<Position> {
    match reason {
        UnreadableReason::Empty => None,
        UnreadableReason::InvalidUtf8 => {
            let valid = std::str::from_utf8(bytes)
                .err()
                .map(|error| error.valid_up_to());
            valid.map(|offset| Position::of(bytes, offset))
        }
        UnreadableReason::DuplicateKey { member } => {
            repetition(bytes, error.pointer(), member).or_else(|| stopped(bytes, error))
        }
        _ => stopped(bytes, error),
    }
}

/// The position of the second occurrence of a duplicate key; `None` if the text before it is
/// truncated.
fn repetition(bytes: &[u8], object: &str, member: &str) -> Option<Position> {
    let text = std::str::from_utf8(bytes).ok()?;
    let name = Target::Name(format!("{object}/{}", Token::new(member).encoded()));
    locate(text, &[name]).into_iter().next().flatten()
}

/// What a text that is not JSON or not UTF-8 seems to be instead.
fn cause(bytes: &[u8], error: &Error, reason: &UnreadableReason) -> Option<Cause> {
    let reason = match reason {
        UnreadableReason::Syntax { reason } => Some(reason.as_str()),
        UnreadableReason::InvalidUtf8 => None,
        _ => return None,
    };
    Cause::of(bytes, offset(bytes, error), reason)
}

/// The offset of the last byte read.
fn offset(bytes: &[u8], error: &Error) -> Option<usize> {
    let before = error.line().checked_sub(1)?;
    let line = match before.checked_sub(1) {
        None => 0,
        Some(feed) => memchr_iter(b'\n', bytes).nth(feed)? + 1,
    };
    Some(line + error.column().saturating_sub(1))
}

/// Where the reader stopped.
fn stopped(bytes: &[u8], error: &Error) -> Option<Position> {
    let known = error.line() > 0;
    known.then(|| Position::of_byte_column(bytes, error.line(), error.column()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unreadable(bytes: &[u8]) -> Unreadable {
        Unreadable::check(bytes).unwrap_err()
    }

    #[test]
    fn each_reason_has_its_code_and_position() {
        let deep = "[".repeat(10_000);
        for (text, code, position) in [
            (b"" as &[u8], "empty", None),
            (b" \n\t", "empty", None),
            (b"{\"a\": [1,\n2", "truncated", Some((2, 1))),
            (b"{\"\xC3\xA9\": \"\xFF\"}", "invalid-utf8", Some((1, 8))),
            (b"{\n  // no\n}", "syntax", Some((2, 3))),
            (b"[1] 2", "syntax", Some((1, 5))),
            (b"[1e999]", "syntax", Some((1, 6))),
            (deep.as_bytes(), "too-deep", Some((1, 128))),
            (
                b"{\"x\": [{\"a~/\": 1,\n \"a~/\": 2}]}",
                "duplicate-member",
                Some((2, 2)),
            ),
        ] {
            let found = unreadable(text);
            assert_eq!(found.reason().code(), code);
            let found = found.position().map(|found| (found.line, found.column));
            assert_eq!(found, position, "{code}");
        }
    }

    #[test]
    fn the_pointer_is_that_of_the_object_with_the_duplicate_key() {
        let found = unreadable(br#"{"x": [{"a": 1, "a": 2}]}"#);
        assert_eq!(found.pointer(), "/x/0");
        assert_eq!(found.to_string(), "duplicate key `a` (line 1, column 17)");
    }

    #[test]
    fn a_text_truncated_after_a_duplicate_key_has_a_position() {
        let found = unreadable(br#"{"a": 1, "a": 2"#);
        assert_eq!(found.reason().code(), "duplicate-member");
        assert!(found.position().is_some());
    }
}
