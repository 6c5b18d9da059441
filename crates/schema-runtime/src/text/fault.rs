//! Why a text cannot be read, and where. Small, because every step of reading may return one.

use std::{fmt, num::NonZeroU64};

use serde::de;

use crate::ErrorKind;

/// What is wrong, and the offset behind it: in one word, so that a step that gives nothing but a fault gives it in a register.
///
/// The lowest byte is the [`Trouble`], counted from 1; above it stands the offset.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fault(NonZeroU64);

/// The offset as long as nobody knows it. No text is so long.
const NOWHERE: u64 = u64::MAX >> 8;

/// What can be wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// Nothing: a rule is broken, which is told elsewhere.
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
    pub(super) fn new(trouble: Trouble, at: usize) -> Self {
        Self::packed(trouble, u64::try_from(at).unwrap_or(NOWHERE))
    }

    fn packed(trouble: Trouble, at: u64) -> Self {
        let packed = at.min(NOWHERE) << 8 | (trouble as u64 + 1);
        Self(NonZeroU64::new(packed).unwrap_or(NonZeroU64::MIN))
    }

    fn trouble(self) -> Trouble {
        let code = usize::from(self.0.get().to_le_bytes()[0]);
        let trouble = Trouble::ALL.get(code.wrapping_sub(1));
        trouble.copied().unwrap_or(Trouble::Rule)
    }

    /// The offset behind what is wrong.
    pub(super) fn at(self) -> Option<usize> {
        let at = self.0.get() >> 8;
        usize::try_from(at).ok().filter(|_| at != NOWHERE)
    }

    #[cold]
    pub(super) fn place_at(&mut self, at: usize) {
        if self.at().is_none() {
            *self = Self::new(self.trouble(), at);
        }
    }

    /// The public kind of a fault of the text. A broken rule has been told in detail before; it gets here only if it was not.
    pub(crate) fn into_kind(self) -> ErrorKind {
        match self.trouble() {
            Trouble::TooDeep => ErrorKind::TooDeep,
            trouble => ErrorKind::Syntax {
                message: trouble.message().to_owned(),
            },
        }
    }
}

impl Trouble {
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

    /// In the words of `serde_json`, which people know.
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
        f.write_str(self.trouble().message())
    }
}

impl std::error::Error for Fault {}

/// Whatever the message: the readers note what is wrong in their context.
impl de::Error for Fault {
    #[cold]
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::packed(Trouble::Rule, NOWHERE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouble_and_place_come_out_as_they_went_in() {
        for (index, &trouble) in Trouble::ALL.iter().enumerate() {
            assert_eq!(trouble as usize, index);
            for at in [0, 1, 255, 256, usize::MAX >> 9] {
                let fault = Fault::new(trouble, at);
                assert_eq!((fault.trouble(), fault.at()), (trouble, Some(at)));
            }
            assert_eq!(Fault::packed(trouble, NOWHERE).at(), None);
        }
    }
}
