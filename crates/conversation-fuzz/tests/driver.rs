//! Runs the driver as the gate does, on a target that fails on purpose.

// For clippy: helpers outside of test functions are test code, too.
#![cfg(test)]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

fn driver(arguments: &[&str], artifacts: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_conversation-fuzz"))
        .args(arguments)
        .arg("--artifacts")
        .arg(artifacts)
        .output()
        .unwrap()
}

/// Runs the failing target with a seed that makes it fail in the given way; returns standard error
/// and the kept input.
fn failure(seed: &str, way: &str) -> (String, Vec<u8>) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("driver-{way}"));
    fs::remove_dir_all(&folder).ok();
    let output = driver(
        &["--target", "alarm", "--seed", seed, "--timeout", "1"],
        &folder,
    );
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    let mut kept: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_none())
        .collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
    let input = fs::read(kept.remove(0)).unwrap();
    (said, input)
}

#[test]
fn a_panic_is_found_and_made_smaller() {
    let (said, input) = failure("1", "panic");
    assert_eq!(input, b"panic");
    assert!(said.contains("alarm: FOUND: as it was asked to"), "{said}");
    assert!(said.contains("run it again: cargo run -p conversation-fuzz -- --target alarm "));
}

#[test]
fn a_process_that_ends_is_found_and_made_smaller() {
    let (said, input) = failure("2", "abort");
    assert_eq!(input, b"abort");
    assert!(said.contains("alarm: FOUND: the process ended: "), "{said}");
}

#[test]
fn a_run_without_end_is_found() {
    let (said, input) = failure("7", "hang");
    assert_eq!(input, b"....hang....");
    assert!(
        said.contains("alarm: FOUND: a run took longer than 1 s"),
        "{said}"
    );
}

#[test]
fn runs_are_counted_and_determined_by_their_seed() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("driver-fine");
    for target in ["validate_only", "generator"] {
        let output = driver(
            &["--target", target, "--runs", "20", "--seed", "5"],
            &folder,
        );
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success());
        assert!(said.contains("20 runs from seed 5"), "{said}");
    }
}

#[test]
fn files_are_run_again() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("driver-again");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("input");
    fs::write(&file, "[1,]").unwrap();
    let file = file.to_str().unwrap();
    let output = driver(
        &["--target", "structure", "--target", "report", file],
        &folder,
    );
    assert!(output.status.success());
    fs::write(file, "panic").unwrap();
    let output = driver(&["--target", "alarm", file], &folder);
    assert_eq!(output.status.code(), Some(101));
}

#[test]
fn an_unknown_target_is_rejected() {
    let output = driver(&["--target", "nothing"], Path::new("."));
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("the targets are typed_read, "), "{said}");
}
