//! The generator's functions for build scripts. The tests run this test program again, with
//! `OUT_DIR` set as cargo sets it for a build script.

use std::path::Path;
use std::process::{Command, Output};

use schema_codegen::Builder;

/// What the second run does; not a test by itself.
#[test]
#[ignore = "run by the tests of this file, with `OUT_DIR` set"]
fn as_a_build_script() {
    let schema = std::env::var("SCHEMA_FILE").unwrap();
    let written = Builder::new().schema(schema).write_to_out_dir("types.rs");
    match written {
        Ok(path) => println!("\nwrote {}", path.file_name().unwrap().display()),
        Err(error) => println!("\nfailed: {error}"),
    }
}

fn run(schema: &Path, out_dir: Option<&Path>) -> Output {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args([
            "--exact",
            "build_script::as_a_build_script",
            "--ignored",
            "--nocapture",
        ])
        .env("SCHEMA_FILE", schema)
        .env_remove("OUT_DIR");
    if let Some(out_dir) = out_dir {
        command.env("OUT_DIR", out_dir);
    }
    command.output().unwrap()
}

fn printed(output: &Output) -> Vec<String> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.lines().map(str::to_owned).collect()
}

#[test]
fn the_file_is_written_and_cargo_watches_every_schema() {
    let folder = tempfile::tempdir().unwrap();
    let schema = folder.path().join("a.json");
    let beside = folder.path().join("b.json");
    std::fs::write(
        &schema,
        r#"{ "type": "array", "items": { "$ref": "b.json" }, "maxItem": 1 }"#,
    )
    .unwrap();
    std::fs::write(&beside, r#"{ "enum": ["x", "y"] }"#).unwrap();
    let lines = printed(&run(&schema, Some(folder.path())));
    for input in [&schema, &beside] {
        let watched = format!("cargo::rerun-if-changed={}", input.display());
        assert!(lines.contains(&watched), "{watched}\n{lines:#?}");
    }
    let warning = lines
        .iter()
        .find(|line| line.starts_with("cargo::warning="));
    assert!(
        warning.is_some_and(|line| line.contains("`maxItem`")),
        "{lines:#?}"
    );
    assert!(lines.contains(&"wrote types.rs".to_owned()), "{lines:#?}");
    let code = std::fs::read_to_string(folder.path().join("types.rs")).unwrap();
    assert!(code.contains("pub struct A"), "{code}");
}

#[test]
fn a_schema_that_is_wrong_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let schema = folder.path().join("a.json");
    std::fs::write(&schema, r#"{ "type": "objekt" }"#).unwrap();
    let lines = printed(&run(&schema, Some(folder.path())));
    assert!(
        lines
            .iter()
            .any(|line| line.starts_with("failed: error[invalid-schema]")),
        "{lines:#?}"
    );
    assert!(!folder.path().join("types.rs").exists());
}

#[test]
fn outside_of_a_build_script_it_says_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let schema = folder.path().join("a.json");
    std::fs::write(&schema, "{}").unwrap();
    let lines = printed(&run(&schema, None));
    assert!(
        lines.contains(&"failed: `OUT_DIR` is not set".to_owned()),
        "{lines:#?}"
    );
}
