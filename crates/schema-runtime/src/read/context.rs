//! The state of a read that serde's opaque errors cannot carry: the violation, the path to it, and
//! the nesting depth.

use std::{borrow::Cow, mem};

use jsonptr::Token;
use serde::de;

use crate::{
    Error, ErrorKind, JsonKind, Violation,
    acceptance::{Decision, Decisions, Untagged, decide},
    printable,
    text::{Fault, Scanner},
};

/// The maximum nesting depth of arrays and objects. `serde_json` has the same limit for texts; here
/// it also holds for values that were built in memory.
const MAX_DEPTH: u8 = 127;

/// The violation and its path. Costs nothing while reading succeeds: after a failure the path is
/// assembled from the innermost segment outwards.
#[derive(Debug, Default)]
pub struct Context {
    violation: Option<Violation>,
    /// Innermost first.
    path: Vec<Segment>,
    depth: u8,
    /// Whether the deserializer is this crate's own over JSON text.
    text: bool,
    decisions: Decisions,
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

    /// Whether the deserializer is this crate's own over JSON text.
    pub(super) fn is_text(&self) -> bool {
        self.text
    }

    /// Records a violation and returns the error to pass on. The error's message is constant, so
    /// that it cannot contain parts of the payload and its position can be recognized.
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

    /// Records that the failure is in the property `name` of the value being read.
    #[cold]
    pub(crate) fn push_member(&mut self, name: impl Into<Cow<'static, str>>) {
        self.path.push(Segment::Member(name.into()));
    }

    /// Records that the failure is in an item of the array being read.
    #[cold]
    pub(crate) fn push_item(&mut self, index: usize) {
        self.path.push(Segment::Item(index));
    }

    /// Enters a property or an item.
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

    /// The nesting depth.
    pub(super) fn depth(&self) -> u8 {
        self.depth
    }

    /// A separate context at the same depth, for reading a part of the value from a text of its
    /// own.
    pub(super) fn of_buffer(&self) -> Self {
        Self {
            depth: self.depth,
            ..Self::of_text()
        }
    }

    /// Fails with the violation and path of a separate context.
    #[cold]
    pub(super) fn fail_as<E: de::Error>(&mut self, other: Self) -> E {
        let nothing = || Violation::rule("anyOf", "satisfy a branch of its schema");
        let error = self.fail(other.violation.unwrap_or_else(nothing));
        self.path.extend(other.path);
        error
    }

    /// Whether a value can be read at the scanner's position, with a context of its own that shares
    /// only the decisions.
    pub(crate) fn inside<'t>(
        scanner: &mut Scanner<'t>,
        decisions: &mut Decisions,
        is_read: impl FnOnce(&mut Scanner<'t>, &mut Self) -> bool,
    ) -> bool {
        let mut cx = Self {
            depth: scanner.depth(),
            decisions: mem::take(decisions),
            ..Self::of_text()
        };
        let accepted = is_read(scanner, &mut cx);
        *decisions = cx.decisions;
        accepted
    }

    /// Which branch of a union the value at the beginning of `rest` matches.
    pub(super) fn decide(&mut self, rest: &str, union: &'static Untagged) -> Decision {
        decide(rest, self.depth, union, &mut self.decisions)
    }

    /// Begins an untagged union; see [`Decisions::enter`].
    pub(super) fn enter_union(&mut self) -> usize {
        self.decisions.enter()
    }

    /// Ends an untagged union; see [`Decisions::leave`].
    pub(super) fn leave_union(&mut self, level: usize) {
        self.decisions.leave(level);
    }

    /// Whether the recorded violation is a pattern that gave up.
    pub(super) fn is_undecided(&self) -> bool {
        let kind = self.violation.as_ref().map(Violation::kind);
        matches!(kind, Some(ErrorKind::Undecided { .. }))
    }

    /// The path as a JSON Pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)).
    #[cold]
    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for segment in self.path.iter().rev() {
            pointer.push('/');
            match segment {
                Segment::Member(name) => pointer.push_str(Token::new(&**name).encoded()),
                Segment::Item(index) => pointer.push_str(&index.to_string()),
            }
        }
        pointer
    }

    /// Replaces the error by one with the recorded violation, for callers that get the
    /// deserializer's error type. Errors of the text and of input and output are returned
    /// unchanged.
    pub(super) fn explain<E: de::Error>(self, error: E) -> E {
        let Some(violation) = &self.violation else {
            return error;
        };
        // `serde_json` prints the position at the end of a custom message, and parses it back from
        // there.
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

    /// The structured error, for callers of this crate's `from_slice`.
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
