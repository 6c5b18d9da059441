//! Encoded patterns pass unchanged through the translation of another validator and keep their
//! meaning.

// For clippy: helpers outside of test functions are tests, too.
#![cfg(test)]

use ecma_regex::{Kind, Regex, Steps, decode, encode, encode_list, encode_names};
use jsonschema_regex::to_rust_regex;

const PATTERNS: &[&str] = &[
    "",
    "^",
    "^x-",
    "^[a-z]+$",
    "^.*$",
    r"^\d{3}$",
    r"^\.env\d",
    r"[^\s\S]",
    "[]",
    "[^]",
    r"\bfoo\b",
    r"é\B",
    r"^\<a\>$",
    r"^(?!\s*$).+",
    r"(?<=a|bb+)c",
    r"^(?=.*\d)(?=.*[a-z]).{2,}$",
    r"^(a|b)\1$",
    r"[&&]~~--[a-]",
    r"[\]\[]",
    r"^a{2,}(?:b|)?$",
    r"\u{1F432}\uD83D",
    r"^\p{Lu}$",
    r"[\w-.]",
    r"^{x}]$",
    r"\/\$ref",
    "(?:|ecma61)",
    r"\x00\n",
    r"(?!a)*b",
    r"^(?:^|a)*b",
    "a#b c",
];

const TEXTS: &[&str] = &[
    "", "a", "b", "aa", "bb", "x-1", "foo", "éfooé", "é", "éa", "<a>", ".env1", "\r", "\n",
    "\u{2028}", "123", "bbbc", "c", "a1", "A", "🐲", "-", "{x}]", "/$ref", "a#b c", " ",
    "\u{FEFF}", "\u{85}", "ecma61", "\0\n", "&~~--a", "]",
];

#[test]
fn an_encoded_pattern_passes_the_other_translation_and_means_the_same() {
    for pattern in PATTERNS {
        let encoded = encode(pattern);
        let translated =
            to_rust_regex(&encoded.text).unwrap_or_else(|()| panic!("{pattern}: {}", encoded.text));
        assert_eq!(translated, encoded.text, "{pattern}");
        assert_eq!(decode(&encoded.text), *pattern);
        let ours = Regex::new(pattern).unwrap();
        assert_eq!(
            encoded.faithful,
            ours.kind() != Kind::BackReference,
            "{pattern}"
        );
        let theirs = fancy_regex::Regex::new(&encoded.text)
            .unwrap_or_else(|error| panic!("{pattern}: {error}"));
        let names = encode_names(pattern).map(|text| {
            assert_eq!(to_rust_regex(&text).unwrap(), text, "{pattern}");
            fancy_regex::Regex::new(&text).unwrap()
        });
        assert!(names.is_none() || ours.kind() == Kind::Regular, "{pattern}");
        // A pattern that always exceeds the limit is slow, so it is matched against few texts.
        let texts = if encoded.faithful { TEXTS } else { &["", "aa"] };
        for text in texts {
            let expected = ours.is_match(text, &mut Steps::per_payload()).ok();
            let expected = expected.filter(|_| encoded.faithful);
            assert_eq!(
                theirs.is_match(text).ok(),
                expected,
                "{pattern} on {text:?}: {}",
                encoded.text
            );
            if let Some(names) = &names {
                assert_eq!(names.is_match(text).ok(), expected, "{pattern} on {text:?}");
            }
        }
    }
}

#[test]
fn what_repeats_too_much_for_others_is_undecided_there() {
    for pattern in [r"^.{1,65535}$", r"^(?:[ab]c){0,9000}$"] {
        assert!(!encode(pattern).faithful, "{pattern}");
        assert_eq!(encode_names(pattern), None);
        assert_eq!(decode(&encode(pattern).text), pattern);
    }
}

#[test]
fn plain_patterns_stay_as_they_are() {
    for pattern in [
        "",
        "^",
        "^x-",
        "^[a-z]+$",
        "type",
        "$defs",
        "$ref",
        "^(?:ab|b)$",
    ] {
        assert_eq!(encode(pattern).text, pattern);
        assert_eq!(encode_names(pattern).as_deref(), Some(pattern));
    }
}

#[test]
fn patterns_that_mean_the_same_stay_two() {
    assert_ne!(encode(r"^\d").text, encode("^[0-9]").text);
    assert_ne!(encode("^.").text, encode(r"^[^\n\r\u2028\u2029]").text);
}

#[test]
fn a_list_of_texts_replaces_a_pattern() {
    let list = encode_list(["a.b", "", "é|\u{0}"], r"(.)\1");
    assert_eq!(to_rust_regex(&list).unwrap(), list);
    let regex = fancy_regex::Regex::new(&list).unwrap();
    for (text, expected) in [
        ("a.b", true),
        ("", true),
        ("é|\u{0}", true),
        ("axb", false),
        ("é", false),
        ("x", false),
    ] {
        assert_eq!(regex.is_match(text).unwrap(), expected, "{text:?}");
    }
    assert_eq!(decode(&list), r"(.)\1");
    let nothing = fancy_regex::Regex::new(&encode_list([], "a")).unwrap();
    assert!(
        ["", "a"]
            .iter()
            .all(|text| !nothing.is_match(text).unwrap())
    );
}
