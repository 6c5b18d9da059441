//! Distinct names for siblings: the variants of an enum, the fields of a struct, the modules of a
//! run.
//!
//! Names that collide are disambiguated by their words where possible, and by a number otherwise.

use std::collections::{BTreeMap, HashSet};

use super::symbols::{Piece, pieces, spelled};
use super::{Case, cased_identifier, identifier};

/// One identifier for each of `words`, without duplicates.
pub(crate) fn distinct(case: Case, words: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = words.iter().map(|words| identifier(case, words)).collect();
    for rule in [
        distinguishing_symbols,
        all_symbols,
        letter_case,
        symbols_and_letter_case,
    ] {
        for group in colliding(&names) {
            let alike: Vec<&str> = group
                .iter()
                .filter_map(|&index| words.get(index).copied())
                .collect();
            let renamed = rule(case, &alike);
            if renamed.windows(2).all(|pair| pair.first() == pair.last()) {
                continue; // All names are still equal.
            }
            for (&index, renamed) in group.iter().zip(renamed) {
                if let Some(name) = names.get_mut(index) {
                    *name = renamed;
                }
            }
        }
    }
    number(case, &mut names);
    names
}

/// The indices of equal names, grouped by name.
fn colliding(names: &[String]) -> Vec<Vec<usize>> {
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, name) in names.iter().enumerate() {
        by_name.entry(name).or_default().push(index);
    }
    let groups = by_name.into_values();
    groups.filter(|indices| indices.len() > 1).collect()
}

/// Spells out the symbols whose counts differ between the words. A space only separates words.
fn distinguishing_symbols(case: Case, words: &[&str]) -> Vec<String> {
    let counts: Vec<BTreeMap<&str, usize>> =
        words.iter().map(|words| symbol_counts(words)).collect();
    let distinguishes = |symbol: &str| {
        let mut counts = counts.iter().map(|symbols| symbols.get(symbol));
        let first = counts.next();
        !symbol.trim().is_empty() && counts.any(|count| Some(count) != first)
    };
    let spelled = words.iter().map(|words| spelled(words, distinguishes));
    spelled
        .map(|words| cased_identifier(case, &words))
        .collect()
}

fn symbol_counts(words: &str) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for piece in pieces(words) {
        if let Piece::Symbol(symbol) = piece {
            *counts.entry(symbol).or_default() += 1;
        }
    }
    counts
}

fn all_symbols(case: Case, words: &[&str]) -> Vec<String> {
    let spelled = words.iter().map(|words| spelled(words, |_| true));
    spelled
        .map(|words| cased_identifier(case, &words))
        .collect()
}

fn letter_case(case: Case, words: &[&str]) -> Vec<String> {
    let styled = words
        .iter()
        .map(|words| format!("{words} {}", style(words)));
    styled.map(|words| identifier(case, &words)).collect()
}

fn symbols_and_letter_case(case: Case, words: &[&str]) -> Vec<String> {
    let styled = words
        .iter()
        .map(|words| format!("{} {}", spelled(words, |_| true), style(words)));
    styled.map(|words| cased_identifier(case, &words)).collect()
}

/// The letter case of a text, as a word.
pub(crate) fn style(text: &str) -> &'static str {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    if letters.clone().all(char::is_lowercase) {
        "lower"
    } else if letters.clone().all(char::is_uppercase) {
        "upper"
    } else if letters.next().is_some_and(char::is_uppercase) {
        "capitalized"
    } else {
        "mixed"
    }
}

/// Appends numbers from 2 on to all but the first of the names that are still equal.
fn number(case: Case, names: &mut [String]) {
    let mut taken: HashSet<String> = HashSet::new();
    let all: HashSet<String> = names.iter().cloned().collect();
    for name in names {
        if !taken.insert(name.clone()) {
            *name = numbered(case, name, |name| {
                taken.contains(name) || all.contains(name)
            });
            taken.insert(name.clone());
        }
    }
}

/// The name with the smallest number from 2 on that makes it unused.
pub(crate) fn numbered(case: Case, name: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut number = 2_u64;
    loop {
        let candidate = match case {
            Case::Field => format!("{name}_{number}"),
            Case::Type | Case::Variant => format!("{name}{number}"),
        };
        if !taken(&candidate) {
            return candidate;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variants(words: &[&str]) -> Vec<String> {
        distinct(Case::Variant, words)
    }

    #[test]
    fn names_that_differ_stay_as_they_are() {
        assert_eq!(variants(&["inbound", "out-bound"]), ["Inbound", "OutBound"]);
    }

    #[test]
    fn symbols_are_spelled_out_where_only_they_differ() {
        assert_eq!(
            variants(&["a-b", "a_b", "a b", "c"]),
            ["ADashB", "AUnderscoreB", "AB", "C"]
        );
        assert_eq!(
            variants(&["Etc/GMT+0", "Etc/GMT-0", "Etc/GMT0"]),
            ["EtcGmtPlus0", "EtcGmtMinus0", "EtcGmt0"]
        );
        assert_eq!(variants(&["C", "C++", "C#"]), ["C", "CPlusPlus", "CHash"]);
        assert_eq!(
            variants(&["a-b c", "a b-c"]),
            ["ADashBSpaceC", "ASpaceBDashC"]
        );
    }

    #[test]
    fn letter_case_is_named_where_only_it_differs() {
        assert_eq!(
            variants(&["id", "ID", "Id"]),
            ["IdLower", "IdUpper", "IdCapitalized"]
        );
    }

    #[test]
    fn a_number_disambiguates_what_no_word_does() {
        assert_eq!(variants(&["aB", "aB", "aB2"]), ["AB", "AB3", "AB2"]);
        let fields = distinct(Case::Field, &["aBC", "aBc"]);
        assert_eq!(fields.len(), 2);
        assert_ne!(fields[0], fields[1]);
    }

    proptest::proptest! {
        #[test]
        fn no_two_names_are_equal(words in proptest::collection::vec("[aAbB_ \\-+<=.é1]{0,4}", 0..12)) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            for case in [Case::Type, Case::Variant, Case::Field] {
                let names: HashSet<String> = distinct(case, &words).into_iter().collect();
                proptest::prop_assert_eq!(names.len(), words.len());
            }
        }
    }
}
