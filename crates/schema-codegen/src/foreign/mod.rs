//! Foreign text: what the author of a schema wrote, on its way into code, docs, JSON and terminals.
//!
//! Takes text of any content; gives text that is shown and never obeyed. Three functions, one for each
//! way out, and none beside them:
//!
//! - [`paragraphs`] and [`code_span`] write documentation: no text becomes a doctest, a link, HTML.
//! - [`json_text`] writes JSON that stands in a literal or a file. Other literals are made by
//!   `proc_macro2`, which escapes the same characters and more.
//! - [`visible`] writes a line for people: a terminal, a log, a build script's standard output.
//!
//! All three spell out the characters that nobody sees but a terminal, a compiler or an editor acts
//! on ([`is_hidden`]; CVE-2021-42574, CWE-150).

mod markdown;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

pub(crate) use markdown::{Paragraph, code_span, paragraphs, words};

/// Controls (C0, DEL, C1), marks and overrides of direction, line and paragraph separators, joiners
/// and spaces of no width, invisible operators, byte order marks, tags.
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

/// A text as one line for people, with what is hidden spelled out as Rust would: `\n`, `\u{202e}`.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    spelled_out(text, is_hidden)
}

/// The same of a text of several lines, and of a range of its bytes.
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

/// JSON text, as `serde_json` writes it, with what is hidden in its strings as JSON escapes. It says
/// the same value.
pub(crate) fn json_text(text: &str) -> Cow<'_, str> {
    // Outside of strings `serde_json` writes no hidden character but line ends, and inside no raw one
    // of these.
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
