//! Escapes foreign text for terminals and logs.
//!
//! Names, pointers and paths come from payloads and files. Characters that control a display, or
//! are invisible on one, are written as escapes (CWE-150). This is the only place that does so, and
//! it must not depend on JSON.

use std::fmt::{self, Display, Formatter, Write as _};

/// The text in printable form: characters that control a terminal, break a line or are invisible
/// are shown as escapes such as `\u{1b}`.
///
/// Escaped are the control characters (C0 with tab and line feed, DEL, C1), line and paragraph
/// separators, everything that changes the direction of text, and characters of no width. All other
/// characters are unchanged, including backslashes, so the output cannot be parsed back.
///
/// A precision cuts the text after that many characters and appends `…`.
///
/// ```
/// use schema_runtime::printable;
///
/// let name = "a\u{1b}[2J\nb.json: valid";
/// assert_eq!(printable(name).to_string(), r"a\u{1b}[2J\nb.json: valid");
/// assert_eq!(format!("{:.4}", printable("a\u{202e}long name")), r"a\u{202e}lo…");
/// assert_eq!(printable(r"C:\naïve\file.json").to_string(), r"C:\naïve\file.json");
/// ```
#[must_use]
pub const fn printable(text: &str) -> Printable<'_> {
    Printable(text)
}

/// A text in printable form; created by [`printable`].
#[derive(Clone, Copy)]
pub struct Printable<'t>(&'t str);

impl Display for Printable<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (text, is_cut) = match f.precision() {
            None => (self.0, false),
            Some(longest) => match self.0.char_indices().nth(longest) {
                Some((end, _)) => (self.0.get(..end).unwrap_or_default(), true),
                None => (self.0, false),
            },
        };
        let mut rest = text;
        while let Some(at) = rest.find(|character| !is_printable(character)) {
            let (plain, from) = rest.split_at(at);
            f.write_str(plain)?;
            let mut characters = from.chars();
            if let Some(character) = characters.next() {
                // `\t`, `\r` and `\n` as such, every other character by its code point.
                write!(f, "{}", character.escape_default())?;
            }
            rest = characters.as_str();
        }
        f.write_str(rest)?;
        if is_cut { f.write_char('…') } else { Ok(()) }
    }
}

impl fmt::Debug for Printable<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

/// Whether [`printable`] leaves a character as it is.
///
/// ```
/// use schema_runtime::is_printable;
///
/// assert!(is_printable('é') && is_printable(' '));
/// assert!(!is_printable('\u{9b}') && !is_printable('\u{202e}') && !is_printable('\n'));
/// ```
#[must_use]
pub fn is_printable(character: char) -> bool {
    !character.is_control()
        && !matches!(
            character,
            '\u{AD}' // soft hyphen
            | '\u{61C}' | '\u{180E}' // Arabic letter mark, Mongolian vowel separator
            | '\u{200B}'..='\u{200F}' // zero width, and the marks of direction
            | '\u{2028}'..='\u{202E}' // separators of lines and paragraphs, embeddings and overrides
            | '\u{2060}'..='\u{206F}' // word joiner, invisible operators, isolates, deprecated format characters
            | '\u{FEFF}' // byte order mark
            | '\u{FFF9}'..='\u{FFFB}' // interlinear annotation
            | '\u{E0000}'..='\u{E007F}' // tags
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_control_a_display_are_escaped() {
        let controls = (0..=0x1F).chain(0x7F..=0x9F);
        let listed = [
            0x61C, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x2060, 0xFEFF,
        ];
        let bidi = (0x202A..=0x202E).chain(0x2066..=0x2069);
        for number in controls.chain(listed).chain(bidi) {
            let character = char::from_u32(number).unwrap();
            let shown = printable(&format!("a{character}b")).to_string();
            assert!(
                shown.starts_with("a\\") && shown.ends_with('b'),
                "{number:x}"
            );
            assert!(shown.is_ascii(), "{number:x}: {shown}");
        }
    }

    #[test]
    fn ordinary_text_is_unchanged() {
        for text in [
            "",
            "/segments/0",
            "naïve 日本語 😀",
            r"C:\temp",
            "a b`c`\"d\"",
            "שלום",
        ] {
            assert_eq!(printable(text).to_string(), text);
        }
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        let long = "é".repeat(1000);
        assert_eq!(format!("{:.3}", printable(&long)), "ééé…");
        assert_eq!(format!("{:.3}", printable("ééé")), "ééé");
    }
}
