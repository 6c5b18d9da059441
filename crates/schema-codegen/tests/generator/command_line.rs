//! Tests of the binary: exit code, standard output, standard error, and files on disk.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

pub(crate) const USER: &str = r#"{ "title": "User", "type": "object", "required": ["id"], "properties": { "id": { "type": "string" } } }"#;

/// How a run of the binary ended.
#[derive(Debug)]
pub(crate) struct Run {
    /// `None` when a signal ended it.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs the binary in a folder with these files.
pub(crate) fn run(files: &[(&str, &str)], arguments: &[&str]) -> (TempDir, Run) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let run = run_in(folder.path(), arguments);
    (folder, run)
}

pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_schema-codegen"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

pub(crate) fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

pub(crate) fn declares(code: &str, name: &str) -> bool {
    let file = syn::parse_file(code).unwrap();
    file.items.iter().any(|item| match item {
        syn::Item::Struct(item) => item.ident == name,
        syn::Item::Enum(item) => item.ident == name,
        _ => false,
    })
}

#[test]
fn help_lists_every_option_and_the_exit_codes() {
    let (_, top) = run(&[], &["--help"]);
    assert_eq!(top.code, Some(0));
    for word in ["generate", "Exit codes: 0", "1 ", "2 "] {
        assert!(top.stdout.contains(word), "{word}: {top:?}");
    }
    let (_, generate) = run(&[], &["generate", "--help"]);
    assert_eq!((generate.code, generate.stderr.as_str()), (Some(0), ""));
    for option in [
        "<SCHEMA>",
        "--out <FILE>",
        "--root-name <NAME>",
        "--name <POINTER=NAME>",
        "--formats <FORMATS>",
        "assert",
        "annotate",
        "--ref <URI=PATH>",
        "--ref-dir <DIR>",
        "--openapi <VERSION>",
        "3.0",
        "3.1",
        "--implied-types",
        "--report",
        "--print <WHAT>",
        "root",
    ] {
        assert!(generate.stdout.contains(option), "{option}: {generate:?}");
    }
    let (_, version) = run(&[], &["--version"]);
    assert_eq!(version.code, Some(0));
    assert_eq!(
        version.stdout,
        concat!("schema-codegen ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn a_wrong_command_line_ends_with_2_and_writes_nothing() {
    let wrong: [&[&str]; 14] = [
        &[],
        &["generat"],
        &["generate"],
        &["generate", "user.json", "more.json"],
        &["generate", "user.json", "--output", "user.rs"],
        &["generate", "user.json", "--out"],
        &["generate", "user.json", "--formats", "maybe"],
        &["generate", "user.json", "--root-name", "two words"],
        &["generate", "user.json", "--root-name", "struct"],
        &[
            "generate",
            "user.json",
            "--ref",
            "https://schemas.example/x",
        ],
        &["generate", "user.json", "--ref", "=x.json"],
        &["generate", "user.json", "--print", "root"],
        &["generate", "user.json", "--name", "/properties/id"],
        &[
            "generate",
            "user.json",
            "--name",
            "/properties/id=not a name",
        ],
    ];
    for arguments in wrong {
        let (folder, run) = run(&[("user.json", USER)], arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}: {run:?}");
        assert_eq!(run.stdout, "", "{arguments:?}");
        assert!(
            run.stderr.contains("Usage:") || run.stderr.contains("--help"),
            "{run:?}"
        );
        assert_eq!(names_in(folder.path()), ["user.json"], "{arguments:?}");
    }
}

#[test]
fn code_goes_to_standard_output_and_remarks_to_standard_error() {
    let (_, run) = run(&[("user.json", USER)], &["generate", "user.json"]);
    assert_eq!(run.code, Some(0));
    assert!(declares(&run.stdout, "User"), "{run:?}");
    assert!(run.stderr.contains("1 type: 1 proven exact"), "{run:?}");
}

#[test]
fn a_report_has_figures_about_the_types_and_reasons_of_shortfalls() {
    let schema = r#"{
        "title": "Pair", "type": "object",
        "properties": { "pair": { "type": "array", "minItems": 1, "maxItems": 1, "prefixItems": [{ "enum": ["a", "b"] }] } }
    }"#;
    let (_, run) = run(
        &[("pair.json", schema)],
        &["generate", "pair.json", "--report"],
    );
    assert_eq!(run.code, Some(0), "{run:?}");
    for line in [
        "properties typed   100.00 %  1 of 1",
        "types named         66.67 %  2 of 3",
        "not types named, by reason:",
        "     1 × strings",
    ] {
        assert!(run.stderr.contains(line), "{line}: {}", run.stderr);
    }
}

#[test]
fn a_missing_schema_is_reported() {
    let (_, run) = run(&[], &["generate", "nowhere.json"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert!(run.stderr.contains("error[unreadable]"), "{run:?}");
    assert!(run.stderr.contains("nowhere.json"), "{run:?}");
}

#[test]
fn references_are_answered_by_files_that_are_given() {
    let files = [
        (
            "root.json",
            r#"{ "type": "array", "items": { "$ref": "https://schemas.example/user" } }"#,
        ),
        ("user.json", USER),
    ];
    let given = "https://schemas.example/user=user.json";
    let (folder, with) = run(&files, &["generate", "root.json", "--ref", given]);
    assert_eq!(with.code, Some(0), "{with:?}");
    assert!(declares(&with.stdout, "User"));
    let without = run_in(folder.path(), &["generate", "root.json"]);
    assert_eq!((without.code, without.stdout.as_str()), (Some(1), ""));
    assert!(
        without.stderr.contains("error[missing-reference]"),
        "{without:?}"
    );
    assert!(
        without
            .stderr
            .contains("`--ref https://schemas.example/user=PATH`"),
        "{without:?}"
    );
}

#[test]
fn references_are_answered_by_folders_that_are_given() {
    let root = r#"{ "type": "array", "items": { "$ref": "https://schemas.example/v1/user" } }"#;
    let generate = ["generate", "root.json", "--ref-dir", "common"];
    let run_with = |user: (&str, &str), broken: &str| {
        let (folder, run) = run(&[("root.json", root)], &["generate", "root.json"]);
        assert!(run.stderr.contains("`--ref-dir DIR`"), "{run:?}");
        let common = folder.path().join("common");
        std::fs::create_dir_all(common.join("deep")).unwrap();
        std::fs::write(common.join(user.0), user.1).unwrap();
        std::fs::write(common.join(broken), "{").unwrap();
        run_in(folder.path(), &generate)
    };
    let by_id = USER.replacen('{', r#"{ "$id": "https://schemas.example/v1/user","#, 1);
    for user in [("deep/x.json", by_id.as_str()), ("deep/user.json", USER)] {
        let run = run_with(user, "broken.json");
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(declares(&run.stdout, "User"), "{run:?}");
    }
    // A broken file is reported if it is the one that is needed, or might be.
    let run = run_with(("deep/x.json", USER), "user.json");
    assert!(run.stderr.contains("common/user.json:1:"), "{run:?}");
    let run = run_with(("deep/x.json", USER), "broken.json");
    assert!(run.stderr.contains("common/broken.json"), "{run:?}");
    assert!(run.stderr.contains("error[missing-reference]"), "{run:?}");
}

#[test]
fn a_folder_of_references_has_to_be_there() {
    let arguments = ["generate", "user.json", "--ref-dir", "nowhere"];
    let (_, run) = run(&[("user.json", USER)], &arguments);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.contains("nowhere"), "{run:?}");
}

#[test]
fn references_are_answered_by_files_beside() {
    let files = [
        (
            "root.json",
            r#"{ "type": "array", "items": { "$ref": "user.json" } }"#,
        ),
        ("user.json", USER),
    ];
    let (_, run) = run(&files, &["generate", "root.json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(declares(&run.stdout, "User"));
}

#[test]
fn formats_are_assertions_only_when_asked() {
    let files = [(
        "at.json",
        r#"{ "type": "object", "properties": { "at": { "type": "string", "format": "date-time" } } }"#,
    )];
    for (arguments, field) in [
        (vec!["generate", "at.json"], "pub at: Option<String>"),
        (
            vec!["generate", "at.json", "--formats", "annotate"],
            "pub at: Option<String>",
        ),
        (
            vec!["generate", "at.json", "--formats", "assert"],
            "pub at: Option<DateTime>",
        ),
    ] {
        let (_, run) = run(&files, &arguments);
        assert!(run.stdout.contains(field), "{arguments:?}: {}", run.stdout);
    }
}

#[test]
fn keywords_of_openapi_are_read_only_when_asked() {
    let text = r#"{ "type": "object", "properties": {
        "n": { "type": "integer", "format": "int32", "nullable": true },
        "o": { "nullable": true } } }"#;
    let files = [("a.json", text)];
    let (_, plain) = run(&files, &["generate", "a.json"]);
    assert!(plain.stdout.contains("pub n: Option<Integer>"), "{plain:?}");
    assert!(!plain.stderr.contains("warning"), "{plain:?}");
    let (_, read) = run(&files, &["generate", "a.json", "--openapi", "3.0"]);
    assert!(read.stdout.contains("pub n: Presence<i32>"), "{read:?}");
    assert!(read.stderr.contains("warning[no-effect]"), "{read:?}");
    assert!(read.stderr.contains("a.json:3:28"), "{read:?}");
}

#[test]
fn a_description_of_an_interface_is_a_library_of_its_components() {
    let text = r##"{ "openapi": "3.0.3", "info": { "title": "Pets", "version": "1" }, "paths": {},
        "components": { "schemas": {
            "Pet": { "type": "object", "properties": { "owner": { "$ref": "#/components/schemas/Owner" } } },
            "Owner": { "type": "object", "properties": { "name": { "type": "string", "nullable": true } } } } } }"##;
    let files = [("pets.json", text)];
    let (_, run) = run(&files, &["generate", "pets.json", "--openapi", "3.0"]);
    assert!(declares(&run.stdout, "Pet"), "{run:?}");
    assert!(run.stdout.contains("pub owner: Option<Owner>"), "{run:?}");
    assert!(run.stdout.contains("pub name: Presence<String>"), "{run:?}");
}

#[test]
fn types_are_implied_only_when_asked_and_the_header_says_so() {
    let files = [(
        "a.json",
        r#"{ "properties": { "b": { "items": { "type": "string" } } } }"#,
    )];
    let (_, letter) = run(&files, &["generate", "a.json"]);
    assert!(letter.stdout.contains("pub enum AValue "), "{letter:?}");
    let (_, implied) = run(&files, &["generate", "a.json", "--implied-types"]);
    assert!(implied.stdout.contains("pub struct A "), "{implied:?}");
    let header: Vec<_> = implied.stdout.lines().take(2).collect();
    assert!(header[1].contains("2 schemas without `type`"), "{header:?}");
}

/// A full disk or a closed pipe at standard error must cause neither an error nor a panic.
#[test]
#[cfg(target_os = "linux")]
fn a_closed_standard_error_is_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("user.json"), USER).unwrap();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
    let status = Command::new(env!("CARGO_BIN_EXE_schema-codegen"))
        .args(["generate", "user.json", "--out", "user.rs"])
        .current_dir(folder.path())
        .stderr(full.unwrap())
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(0));
    assert_eq!(names_in(folder.path()), ["user.json", "user.rs"]);
}

#[test]
fn warnings_do_not_stop_the_generation() {
    let files = [("user.json", r#"{ "type": "object", "proprties": {} }"#)];
    let (_, run) = run(&files, &["generate", "user.json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stderr.contains("warning[unknown-keyword]"), "{run:?}");
    assert!(!run.stdout.contains("warning"), "{run:?}");
}
