//! The exit code when the output cannot be written, and at least one run for each exit code.

use std::{fs::File, io};

use crate::support::{Folder, Run};

const VALID: &str = r#"{"state": "connected"}"#;
const INVALID: &str = r#"{"state": "connected", "held": 1}"#;

/// Every command that prints results.
const WAYS: &[&[&str]] = &[
    &["validate", "in"],
    &["validate", "--format", "json", "in"],
    &["identify", "in"],
    &["identify", "--format", "json", "in"],
    &["models"],
    &["models", "--format", "json"],
    &["schema", "genesys.conversation_chat"],
];

fn many(last: &str) -> Folder {
    let valid = (0..50).fold(Folder::new(), |folder, number| {
        folder.with(&format!("in/{number:02}.json"), VALID)
    });
    valid.with("in/last.json", last)
}

/// Runs the command with a standard output whose reading end is closed.
fn unread(folder: &Folder, arguments: &[&str]) -> Run {
    let (reader, writer) = io::pipe().unwrap();
    drop(reader);
    Run::writing_to(folder.command(arguments), writer)
}

#[test]
fn each_exit_code() {
    let folder = many(INVALID);
    for (arguments, code) in [
        (&["validate", "in/00.json"] as &[&str], 0),
        (&["validate", "in/last.json"], 1),
        (&["validate", "in"], 1),
        (&["validate", "--quiet", "in"], 1),
        (&["validate", "--nonsense"], 2),
        (&["validate", "in", "gone.json"], 3),
        (&["identify", "in/00.json"], 0),
        (&["identify", "in/last.json"], 1),
        (&["identify"], 2),
        (&["identify", "gone.json"], 3),
        (&["models"], 0),
        (&["models", "nonsense"], 2),
        (&["schema", "ada.conversation_ended"], 0),
        (&["schema", "nonsense"], 2),
        (&["--help"], 0),
        (&["nonsense"], 2),
    ] {
        assert_eq!(folder.run(arguments).code, code, "{arguments:?}");
    }
}

#[test]
fn a_closed_pipe_does_not_hide_the_verdict_of_the_rest() {
    for (last, code) in [(VALID, 0), (INVALID, 1), ("[", 3), ("{}", 3)] {
        let folder = many(last);
        for arguments in WAYS.iter().filter(|way| way.contains(&"in")) {
            let run = unread(&folder, arguments);
            assert_eq!((run.stderr.as_str(), run.code), ("", code), "{arguments:?}");
        }
    }
}

#[test]
fn a_list_or_a_schema_that_was_not_read_to_the_end_is_no_success() {
    let folder = Folder::new();
    for arguments in WAYS.iter().filter(|way| !way.contains(&"in")) {
        let run = unread(&folder, arguments);
        assert_eq!((run.stderr.as_str(), run.code), ("", 3), "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn results_that_cannot_be_written_are_no_success() {
    let folder = many(VALID);
    for arguments in WAYS
        .iter()
        .copied()
        .chain([&["--help"] as &[&str], &["--version"]])
    {
        let full = File::create("/dev/full").unwrap();
        let run = Run::writing_to(folder.command(arguments), full);
        let expected = "error: the results cannot be written: ";
        assert!(run.stderr.starts_with(expected), "{arguments:?} {run:?}");
        assert_eq!(run.stderr.lines().count(), 1, "{arguments:?} {run:?}");
        assert_eq!(run.code, 3, "{arguments:?}");
    }
}
