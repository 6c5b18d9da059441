//! Letters beyond ASCII: which of them rustc takes in a name without a warning.
//!
//! rustc reads names in normal form C and warns of letters that are uncommon, and of scripts of
//! which a crate uses only letters that look like others (Unicode Technical Standard 39).

use unicode_normalization::UnicodeNormalization as _;
use unicode_security::{GeneralSecurityProfile as _, is_potential_mixed_script_confusable_char};

/// Whether rustc takes the letter without calling it uncommon.
pub(super) fn is_common(c: char) -> bool {
    c.identifier_allowed()
}

/// A text as rustc reads it, with words that only look like others spelled out.
pub(super) fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let text: String = text.nfc().collect();
    if !is_all_alike(&text) {
        return text;
    }
    let spelled = |c: char| match c {
        c if is_alike(c) => format!(" u{:x} ", u32::from(c)),
        c => c.to_string(),
    };
    text.chars().map(spelled).collect()
}

/// Whether every letter of another script than Latin looks like one of a script that is also used.
fn is_all_alike(text: &str) -> bool {
    let mut foreign = text.chars().filter(|&c| c.is_alphabetic() && !is_latin(c));
    foreign.clone().next().is_some() && foreign.all(is_alike)
}

fn is_alike(c: char) -> bool {
    !is_latin(c) && is_potential_mixed_script_confusable_char(c)
}

/// ASCII, Latin-1 and Latin Extended: a crate always uses letters of this script that look like no
/// others.
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
