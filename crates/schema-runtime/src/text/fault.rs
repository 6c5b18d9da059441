//! The error of reading a text: its kind and position. It is small, because every step of reading
//! may return one.

use std::{fmt, num::NonZeroU64};

use serde::de;

use crate::ErrorKind;

/// What is wrong, and the offset after it. One machine word, so that a step returns it in a
/// register.
///
/// The lowest byte is the `FaultKind` plus 1; the other bytes are the offset.
#[derive(Debug, Clone, Copy)]
pub struct Fault(NonZeroU64);

/// An unknown offset. No text is that long.
const UNKNOWN_OFFSET: u64 = u64::MAX >> 8;

/// The kinds of faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// The text is fine, but the value violates its schema; the context has the violation.
    Rule,
    EndInArray,
    EndInObject,
    EndInString,
    EndInValue,
    Colon,
    CommaInArray,
    CommaInObject,
    Word,
    Value,
    Escape,
    Number,
    NumberOutOfRange,
    Utf8,
    ControlCharacter,
    Name,
    LoneSurrogate,
    TrailingComma,
    TrailingCharacters,
    EndOfSurrogates,
    TooDeep,
}

impl Fault {
    #[cold]
    pub(super) fn new(kind: FaultKind, at: usize) -> Self {
        Self::packed(kind, u64::try_from(at).unwrap_or(UNKNOWN_OFFSET))
    }

    fn packed(kind: FaultKind, at: u64) -> Self {
        let packed = at.min(UNKNOWN_OFFSET) << 8 | (kind as u64 + 1);
        Self(NonZeroU64::new(packed).unwrap_or(NonZeroU64::MIN))
    }

    fn kind(self) -> FaultKind {
        let code = usize::from(self.0.get().to_le_bytes()[0]);
        let kind = FaultKind::ALL.get(code.wrapping_sub(1));
        kind.copied().unwrap_or(FaultKind::Rule)
    }

    /// The offset after what is wrong; `None` if unknown.
    pub(super) fn at(self) -> Option<usize> {
        let at = self.0.get() >> 8;
        usize::try_from(at).ok().filter(|_| at != UNKNOWN_OFFSET)
    }

    #[cold]
    pub(super) fn place_at(&mut self, at: usize) {
        if self.at().is_none() {
            *self = Self::new(self.kind(), at);
        }
    }

    /// The public kind of a fault in the text. For a violation the context has the details, so
    /// `Rule` is converted only if a reader recorded none.
    pub(crate) fn into_kind(self) -> ErrorKind {
        match self.kind() {
            FaultKind::TooDeep => ErrorKind::TooDeep,
            kind => ErrorKind::Syntax {
                message: kind.message().to_owned(),
            },
        }
    }
}

impl FaultKind {
    const ALL: [Self; 21] = [
        Self::Rule,
        Self::EndInArray,
        Self::EndInObject,
        Self::EndInString,
        Self::EndInValue,
        Self::Colon,
        Self::CommaInArray,
        Self::CommaInObject,
        Self::Word,
        Self::Value,
        Self::Escape,
        Self::Number,
        Self::NumberOutOfRange,
        Self::Utf8,
        Self::ControlCharacter,
        Self::Name,
        Self::LoneSurrogate,
        Self::TrailingComma,
        Self::TrailingCharacters,
        Self::EndOfSurrogates,
        Self::TooDeep,
    ];

    /// The message, as in `serde_json`, which users know.
    const fn message(self) -> &'static str {
        match self {
            Self::Rule => "the value was refused",
            Self::EndInArray => "EOF while parsing a list",
            Self::EndInObject => "EOF while parsing an object",
            Self::EndInString => "EOF while parsing a string",
            Self::EndInValue => "EOF while parsing a value",
            Self::Colon => "expected `:`",
            Self::CommaInArray => "expected `,` or `]`",
            Self::CommaInObject => "expected `,` or `}`",
            Self::Word => "expected ident",
            Self::Value => "expected value",
            Self::Escape => "invalid escape",
            Self::Number => "invalid number",
            Self::NumberOutOfRange => "number out of range",
            Self::Utf8 => "invalid unicode code point",
            Self::ControlCharacter => {
                "control character (\\u0000-\\u001F) found while parsing a string"
            }
            Self::Name => "key must be a string",
            Self::LoneSurrogate => "lone leading surrogate in hex escape",
            Self::TrailingComma => "trailing comma",
            Self::TrailingCharacters => "trailing characters",
            Self::EndOfSurrogates => "unexpected end of hex escape",
            Self::TooDeep => "recursion limit exceeded",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind().message())
    }
}

impl std::error::Error for Fault {}

/// The message is dropped: readers record the violation in their context.
impl de::Error for Fault {
    #[cold]
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::packed(FaultKind::Rule, UNKNOWN_OFFSET)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kind_and_offset_are_unpacked_as_packed() {
        for (index, &kind) in FaultKind::ALL.iter().enumerate() {
            assert_eq!(kind as usize, index);
            for at in [0, 1, 255, 256, usize::MAX >> 9] {
                let fault = Fault::new(kind, at);
                assert_eq!((fault.kind(), fault.at()), (kind, Some(at)));
            }
            assert_eq!(Fault::packed(kind, UNKNOWN_OFFSET).at(), None);
        }
    }
}
