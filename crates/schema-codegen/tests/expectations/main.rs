//! Generates every case in `tests/cases`, compares the output with the reviewed files, compiles it
//! without warnings, and runs the types on the instances and thousands of mutants of them and of
//! their texts.
//!
//! `CASES=tuple cargo test -p schema-codegen --test expectations` runs only the cases with this in
//! their names.

// Clippy's exceptions for tests must also apply to helpers outside of test functions.
#![cfg(test)]

mod agreement;
mod case;
mod corpora;
mod equality;
mod exact;
mod golden;
mod in_place;
mod mutants;
mod oracle;
#[path = "../../src/parallel.rs"]
mod parallel;
mod scratch;
mod text_mutants;

use case::Case;
use oracle::Oracle;

/// No difference is allowed: one in a thousand is a payload lost in production.
#[test]
fn generated_types_accept_what_the_schema_accepts_and_lose_nothing() {
    let mut cases = Case::all();
    if std::env::var_os("CASES").is_none() {
        cases.extend(corpora::all());
    }
    let (generated, mut differences) = agreement::generate(&cases);
    // The questions need no types: they are made while cargo builds.
    let (built, questions) = std::thread::scope(|scope| {
        let built = scope.spawn(|| scratch::build(&generated));
        let questions = agreement::questions(&generated);
        (built.join().unwrap(), questions)
    });
    let (scratch, not_compiling) = built;
    let answers = scratch.ask(&generated, &questions);
    assert_eq!(
        not_compiling.is_empty(),
        questions.len() == answers.len(),
        "one answer for each question"
    );
    differences.extend(not_compiling);
    differences.extend(agreement::differences(&generated, &answers));
    println!(
        "{} cases, {} of them generated, {} instances checked, {} differences",
        cases.len(),
        generated.len(),
        questions.len(),
        differences.len()
    );
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// A case that never rejects anything would pass with a generator that accepts everything.
#[test]
fn every_case_accepts_something_and_rejects_something() {
    for case in Case::all() {
        let total = Oracle::of(&case).accepts_everything();
        assert_eq!(case.reject.is_empty(), total, "{}: `reject`", case.name);
        assert_eq!(
            case.accept.is_empty(),
            case.nothing,
            "{}: `accept`",
            case.name
        );
    }
}

/// Verdicts come from the case's author, the `jsonschema` crate and (above) the generated type.
#[test]
fn what_cases_claim_is_what_the_jsonschema_crate_says() {
    for case in Case::all() {
        let oracle = Oracle::of(&case);
        let claims = case.accept.iter().map(|value| (value, true));
        for (instance, accepted) in claims.chain(case.reject.iter().map(|value| (value, false))) {
            assert_eq!(
                oracle.accepts(instance),
                accepted,
                "{}: {instance}",
                case.name
            );
        }
    }
}

/// The name of a case is that of a module of the scratch crate.
#[test]
fn case_files_are_named_after_modules() {
    for case in Case::all() {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        assert!(case.name.chars().all(plain), "{}", case.name);
    }
}
