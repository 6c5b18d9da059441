//! What travels beside serde's opaque errors: the violated rule, the path to it, and how deep the reader stands.

use std::borrow::Cow;

use serde::de;

use crate::{
    Error, ErrorKind, JsonKind, Violation, printable,
    text::{Fault, Scanner},
};

/// The levels of arrays and objects that are read. `serde_json` stops at the same depth in texts; here the limit also holds for
/// values that were built in memory.
const MAX_DEPTH: u8 = 127;

/// What is known about a failure. As long as reading succeeds it costs nothing: the path is put together backwards, on the way out.
#[derive(Debug, Default)]
pub struct Context {
    violation: Option<Violation>,
    /// Innermost first.
    path: Vec<Segment>,
    depth: u8,
    /// Whether it is this crate's own deserializer over text that is read from.
    text: bool,
}

#[derive(Debug)]
enum Segment {
    Member(Cow<'static, str>),
    Item(usize),
}

impl Context {
    /// A context for one reading.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A context for reading from this crate's own deserializer over text.
    pub(crate) fn of_text() -> Self {
        Self {
            text: true,
            ..Self::default()
        }
    }

    /// Whether it is this crate's own deserializer over text that is read from.
    pub(super) fn is_text(&self) -> bool {
        self.text
    }

    /// Records what is wrong and gives the error to return. Its own text says nothing, so that no payload can slip into it and its
    /// position can be told from it.
    #[cold]
    pub fn fail<E: de::Error>(&mut self, violation: impl Into<Violation>) -> E {
        self.violation = Some(violation.into());
        E::custom("the value breaks a rule of its schema")
    }

    /// Records a value of the wrong JSON type.
    #[cold]
    pub fn mismatch<E: de::Error>(&mut self, expected: &'static str, found: JsonKind) -> E {
        self.fail(ErrorKind::Type { expected, found })
    }

    /// Notes that the failure lies in the member `name` of the value being read.
    #[cold]
    pub(crate) fn push_member(&mut self, name: impl Into<Cow<'static, str>>) {
        self.path.push(Segment::Member(name.into()));
    }

    /// Notes that the failure lies in an item of the array being read.
    #[cold]
    pub(crate) fn push_item(&mut self, index: usize) {
        self.path.push(Segment::Item(index));
    }

    /// Steps into a member or an item.
    pub(super) fn descend<E: de::Error>(&mut self) -> Result<(), E> {
        if self.depth == MAX_DEPTH {
            return Err(self.fail(ErrorKind::TooDeep));
        }
        self.depth += 1;
        Ok(())
    }

    pub(super) fn ascend(&mut self) {
        self.depth -= 1;
    }

    /// A context for a trial at this depth, which leaves no trace here.
    pub(super) fn trial(&self) -> Self {
        Self {
            depth: self.depth,
            ..Self::default()
        }
    }

    /// Whether the other failure lies further inside the value: its branch is more likely the one that was meant.
    pub(super) fn is_shallower(&self, other: &Self) -> bool {
        self.path.len() < other.path.len()
    }

    /// Fails as a trial did.
    #[cold]
    pub(super) fn fail_as<E: de::Error>(&mut self, trial: Option<Self>) -> E {
        let (violation, path) = trial.map_or_else(Default::default, |it| (it.violation, it.path));
        let nothing = || Violation::rule("anyOf", "satisfy a branch of its schema");
        let error = self.fail(violation.unwrap_or_else(nothing));
        self.path.extend(path);
        error
    }

    /// Whether what was recorded is a pattern that gave up.
    pub(super) fn is_undecided(&self) -> bool {
        let kind = self.violation.as_ref().map(Violation::kind);
        matches!(kind, Some(ErrorKind::Undecided { .. }))
    }

    /// The path as a JSON Pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)).
    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for segment in self.path.iter().rev() {
            pointer.push('/');
            match segment {
                Segment::Member(name) => pointer.push_str(&escape(name)),
                Segment::Item(index) => pointer.push_str(&index.to_string()),
            }
        }
        pointer
    }

    /// Makes the error anew with the message that was recorded, for callers that have serde's error type. Errors of the text and of
    /// input and output are not ours and pass untouched.
    pub(super) fn explain<E: de::Error>(self, error: E) -> E {
        let Some(violation) = &self.violation else {
            return error;
        };
        // `serde_json` prints a position and reads it back from the end of a custom message.
        let printed = error.to_string();
        let position = printed
            .rfind(" at line ")
            .map_or("", |start| &printed[start..]);
        let pointer = self.pointer();
        if pointer.is_empty() {
            E::custom(format_args!("{violation}{position}"))
        } else {
            let pointer = printable(&pointer);
            E::custom(format_args!("{pointer}: {violation}{position}"))
        }
    }

    /// The error as data, for callers of this crate's own `from_slice`.
    #[cold]
    pub(super) fn into_error(self, fault: Fault, scanner: &Scanner<'_>) -> Error {
        let pointer = self.pointer();
        let kind = match self.violation {
            Some(violation) => violation.into_kind(),
            None => fault.into_kind(),
        };
        let (line, column) = scanner.position(fault);
        Error::new(kind, pointer, line, column)
    }
}

/// RFC 6901, section 3: `~` is written `~0`, `/` is written `~1`.
fn escape(name: &str) -> Cow<'_, str> {
    if name.contains(['~', '/']) {
        Cow::Owned(name.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(name)
    }
}
