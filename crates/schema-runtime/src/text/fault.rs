//! Why a text cannot be read, and where. Small, because every step of reading may return one.

use std::fmt;

use serde::de;

use crate::ErrorKind;

/// What is wrong, and the offset behind it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fault {
    trouble: Trouble,
    /// `usize::MAX` as long as nobody knows.
    at: usize,
}

/// What can be wrong with a text. A word wide, so that results that hold one are copied word by word: with a byte in their middle they
/// would be copied in splinters, which costs more than reading the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
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
    pub(super) const fn new(trouble: Trouble, at: usize) -> Self {
        Self { trouble, at }
    }

    /// The offset behind what is wrong.
    pub(super) fn at(&self) -> Option<usize> {
        (self.at != usize::MAX).then_some(self.at)
    }

    #[cold]
    pub(super) fn place_at(&mut self, at: usize) {
        self.at = self.at().unwrap_or(at);
    }

    /// The public kind of a fault of the text. A broken rule has been told in detail before; it gets here only if it was not.
    pub(crate) fn into_kind(self) -> ErrorKind {
        match self.trouble {
            Trouble::TooDeep => ErrorKind::TooDeep,
            trouble => ErrorKind::Syntax {
                message: trouble.message().to_owned(),
            },
        }
    }
}

impl Trouble {
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
        f.write_str(self.trouble.message())
    }
}

impl std::error::Error for Fault {}

/// Whatever the message: the readers note what is wrong in their context.
impl de::Error for Fault {
    #[cold]
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::new(Trouble::Rule, usize::MAX)
    }
}
