//! Compares the generator's output with reviewed files: `expected.rs` and `expected.borrowed.rs` of
//! the cases that show a kind of type, and `expected.txt` with the diagnostics of every case that
//! has some.
//!
//! `UPDATE_EXPECT=1 cargo test -p schema-codegen --test expectations golden` writes them again;
//! `CASES=tuple` before it limits that to the cases with this in their names.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use schema_codegen::{Builder, Diagnostic};

use crate::case::Case;

/// The expected code of a case. It is compared only if the file exists, which is optional.
const CODE: &str = "expected.rs";
const BORROWED: &str = "expected.borrowed.rs";
const DIAGNOSTICS: &str = "expected.txt";

#[test]
fn output_is_as_it_was_reviewed() {
    for case in Case::all() {
        check(&case);
    }
}

/// A change of the emitter must be visible for each kind of type.
#[test]
fn every_topic_shows_the_code_it_leads_to() {
    if std::env::var_os("CASES").is_some() {
        return;
    }
    let all = Case::all();
    let topics: BTreeSet<&str> = all.iter().map(|case| &*case.topic).collect();
    let shown: BTreeSet<&str> = all
        .iter()
        .filter(|case| expected(case, CODE).exists())
        .map(|case| &*case.topic)
        .collect();
    assert_eq!(topics, shown);
}

/// Differences are not reviewed in CI, so `UPDATE_EXPECT` must not be set there.
#[test]
fn nothing_is_updated_in_ci() {
    let set = |name| std::env::var_os(name).is_some();
    assert!(!(set("CI") && set("UPDATE_EXPECT")));
}

/// Compares the case's output with its expected files.
fn check(case: &Case) {
    let folder = tempfile::tempdir().unwrap();
    case.write(folder.path());
    let builder = case.builder(folder.path());
    let diagnostics = match builder.clone().generate() {
        Ok(output) => {
            compare(case, CODE, output.code());
            output.warnings().to_vec()
        }
        Err(error) => {
            assert!(!expected(case, CODE).exists(), "{}: {error}", case.name);
            error.diagnostics().to_vec()
        }
    };
    if expected(case, BORROWED).exists() {
        compare(case, BORROWED, &borrowed(builder));
    }
    compare_diagnostics(case, &diagnostics);
}

fn borrowed(builder: Builder) -> String {
    let output = builder.borrowed(true).generate();
    output.map_or_else(|error| error.to_string(), |output| output.code().to_owned())
}

fn compare(case: &Case, file: &str, actual: &str) {
    let path = expected(case, file);
    if path.exists() {
        expect_file![path].assert_eq(actual);
    }
}

/// Compares diagnostics. Unlike for code, the file must exist if and only if there are any.
fn compare_diagnostics(case: &Case, diagnostics: &[Diagnostic]) {
    let path = expected(case, DIAGNOSTICS);
    let text: Vec<String> = diagnostics
        .iter()
        .map(|it| format!("{}\n", it.render()))
        .collect();
    if text.is_empty() {
        assert!(!path.exists(), "{}: {DIAGNOSTICS} is left over", case.name);
    } else {
        expect_file![path].assert_eq(&text.join("\n"));
    }
}

fn expected(case: &Case, file: &str) -> PathBuf {
    let folder = case.folder.as_deref().unwrap_or(Path::new(""));
    folder.join(file)
}
