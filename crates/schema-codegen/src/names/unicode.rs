//! Non-ASCII letters in identifiers: which of them rustc accepts without a warning.
//!
//! rustc reads identifiers in normal form C. It warns of uncommon letters, and of a script of which
//! the crate uses only letters that are confusable with another script (Unicode Technical Standard
//! 39).

use unicode_normalization::UnicodeNormalization as _;
use unicode_security::{GeneralSecurityProfile as _, is_potential_mixed_script_confusable_char};

/// Whether rustc accepts the letter without the lint `uncommon_codepoints`.
pub(super) fn is_common(c: char) -> bool {
    c.identifier_allowed()
}

/// The text in normal form C. If all of its non-Latin letters are confusable with letters of
/// another script, each of them is replaced by its code point, such as `u441`.
pub(super) fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let text: String = text.nfc().collect();
    if !is_all_confusable(&text) {
        return text;
    }
    let spelled = |c: char| match c {
        c if is_confusable(c) => format!(" u{:x} ", u32::from(c)),
        c => c.to_string(),
    };
    text.chars().map(spelled).collect()
}

/// Whether there are non-Latin letters and all of them are confusable.
fn is_all_confusable(text: &str) -> bool {
    let mut foreign = text.chars().filter(|&c| c.is_alphabetic() && !is_latin(c));
    foreign.clone().next().is_some() && foreign.all(is_confusable)
}

fn is_confusable(c: char) -> bool {
    !is_latin(c) && is_potential_mixed_script_confusable_char(c)
}

/// Whether a character is in ASCII, Latin-1 or Latin Extended. Every crate uses Latin letters that
/// are not confusable, so rustc never warns of this script.
fn is_latin(c: char) -> bool {
    u32::from(c) < 0x250
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_only_look_like_others_are_spelled() {
        for (text, expected) in [
            ("größe", "größe"),
            ("имя", "имя"),
            ("возраст", "возраст"),
            ("с", " u441 "),
            ("α", " u3b1 "),
            ("e\u{301}", "é"),
            ("日本", "日本"),
        ] {
            assert_eq!(plain(text), expected);
        }
        assert!(!is_common('ſ') && !is_common('ﬁ') && is_common('é'));
    }
}
