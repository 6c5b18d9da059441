//! Signs as words, for names that nothing else tells apart.
//!
//! Takes a text; gives its pieces, and the text with signs spelled out.

use std::fmt::Write as _;

/// Signs that mean something together, the longer before the shorter.
const TOGETHER: &[(&str, &str)] = &[
    ("<=", "at most"),
    (">=", "at least"),
    ("!=", "not equal"),
    ("==", "double equals"),
    ("->", "arrow"),
    ("=>", "arrow"),
];

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Stands in an identifier as it is.
    Kept(char),
    /// A sign, or several that mean something together.
    Sign(&'t str),
}

/// A text in pieces.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let together = TOGETHER.iter().find(|(sign, _)| rest.starts_with(sign));
        let length = together.map_or(first.len_utf8(), |(sign, _)| sign.len());
        let (piece, after) = rest.split_at(length);
        pieces.push(if together.is_none() && super::is_kept(first) {
            Piece::Kept(first)
        } else {
            Piece::Sign(piece)
        });
        rest = after;
    }
    pieces
}

/// The text with the signs that are wanted spelled out as words of their own; the others only part
/// words.
pub(super) fn spelled(text: &str, wanted: impl Fn(&str) -> bool) -> String {
    if text.is_empty() {
        return "empty".to_owned();
    }
    let pieces = pieces(text);
    let mut out = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        match *piece {
            Piece::Kept(c) => out.push(c),
            Piece::Sign(sign) if wanted(sign) => {
                let before_digit =
                    matches!(pieces.get(index + 1), Some(Piece::Kept(c)) if c.is_numeric());
                out.push(' ');
                out.push_str(&word(sign, before_digit));
                out.push(' ');
            }
            Piece::Sign(_) => out.push(' '),
        }
    }
    out
}

fn word(sign: &str, before_digit: bool) -> String {
    if sign == "-" && before_digit {
        return "minus".to_owned();
    }
    if let Some((_, words)) = TOGETHER.iter().find(|(together, _)| *together == sign) {
        return (*words).to_owned();
    }
    let mut out = String::new();
    for c in sign.chars() {
        match character(c) {
            Some(word) => out.push_str(word),
            // Writing to a String cannot fail.
            None => drop(write!(out, "u{:x}", u32::from(c))),
        }
    }
    out
}

fn character(c: char) -> Option<&'static str> {
    Some(match c {
        ' ' => "space",
        '!' => "not",
        '"' => "quote",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "and",
        '\'' => "apostrophe",
        '(' => "open",
        ')' => "close",
        '*' => "star",
        '+' => "plus",
        ',' => "comma",
        '-' => "dash",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less than",
        '=' => "equals",
        '>' => "greater than",
        '?' => "question",
        '@' => "at",
        '[' => "open bracket",
        '\\' => "backslash",
        ']' => "close bracket",
        '^' => "caret",
        '_' => "underscore",
        '`' => "backtick",
        '{' => "open brace",
        '|' => "or",
        '}' => "close brace",
        '~' => "tilde",
        '\n' => "newline",
        '\t' => "tab",
        _ => return None,
    })
}
