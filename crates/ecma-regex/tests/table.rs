//! Checks the tables of the README against the crate.

// For clippy: helpers outside of test functions are tests, too.
#![cfg(test)]

use ecma_regex::{Regex, Steps};

/// The cells of the table below a heading.
fn rows(heading: &str) -> Vec<Vec<String>> {
    let readme = include_str!("../README.md");
    let (_, section) = readme.split_once(heading).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let lines = section.lines().filter(|line| line.starts_with('|')).skip(2);
    lines
        .map(|line| {
            let line = line.trim_matches('|').replace("\\|", "\0");
            let cells = line.split('|').map(|cell| cell.replace('\0', "|"));
            cells
                .map(|cell| cell.trim().trim_matches('`').to_owned())
                .collect()
        })
        .collect()
}

fn is_match(pattern: &str, text: &str) -> bool {
    let regex = Regex::new(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"));
    regex.is_match(text, &mut Steps::per_payload()).unwrap()
}

/// The result of another engine; without the flag `u` for patterns that only Annex B allows.
fn other(pattern: &str, text: &str) -> bool {
    let regex = regress::Regex::with_flags(pattern, "u").or_else(|_| regress::Regex::new(pattern));
    regex.unwrap().find(text).is_some()
}

#[test]
fn what_is_supported_matches_as_the_table_says() {
    let rows = rows("## What is supported");
    assert!(rows.len() > 40);
    for row in rows {
        let [_, pattern, yes, no] = row.as_slice() else {
            panic!("{row:?}");
        };
        for (text, expected) in [(yes, true), (no, false)] {
            let text: String = serde_json::from_str(text).unwrap_or_else(|_| panic!("{row:?}"));
            assert_eq!(is_match(pattern, &text), expected, "{pattern} on {text:?}");
            assert_eq!(
                other(pattern, &text),
                expected,
                "{pattern} on {text:?}, elsewhere"
            );
        }
    }
}

#[test]
fn what_is_not_supported_is_refused_with_a_reason_and_its_replacement_is_taken() {
    let rows = rows("## What is not");
    assert!(rows.len() > 30);
    for row in rows {
        let [pattern, _, instead] = row.as_slice() else {
            panic!("{row:?}");
        };
        let error = Regex::new(pattern).unwrap_err();
        assert!(!error.reason().is_empty());
        assert!(
            pattern
                .get(error.span())
                .is_some_and(|part| !part.is_empty()),
            "{pattern}: {error:?}"
        );
        Regex::new(instead).unwrap_or_else(|error| panic!("{instead}: {error}"));
    }
}
