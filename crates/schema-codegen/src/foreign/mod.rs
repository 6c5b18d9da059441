//! Escapes foreign text, that is any string of a schema, for documentation, JSON and terminals.
//!
//! Foreign text must be displayed and never interpreted. There is one group of functions for each
//! kind of output, and foreign text passes through no others:
//!
//! - [`paragraphs`] and [`code_span`] for documentation: no text becomes a doctest, a link or HTML.
//! - [`json_text`] for JSON in a literal or a file. Other literals are written by `proc_macro2`,
//!   which escapes the same characters and more.
//! - [`visible`] for lines on a terminal, in a log, or on a build script's standard output.
//!
//! All of them escape invisible characters that a terminal, a compiler or an editor interprets
//! ([`is_hidden`]; CVE-2021-42574, CWE-150).

mod markdown;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

pub(crate) use markdown::{Paragraph, code_span, paragraphs, words};

/// Whether a character is invisible or controls a terminal: controls (C0, DEL, C1), direction marks
/// and overrides, line and paragraph separators, zero-width joiners and spaces, invisible
/// operators, byte order marks, tags.
pub(crate) const fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// A text as one line, with hidden characters escaped as in Rust: `\n`, `\u{202e}`.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    spelled_out(text, is_hidden)
}

/// Like [`visible`], but line ends and tabs stay; also maps a byte range of the text to the result.
pub(crate) fn visible_lines(text: &str, range: Range<usize>) -> (String, Range<usize>) {
    let moved = |at: usize| {
        let before = text.get(..at).unwrap_or(text);
        spelled_out(before, is_hidden_in_line).len()
    };
    let range = moved(range.start)..moved(range.end);
    (spelled_out(text, is_hidden_in_line).into_owned(), range)
}

/// Whether [`visible_lines`] would change a text.
pub(crate) fn has_hidden(text: &str) -> bool {
    text.contains(is_hidden_in_line)
}

fn is_hidden_in_line(c: char) -> bool {
    is_hidden(c) && !matches!(c, '\n' | '\r' | '\t')
}

/// JSON text as `serde_json` writes it, with hidden characters of its strings as JSON escapes. The
/// value stays the same.
pub(crate) fn json_text(text: &str) -> Cow<'_, str> {
    // `serde_json` writes line ends only between tokens, never raw inside a string, and no other
    // hidden characters outside strings.
    let hidden = |c| is_hidden(c) && c != '\n';
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if hidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

fn spelled_out(text: &str, hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            c if !hidden(c) => out.push(c),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c => out.extend(c.escape_unicode()),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_is_spelled_out_and_the_rest_stays() {
        assert_eq!(visible("größe 日本 🎉 e\u{301}"), "größe 日本 🎉 e\u{301}");
        assert_eq!(
            visible("a\u{1b}[31m\u{202e}\u{feff}\n\u{85}"),
            r"a\u{1b}[31m\u{202e}\u{feff}\n\u{85}"
        );
    }

    #[test]
    fn a_range_moves_with_its_text() {
        let text = "{\u{feff}\n \"\u{202e}a\": 1}";
        let at = text.find('1').unwrap();
        let (shown, range) = visible_lines(text, at..at + 1);
        assert_eq!(&shown[range], "1");
        assert_eq!(shown.lines().count(), 2);
    }

    #[test]
    fn json_says_the_same_value() {
        let value = serde_json::json!({ "a\u{202e}": ["\u{7f}\u{e0041}\\", "\n", "ü"] });
        for text in [value.to_string(), format!("{value:#}")] {
            let written = json_text(&text);
            assert!(
                !written.contains(|c| is_hidden(c) && c != '\n'),
                "{written}"
            );
            let read: serde_json::Value = serde_json::from_str(&written).unwrap();
            assert_eq!(read, value);
        }
    }
}
