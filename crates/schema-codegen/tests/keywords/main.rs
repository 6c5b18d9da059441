//! Generated code held against the schemas it came from: every file in `tests/cases` is generated,
//! compiled without warnings, and asked about its instances and thousands of mutants of them and of
//! their texts.

// Tells clippy that helpers outside of test functions are tests too.
#![cfg(test)]

mod agreement;
mod case;
mod equality;
mod exact;
mod mutants;
mod oracle;
mod scratch;
mod text_mutants;

use case::Case;

/// 100 % or nothing: one difference in a thousand is a payload lost in production.
#[test]
fn generated_types_accept_what_the_schema_accepts_and_lose_nothing() {
    let mut cases = Case::all();
    cases.extend(Case::corpora());
    let (generated, mut differences) = agreement::generate(&cases);
    let (generated, not_compiling) = scratch::build(generated);
    differences.extend(not_compiling);
    let questions = agreement::questions(&generated);
    let answers = scratch::ask(&generated, &questions);
    differences.extend(agreement::differences(&generated, &questions, &answers));
    println!(
        "{} cases, {} of them generated, {} instances judged, {} differences",
        cases.len(),
        generated.len(),
        questions.len(),
        differences.len()
    );
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// A case that never refuses anything would pass with a generator that accepts everything.
#[test]
fn every_case_accepts_something_and_refuses_something() {
    for case in Case::all() {
        let total = case.oracle().accepts_everything();
        assert_eq!(case.refuse.is_empty(), total, "{}: `refuse`", case.name);
        assert_eq!(
            case.accept.is_empty(),
            case.nothing,
            "{}: `accept`",
            case.name
        );
    }
}

/// Three opinions: the case's author, the `jsonschema` crate and (above) the generated type.
#[test]
fn what_cases_claim_is_what_the_jsonschema_crate_says() {
    for case in Case::all() {
        let oracle = case.oracle();
        let claims = case.accept.iter().map(|value| (value, true));
        for (instance, accepted) in claims.chain(case.refuse.iter().map(|value| (value, false))) {
            assert_eq!(
                oracle.accepts(instance),
                accepted,
                "{}: {instance}",
                case.name
            );
        }
    }
}

/// Every file of `tests/cases` counts, and nothing else lies there.
#[test]
fn case_files_are_named_after_modules() {
    for case in Case::all() {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        assert!(case.name.chars().all(plain), "{}", case.name);
    }
}
