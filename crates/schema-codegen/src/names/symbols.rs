//! Signs as words, for names that nothing else tells apart.

use std::fmt::Write as _;

/// The text with each sign spelled out as a word of its own.
pub(super) fn spelled(text: &str) -> String {
    if text.is_empty() {
        return "empty".to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        if super::is_kept(c) {
            out.push(c);
        } else {
            out.push(' ');
            match word(c) {
                Some(word) => out.push_str(word),
                // Writing to a String cannot fail.
                None => drop(write!(out, "u{:x}", u32::from(c))),
            }
            out.push(' ');
        }
    }
    out
}

fn word(c: char) -> Option<&'static str> {
    Some(match c {
        ' ' => "space",
        '!' => "bang",
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
        '-' => "minus",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less",
        '=' => "equals",
        '>' => "greater",
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
