//! Makes a pattern and a text from arbitrary bytes and compares this crate with another engine for
//! ECMA-262. A fuzz target calls it.
//!
//! Depends only on `ecma_regex` and `regress`, so that a fuzz crate can include this file by its
//! path.

// A fuzz crate exports it to its targets.
#![allow(unreachable_pub)]

use ecma_regex::{Kind, Regex, Steps};

/// The parts that patterns are composed of.
const PARTS: &[&str] = &[
    "a",
    "b",
    "c",
    "é",
    "😀",
    "1",
    "_",
    " ",
    ".",
    "^",
    "$",
    "|",
    "(",
    "(",
    "(?:",
    "(?:",
    "(?=",
    "(?!",
    "(?<=",
    "(?<!",
    "(?<n>",
    ")",
    ")",
    ")",
    ")",
    "*",
    "+",
    "?",
    "{2}",
    "{1,2}",
    "{0,7}",
    "{2,}",
    "{",
    "}",
    "[",
    "]",
    "[^",
    "-",
    ",",
    "\\",
    r"\b",
    r"\B",
    r"\d",
    r"\D",
    r"\w",
    r"\W",
    r"\s",
    r"\S",
    r"\1",
    r"\2",
    r"\k<n>",
    r"\p{L}",
    r"\P{Lu}",
    r"\u{e9}",
    r"\uD83D\uDE00",
    r"\x61",
    r"\cJ",
    r"\0",
    "[ab]",
    "[^a]",
    "[]",
    "[^]",
    "&&",
    "/",
];

const CHARACTERS: &[char] = &[
    'a', 'a', 'b', 'c', 'é', '😀', '1', '_', ' ', '\n', '\r', '\u{85}', '\u{2028}', '\u{FEFF}',
    '{', ']',
];

/// With longer texts and patterns the other engine can take too long.
const LONGEST: usize = 10;

/// Compares the results of both engines on a pattern and a text.
///
/// # Panics
///
/// On any difference.
pub fn check(data: &[u8]) {
    let (pattern, text) = data.split_at(data.len().min(2 * LONGEST));
    let part = |byte: &u8| PARTS[usize::from(*byte) % PARTS.len()];
    let pattern: String = pattern.iter().map(part).collect();
    let character = |byte: &u8| CHARACTERS[usize::from(*byte) % CHARACTERS.len()];
    let text: String = text.iter().take(LONGEST).map(character).collect();
    let other = regress::Regex::with_flags(&pattern, "u");
    let ours = match Regex::new(&pattern) {
        Ok(ours) => ours,
        Err(error) => {
            // The other engine overlooks some duplicate group names, and allows `\b` to be
            // repeated.
            let lax = ["two groups", "cannot be repeated"];
            let overlooked = lax.iter().any(|it| error.reason().contains(it));
            assert!(other.is_err() || overlooked, "{pattern:?}: {error}");
            assert!(
                pattern.get(error.span()).is_some(),
                "{pattern:?}: {error:?}"
            );
            return;
        }
    };
    let found = ours.is_match(&text, &mut Steps::new(100_000));
    assert!(
        found.is_ok() || ours.kind() == Kind::BackReference,
        "{pattern:?}"
    );
    match (other, found) {
        (Ok(other), Ok(found)) => {
            assert_eq!(
                found,
                other.find(&text).is_some(),
                "{pattern:?} on {text:?}"
            );
        }
        // By Annex B, where half a surrogate pair is a character.
        (Err(_), found) => {
            let other = regress::Regex::new(&pattern);
            let other = other.unwrap_or_else(|error| panic!("{pattern:?} is taken: {error}"));
            let pairs = |text: &str| text.contains('😀') || text.contains(r"\uD83D");
            if let Ok(found) = found
                && !pairs(&pattern)
                && !pairs(&text)
            {
                let expected = other.find(&text).is_some();
                assert_eq!(found, expected, "{pattern:?} on {text:?}, by Annex B");
            }
        }
        (Ok(_), Err(_)) => {}
    }
}
