//! Runs every command in the README. Its Rust examples are doctests of this package.

#![expect(
    clippy::unwrap_used,
    reason = "a command that cannot be run fails the test"
)]

use std::path::Path;
use std::process::Command;

const README: &str = include_str!("../../README.md");
const GATE: &str = include_str!("../../xtask/src/ci.rs");

#[test]
fn every_command_succeeds() {
    let commands = commands();
    assert!(commands.len() >= 7, "{commands:?}");
    for command in commands.iter().filter(|command| !runs_the_tests(command)) {
        run(command);
    }
}

#[test]
fn the_test_command_is_the_one_the_gate_runs() {
    let commands = commands();
    let tests: Vec<_> = commands.iter().filter(|it| runs_the_tests(it)).collect();
    let [command] = tests.as_slice() else {
        panic!("one command runs the tests, not {tests:?}");
    };
    let arguments = command.strip_prefix("cargo ").unwrap();
    let step = format!("Step::cargo(\"{arguments}\"),");
    assert!(
        GATE.lines().any(|line| line.trim() == step),
        "`cargo xtask ci` lacks `{step}`"
    );
}

/// The lines of the `sh` blocks.
fn commands() -> Vec<&'static str> {
    let blocks = README.split("```sh\n").skip(1);
    let blocks = blocks.map(|rest| rest.split("```").next().unwrap_or_default());
    blocks
        .flat_map(str::lines)
        .filter(|line| !line.is_empty())
        .collect()
}

/// A test that ran all tests would run itself.
fn runs_the_tests(command: &str) -> bool {
    command.starts_with("cargo test")
}

fn run(command: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut words = command.split_whitespace();
    assert_eq!(words.next(), Some("cargo"), "{command}");
    let output = Command::new(env!("CARGO"))
        .args(words)
        .current_dir(root)
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        output.status.success(),
        "`{command}` failed\n{}\n{}",
        text(&output.stdout),
        text(&output.stderr)
    );
    assert!(!output.stdout.is_empty(), "`{command}` says nothing");
}
