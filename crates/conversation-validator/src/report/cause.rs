//! What a text that is not JSON seems to be instead, so that the message can say what to do.
//!
//! The guess uses the first bytes and those where reading stopped. It does not affect whether the
//! text can be read.

use std::fmt;

/// What a text that is not JSON seems to be instead.
///
/// ```
/// use conversation_validator::{Cause, Unreadable};
///
/// let cause = |bytes| Unreadable::check(bytes).unwrap_err().cause();
/// assert_eq!(cause(b"\xEF\xBB\xBF{}"), Some(Cause::ByteOrderMark));
/// assert_eq!(cause(b"{\"a\": 1}\n{\"a\": 2}\n"), Some(Cause::SeveralValues));
/// assert_eq!(cause(b"{\"a\": 1,}"), Some(Cause::TrailingComma));
/// assert_eq!(cause(b"{\"a\" 1}"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Cause {
    /// UTF-8 with a byte order mark in front.
    ByteOrderMark,
    /// UTF-16 or UTF-32, with or without a byte order mark.
    WideCharacters,
    /// Compressed with gzip.
    Gzip,
    /// Compressed with Zstandard.
    Zstd,
    /// Another archive or compressed file: zip, bzip2, xz.
    Archive,
    /// HTML or XML.
    Markup,
    /// YAML.
    Yaml,
    /// More than one JSON value: NDJSON, JSON Lines, concatenated JSON.
    SeveralValues,
    /// A comment, as JSON5 and JSONC allow.
    Comment,
    /// A comma in front of a closing bracket or brace.
    TrailingComma,
    /// A string in single quotes.
    SingleQuotes,
    /// A property name without quotes.
    UnquotedName,
    /// `NaN` or an infinity.
    NotANumber,
}

impl Cause {
    /// A stable code for programs, such as `byte-order-mark`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ByteOrderMark => "byte-order-mark",
            Self::WideCharacters => "wide-characters",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Archive => "archive",
            Self::Markup => "markup",
            Self::Yaml => "yaml",
            Self::SeveralValues => "several-values",
            Self::Comment => "comment",
            Self::TrailingComma => "trailing-comma",
            Self::SingleQuotes => "single-quotes",
            Self::UnquotedName => "unquoted-name",
            Self::NotANumber => "not-a-number",
        }
    }

    /// Advice on how to fix it.
    #[must_use]
    pub const fn help(self) -> &'static str {
        match self {
            Self::ByteOrderMark => "remove the first three bytes, as `tail -c +4` does",
            Self::WideCharacters => "convert it first, as `iconv -f UTF-16 -t UTF-8` does",
            Self::Gzip => "decompress it first: `gzip -dc FILE | conversation validate -`",
            Self::Zstd => "decompress it first: `zstd -dc FILE | conversation validate -`",
            Self::Archive => "unpack it first",
            Self::Markup => "is it the error page of a server instead of the payload?",
            Self::Yaml => "convert it first, as `yq -o json` does",
            Self::SeveralValues => {
                "check each value on its own; of NDJSON, `split -l 1` makes one file of each line"
            }
            Self::Comment => "JSON has no comments: remove them",
            Self::TrailingComma => "JSON allows no comma after the last item or member: remove it",
            Self::SingleQuotes => "JSON strings are written in double quotes",
            Self::UnquotedName => "JSON property names are written in double quotes",
            Self::NotANumber => "JSON has no such numbers; write `null` or a string instead",
        }
    }

    /// Guesses from the bytes, the offset at which reading stopped, and the message of the reader.
    pub(crate) fn of(bytes: &[u8], stopped: Option<usize>, reason: Option<&str>) -> Option<Self> {
        Self::by_signature(bytes)
            .or_else(|| {
                let rest = bytes.get(stopped?..)?;
                Self::at_error(rest, reason?)
            })
            .or_else(|| Self::by_first_line(bytes))
    }

    /// From the first bytes, if they are a signature.
    fn by_signature(bytes: &[u8]) -> Option<Self> {
        const MARKS: &[(&[u8], Cause)] = &[
            (b"\xEF\xBB\xBF", Cause::ByteOrderMark),
            (b"\xFF\xFE", Cause::WideCharacters),
            (b"\xFE\xFF", Cause::WideCharacters),
            (b"\0\0\xFE\xFF", Cause::WideCharacters),
            (b"\x1F\x8B", Cause::Gzip),
            (b"\x28\xB5\x2F\xFD", Cause::Zstd),
            (b"PK\x03\x04", Cause::Archive),
            (b"BZh", Cause::Archive),
            (b"\xFD7zXZ", Cause::Archive),
        ];
        let mark = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark));
        let wide = || match bytes {
            // A character of ASCII in UTF-16 or UTF-32.
            [0, 1..=255, ..] | [1..=255, 0, ..] | [0, 0, 0, 1..=255, ..] => {
                Some(Self::WideCharacters)
            }
            _ => None,
        };
        mark.map(|(_, cause)| *cause).or_else(wide)
    }

    /// From the bytes where reading stopped and the message of the reader.
    fn at_error(rest: &[u8], reason: &str) -> Option<Self> {
        match (rest, reason) {
            ([b'/', b'/' | b'*', ..] | [b'#', ..], _) => Some(Self::Comment),
            (_, "trailing comma") => Some(Self::TrailingComma),
            ([b'\'', ..], _) => Some(Self::SingleQuotes),
            ([b'{' | b'[' | b'"' | b'-' | b'0'..=b'9', ..], "trailing characters") => {
                Some(Self::SeveralValues)
            }
            ([b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'$', ..], "key must be a string") => {
                Some(Self::UnquotedName)
            }
            ([b'N', b'a', b'N', ..] | [b'I', b'n', b'f', ..], _) => Some(Self::NotANumber),
            _ => None,
        }
    }

    /// From the first line.
    fn by_first_line(bytes: &[u8]) -> Option<Self> {
        let text = bytes.trim_ascii_start();
        let line = text.split(|byte| *byte == b'\n').next()?;
        let is_word =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
        let word = line.iter().take_while(|byte| is_word(byte)).count();
        match (text, line.get(word..)?) {
            ([b'<', ..], _) => Some(Self::Markup),
            ([b'-', b'-', b'-', ..] | [b'-', b' ', ..] | [b'%', b'Y', ..], _) => Some(Self::Yaml),
            (_, [b':'] | [b':', b' ' | b'\r', ..]) if word > 0 => Some(Self::Yaml),
            _ => None,
        }
    }
}

/// The words that follow "the text is not JSON: ".
impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ByteOrderMark => "it begins with a byte order mark",
            Self::WideCharacters => "it seems to be UTF-16 or UTF-32",
            Self::Gzip => "it is compressed with gzip",
            Self::Zstd => "it is compressed with Zstandard",
            Self::Archive => "it is an archive or a compressed file",
            Self::Markup => "it seems to be HTML or XML",
            Self::Yaml => "it seems to be YAML",
            Self::SeveralValues => "another value follows, as in NDJSON",
            Self::Comment => "here is a comment",
            Self::TrailingComma => "here is a trailing comma",
            Self::SingleQuotes => "here are single quotes",
            Self::UnquotedName => "here is a name without quotes",
            Self::NotANumber => "here is `NaN` or an infinity",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Unreadable;

    #[test]
    fn each_cause_is_found_and_has_its_stable_code() {
        for (bytes, code, cause) in [
            (
                b"\xEF\xBB\xBF{\"a\": 1}" as &[u8],
                "syntax",
                Cause::ByteOrderMark,
            ),
            (b"\xFF\xFE{\0}\0", "invalid-utf8", Cause::WideCharacters),
            (b"{\0}\0", "syntax", Cause::WideCharacters),
            (b"\0{\0}", "syntax", Cause::WideCharacters),
            (b"\0\0\0{\0\0\0}", "syntax", Cause::WideCharacters),
            (b"\x1F\x8B\x08\0\0\0\0\0", "invalid-utf8", Cause::Gzip),
            (b"\x28\xB5\x2F\xFD\x04\0", "invalid-utf8", Cause::Zstd),
            (b"PK\x03\x04\x14\0", "syntax", Cause::Archive),
            (b"<!DOCTYPE html>\n<p>502", "syntax", Cause::Markup),
            (b"{\"a\": 1}\n{\"a\": 2}\n", "syntax", Cause::SeveralValues),
            (b"{}{}", "syntax", Cause::SeveralValues),
            (b"1\n2\n", "syntax", Cause::SeveralValues),
            (b"---\na: 1\n", "syntax", Cause::Yaml),
            (b"state: connected\nheld: false\n", "syntax", Cause::Yaml),
            (b"segments:\n  - 1\n", "syntax", Cause::Yaml),
            (b"- 1\n- 2\n", "syntax", Cause::Yaml),
            (b"// payload\n{}", "syntax", Cause::Comment),
            (b"{\"a\": 1, // one\n \"b\": 2}", "syntax", Cause::Comment),
            (b"{\"a\": /* one */ 1}", "syntax", Cause::Comment),
            (b"{\"a\": 1 # one\n}", "syntax", Cause::Comment),
            (b"[1, 2,]", "syntax", Cause::TrailingComma),
            (b"{\"a\": 1, }", "syntax", Cause::TrailingComma),
            (b"{'a': 1}", "syntax", Cause::SingleQuotes),
            (b"{\"a\": 'b'}", "syntax", Cause::SingleQuotes),
            (b"{a: 1}", "syntax", Cause::UnquotedName),
            (b"{\"a\": NaN}", "syntax", Cause::NotANumber),
            (b"[Infinity]", "syntax", Cause::NotANumber),
        ] {
            let found = Unreadable::check(bytes).unwrap_err();
            let shown = String::from_utf8_lossy(bytes);
            assert_eq!(
                (found.reason().code(), found.cause()),
                (code, Some(cause)),
                "{shown}"
            );
            assert!(found.message().contains(&cause.to_string()), "{found}");
            assert_eq!(found.help(), cause.help());
        }
    }

    #[test]
    fn ordinary_errors_have_no_cause() {
        for bytes in [
            b"" as &[u8],
            b"{\"a\" 1}",
            b"[1 2]",
            b"{\"a\": tru}",
            b"{",
            b"\"\xFF\"",
            b"nul",
            b"hello world",
            b"{} x",
        ] {
            assert_eq!(Unreadable::check(bytes).unwrap_err().cause(), None);
        }
    }
}
