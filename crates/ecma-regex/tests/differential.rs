//! Compares this crate with another engine for ECMA-262's regular expressions, on random patterns
//! and texts.

// For clippy: helpers outside of test functions are tests, too.
#![cfg(test)]

mod check;

use ecma_regex::{Kind, Regex, Steps};
use proptest::prelude::*;

/// The result of the other engine with the flag `u`; `None` if it rejects the pattern.
fn other(pattern: &str, text: &str) -> Option<bool> {
    let regex = regress::Regex::with_flags(pattern, "u").ok()?;
    Some(regex.find(text).is_some())
}

/// The result of this crate; `None` for duplicate group names, some of which the other engine
/// overlooks.
fn ours(pattern: &str, text: &str) -> Option<bool> {
    match Regex::new(pattern) {
        Ok(regex) => Some(regex.is_match(text, &mut Steps::new(200_000)).unwrap()),
        Err(error) if error.reason().contains("two groups have the name") => None,
        Err(error) => panic!("{pattern}: {error}"),
    }
}

/// Patterns of the grammar, over few letters so that they match now and then.
fn any_pattern() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        6 => prop_oneof![Just("a"), Just("b"), Just("c"), Just("é"), Just("😀")].prop_map(str::to_owned),
        2 => prop_oneof![Just("."), Just(r"\d"), Just(r"\w"), Just(r"\W"), Just(r"\s"), Just(r"\S"), Just("[^a]"), Just("[ab]"), Just("[b-é]"), Just("[]"), Just("[^]"), Just(r"[\s\d]"), Just(r"\p{L}"), Just(r"\P{Lu}"), Just(r"\u{e9}"), Just(r"[^\W]")].prop_map(str::to_owned),
        2 => prop_oneof![Just("^"), Just("$"), Just(r"\b"), Just(r"\B")].prop_map(str::to_owned),
        1 => prop_oneof![Just(r"\1"), Just(r"\2"), Just(r"\3"), Just(r"\k<n>")].prop_map(str::to_owned),
        1 => Just(String::new()),
    ];
    leaf.prop_recursive(5, 24, 4, |inner| {
        let quantifier = prop_oneof![
            Just("*"), Just("+"), Just("?"), Just("{2}"), Just("{1,2}"), Just("{0,3}"), Just("{2,}"), Just("{0}"), Just("{5,7}")
        ];
        let lazy = prop_oneof![3 => Just(""), 1 => Just("?")];
        prop_oneof![
            4 => prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
            2 => prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| format!("(?:{})", parts.join("|"))),
            3 => (inner.clone(), quantifier, lazy).prop_map(|(part, quantifier, lazy)| format!("(?:{part}){quantifier}{lazy}")),
            2 => inner.clone().prop_map(|part| format!("({part})")),
            1 => inner.clone().prop_map(|part| format!("({part})+")),
            1 => inner.clone().prop_map(|part| format!("(?<n>{part})")),
            2 => (prop_oneof![Just("?="), Just("?!"), Just("?<="), Just("?<!")], inner).prop_map(|(sign, part)| format!("({sign}{part})")),
        ]
    })
}

/// Patterns with lookarounds at the ends, as is common in schemas.
fn any_condition() -> impl Strategy<Value = String> {
    let part = || {
        prop_oneof![
            any_pattern(),
            Just(".*".to_owned()),
            Just("a{1,9}".to_owned()),
            Just("[ab]{2,600}".to_owned())
        ]
    };
    let sign = prop_oneof![Just("?="), Just("?!")];
    (
        sign,
        part(),
        part(),
        prop_oneof![Just("?<="), Just("?<!")],
        part(),
    )
        .prop_map(|(ahead, a, b, behind, c)| format!("^({ahead}{a}){b}({behind}{c})$"))
}

fn any_text() -> impl Strategy<Value = String> {
    let c = prop_oneof![
        8 => prop_oneof![Just('a'), Just('b'), Just('c')],
        2 => prop_oneof![Just('é'), Just('😀'), Just('1'), Just('_'), Just(' ')],
        1 => prop_oneof![Just('\r'), Just('\n'), Just('\u{2028}'), Just('\u{85}'), Just('\u{FEFF}')],
    ];
    prop::collection::vec(c, 0..10).prop_map(|text| text.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, max_shrink_iters: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_engines_match_the_same_texts(
        pattern in prop_oneof![3 => any_pattern(), 1 => any_condition()],
        texts in prop::collection::vec(any_text(), 4),
    ) {
        for text in &texts {
            let Some(expected) = other(&pattern, text) else {
                break;
            };
            if let Some(found) = ours(&pattern, text) {
                prop_assert_eq!(found, expected, "{} on {:?}", pattern, text);
            }
        }
    }

    #[test]
    fn both_engines_agree_on_any_bytes(data in prop::collection::vec(any::<u8>(), 0..30)) {
        check::check(&data);
    }

    /// A pattern that the other engine accepts with the flag `u` is accepted; one that it rejects
    /// even without the flag is rejected.
    #[test]
    fn both_engines_take_the_same_patterns(pattern in r"[ab0-9(){}\[\],\\?*+.|^$:=!<>_cdkpux-]{0,12}") {
        let taken = Regex::new(&pattern).is_ok();
        let other = regress::Regex::with_flags(&pattern, "u").is_ok();
        let repeated = Regex::new(&pattern).is_err_and(|error| error.reason().contains("cannot be repeated"));
        prop_assert!(taken || !other || repeated, "{} is refused", pattern);
        prop_assert!(!taken || other || regress::Regex::new(&pattern).is_ok(), "{} is taken", pattern);
    }

    /// Patterns without back-references never need a step.
    #[test]
    fn linear_patterns_take_no_steps(pattern in any_pattern(), text in any_text()) {
        if let Ok(regex) = Regex::new(&pattern) && regex.kind() != Kind::BackReference {
            prop_assert!(regex.is_match(&text, &mut Steps::new(0)).is_ok());
        }
    }
}
