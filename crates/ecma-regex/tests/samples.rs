//! Patterns that other engines interpret differently, and patterns that are expensive for them.

// For clippy: helpers outside of test functions are tests, too.
#![cfg(test)]

use std::time::{Duration, Instant};

use ecma_regex::{Kind, Regex, Steps, Undecided};

fn decided(pattern: &str, text: &str) -> Result<bool, Undecided> {
    let regex = Regex::new(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"));
    regex.is_match(text, &mut Steps::per_payload())
}

/// A backtracking engine tries 2^30 ways to match the beginning.
const HOPELESS: &str = r"^(?:(?:a(?!x)|a(?!y))*b|a*c)$";

#[test]
fn lookarounds_cost_no_more_than_the_text_is_long() {
    let text = format!("{}c", "a".repeat(100_000));
    let started = Instant::now();
    assert_eq!(decided(HOPELESS, &text), Ok(true));
    assert_eq!(decided(HOPELESS, &text[1..text.len() - 1]), Ok(false));
    assert_eq!(decided(r"(?=.*z)(?<=a.*)b", &text), Ok(false));
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[test]
fn back_references_that_give_up_say_so() {
    let pattern = r"^(?:(a|b)|a)*\1x$";
    let text = "a".repeat(40);
    assert_eq!(decided(pattern, &text), Err(Undecided));
    // No steps remain, so no further match costs anything.
    let regex = Regex::new(pattern).unwrap();
    let mut steps = Steps::per_payload();
    assert_eq!(regex.is_match(&text, &mut steps), Err(Undecided));
    assert_eq!(steps.left(), 0);
    assert_eq!(regex.is_match("a", &mut steps), Err(Undecided));
}

#[test]
fn long_texts_are_given_the_steps_they_need() {
    let text = format!("{}xx", "ab".repeat(500_000));
    assert_eq!(decided(r"(.)\1", &text), Ok(true));
    assert_eq!(decided(r"^(?:a(b))*\1?xx$", &text[900_000..]), Ok(true));
}

#[test]
fn no_text_is_too_long_and_no_pattern_too_deep_for_the_stack() {
    let run = || {
        let text = "a".repeat(500_000);
        for pattern in [
            r"^(?:a|b)*$",
            r"^(?:(?=a)a)*$",
            r"(a)\1",
            r"^(?:a{1,2}){0,500}(?!b)a*$",
        ] {
            assert_eq!(decided(pattern, &text), Ok(true), "{pattern}");
        }
        for (open, close) in [
            ("(?:a", ")*"),
            ("(", ")?\\1"),
            ("(?=a", ")"),
            ("(?:(?<!b)", "|a)+"),
        ] {
            let deep = |depth: usize| format!("{}{}", open.repeat(depth), close.repeat(depth));
            let depth = 100 / open.matches('(').count().min(2);
            decided(&deep(depth / 2), "aaaaaaa").unwrap_or(true);
            let error = Regex::new(&deep(100_000)).unwrap_err();
            assert!(error.reason().contains("nested more than"), "{error}");
        }
    };
    std::thread::Builder::new()
        .stack_size(1 << 20)
        .spawn(run)
        .unwrap()
        .join()
        .unwrap();
}

#[test]
fn what_repeats_too_much_is_refused_with_a_reason() {
    let error = Regex::new(r"^(?:[ab]c){1,100000}$").unwrap_err();
    assert_eq!(
        error.reason(),
        "this pattern repeats too much to be matched"
    );
    // The number of repetitions of a set is not limited.
    assert_eq!(decided(r"x[ab]{0,4000000000}y", "xabay"), Ok(true));
    assert_eq!(decided(r"^.{1,65535}$", &"é".repeat(65_536)), Ok(false));
    assert_eq!(decided(r"^.{1,65535}$", &"é".repeat(65_535)), Ok(true));
    assert_eq!(decided(r"(?<!x)[ab]{99999999999}", "ab"), Ok(false));
}

#[test]
fn the_kind_says_what_a_pattern_takes() {
    for (pattern, kind) in [
        (r"^(a)\b$", Kind::Regular),
        (r"^(?!a)", Kind::LookAround),
        (r"(a)\1", Kind::BackReference),
        (r"(?=\1(a))", Kind::BackReference),
    ] {
        assert_eq!(Regex::new(pattern).unwrap().kind(), kind, "{pattern}");
    }
}
