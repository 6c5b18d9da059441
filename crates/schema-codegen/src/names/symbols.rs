//! Symbols as words, for names that differ in nothing but symbols: `+` becomes `plus`.

use std::fmt::Write as _;

/// Sequences of symbols with a meaning of their own; a longer one has to come before its prefixes.
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
    /// A character that may occur in an identifier.
    Kept(char),
    /// A symbol, or a sequence of [`TOGETHER`].
    Symbol(&'t str),
}

/// Splits a text into characters that are kept and symbols.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let together = TOGETHER.iter().find(|(symbol, _)| rest.starts_with(symbol));
        let length = together.map_or(first.len_utf8(), |(symbol, _)| symbol.len());
        let (piece, after) = rest.split_at(length);
        pieces.push(if together.is_none() && super::is_kept(first) {
            Piece::Kept(first)
        } else {
            Piece::Symbol(piece)
        });
        rest = after;
    }
    pieces
}

/// The text with the `wanted` symbols spelled out as words; every other symbol becomes a space.
pub(super) fn spelled(text: &str, wanted: impl Fn(&str) -> bool) -> String {
    if text.is_empty() {
        return "empty".to_owned();
    }
    let pieces = pieces(text);
    let mut out = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        match *piece {
            Piece::Kept(c) => out.push(c),
            Piece::Symbol(symbol) if wanted(symbol) => {
                let before_digit =
                    matches!(pieces.get(index + 1), Some(Piece::Kept(c)) if c.is_numeric());
                out.push(' ');
                out.push_str(&word(symbol, before_digit));
                out.push(' ');
            }
            Piece::Symbol(_) => out.push(' '),
        }
    }
    out
}

fn word(symbol: &str, before_digit: bool) -> String {
    if symbol == "-" && before_digit {
        return "minus".to_owned();
    }
    if let Some((_, words)) = TOGETHER.iter().find(|(together, _)| *together == symbol) {
        return (*words).to_owned();
    }
    let mut out = String::new();
    for c in symbol.chars() {
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
