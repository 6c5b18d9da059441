//! Splits a text that may be JSON into tokens.
//!
//! It never fails, since mutated texts are mutated again.

use std::ops::Range;

/// A token of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
}

/// The kind of a token, by its first byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Close,
    /// A comma or a colon.
    Separator,
    String,
    Number,
    /// `true`, `false`, `null`, and any other text.
    Word,
}

/// All tokens, without the white space between them.
pub(super) fn tokens(text: &[u8]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text.get(at) {
        let (kind, length) = match first {
            b' ' | b'\n' | b'\r' | b'\t' => {
                at += 1;
                continue;
            }
            b'{' | b'[' => (Kind::Open, 1),
            b'}' | b']' => (Kind::Close, 1),
            b',' | b':' => (Kind::Separator, 1),
            b'"' => (Kind::String, string(&text[at..])),
            b'-' | b'0'..=b'9' => (Kind::Number, until_punctuation(&text[at..])),
            _ => (Kind::Word, until_punctuation(&text[at..])),
        };
        tokens.push(Token {
            kind,
            span: at..at + length,
        });
        at += length;
    }
    tokens
}

/// The bytes of the value that begins at a token: the token itself, or everything up to the closing
/// bracket.
pub(super) fn value(tokens: &[Token], start: usize) -> Option<Range<usize>> {
    let first = tokens.get(start)?;
    match first.kind {
        Kind::Close | Kind::Separator => None,
        Kind::String | Kind::Number | Kind::Word => Some(first.span.clone()),
        Kind::Open => {
            let mut depth = 0_usize;
            for token in &tokens[start..] {
                match token.kind {
                    Kind::Open => depth += 1,
                    Kind::Close => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    return Some(first.span.start..token.span.end);
                }
            }
            None
        }
    }
}

fn string(text: &[u8]) -> usize {
    let mut at = 1;
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

fn until_punctuation(text: &[u8]) -> usize {
    let ends = |byte: &u8| b"{}[],:\" \n\r\t".contains(byte);
    // The first byte always belongs to the token, so that every token has at least one byte.
    text.iter()
        .skip(1)
        .position(ends)
        .map_or(text.len(), |length| length + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let tokens = tokens(text.as_bytes());
        tokens.into_iter().map(|token| &text[token.span]).collect()
    }

    #[test]
    fn texts_are_split() {
        let text = r#" {"a\"b": [1.5e3,true ,nul]}x "#;
        let expected = [
            "{",
            r#""a\"b""#,
            ":",
            "[",
            "1.5e3",
            ",",
            "true",
            ",",
            "nul",
            "]",
            "}",
            "x",
        ];
        assert_eq!(words(text), expected);
    }

    #[test]
    fn texts_that_are_not_json_are_split_too() {
        assert_eq!(words(r#"["a"#), ["[", "\"a"]);
        assert_eq!(words(r#""\"#), ["\"\\"]);
        assert_eq!(words("'x' \u{feff}"), ["'x'", "\u{feff}"]);
    }

    #[test]
    fn values_end_where_their_bracket_closes() {
        let text = b"[1,{\"a\":[]},2]";
        let tokens = tokens(text);
        assert_eq!(value(&tokens, 0), Some(0..text.len()));
        assert_eq!(value(&tokens, 3), Some(3..11));
        assert_eq!(value(&tokens, 2), None);
        assert_eq!(value(&super::tokens(b"[1"), 0), None);
    }
}
