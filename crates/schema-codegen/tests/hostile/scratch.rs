//! Checks a crate of generated modules with rustc and rustdoc, warnings being errors.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile-text")
}

/// Asserts that the modules compile, and that rustdoc gives no warning and finds no doctest.
pub(crate) fn hold(modules: &[(String, String)]) {
    write_crate(modules);
    let check = cargo(&["check", "--quiet"]);
    assert!(check.status.success(), "{}", said(&check));
    let documented = cargo(&["rustdoc", "--quiet", "--lib", "--", "-D", "warnings"]);
    assert!(documented.status.success(), "{}", said(&documented));
    assert_eq!(said(&documented).trim(), "");
    let tested = cargo(&["rustdoc", "--lib", "--", "--test"]);
    let said = said(&tested);
    assert!(tested.status.success(), "{said}");
    assert!(said.contains("running 0 tests"), "{said}");
}

fn write_crate(modules: &[(String, String)]) {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let workspace = workspace.canonicalize().unwrap();
    let source = folder().join("src");
    let _ = std::fs::remove_dir_all(&source);
    std::fs::create_dir_all(&source).unwrap();
    let lock = std::fs::read_to_string(workspace.join("Cargo.lock")).unwrap();
    std::fs::write(folder().join("Cargo.lock"), lock).unwrap();
    std::fs::write(folder().join("Cargo.toml"), manifest(&workspace)).unwrap();
    let mut lib =
        String::from("#![deny(warnings)]\n#![forbid(unsafe_code)]\n//! Nothing to run.\n");
    for (name, code) in modules {
        std::fs::write(source.join(format!("{name}.rs")), code).unwrap();
        writeln!(lib, "pub mod {name};").unwrap();
    }
    std::fs::write(source.join("lib.rs"), lib).unwrap();
}

fn manifest(workspace: &Path) -> String {
    let runtime = workspace.join("crates/schema-runtime");
    format!(
        r#"[package]
name = "hostile-text"
version = "0.0.0"
edition = "2024"

[workspace]

[features]
schemars = []

[dependencies]
schema-runtime = {{ path = {runtime:?}, features = ["pattern", "condition", "validator", "idn"] }}
serde = "1"
serde_json = {{ version = "1", features = ["float_roundtrip", "preserve_order"] }}

[profile.dev]
debug = false

# As in the crates of generated cases, whose dependencies are used.
[profile.dev.package.ecma-regex]
opt-level = 1
"#
    )
}

/// Runs cargo in the crate. The target folder is that of the crates of generated cases, so that
/// dependencies are built once.
fn cargo(arguments: &[&str]) -> Output {
    let built = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generator-cases/target");
    Command::new(env!("CARGO"))
        .arg(arguments[0])
        .arg("--offline")
        .args(&arguments[1..])
        .current_dir(folder())
        .env("CARGO_TARGET_DIR", built)
        .env_remove("RUSTFLAGS")
        .env_remove("RUSTDOCFLAGS")
        .env_remove("CARGO_BUILD_TARGET")
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    let stdout = String::from_utf8_lossy(&output.stdout);
    format!("{stdout}{}", String::from_utf8_lossy(&output.stderr))
}
