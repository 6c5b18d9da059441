//! Writes a crate of all generated cases, builds it without network and without warnings, and runs
//! its types on texts.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::agreement::{Generated, Question};

/// The suffix of modules of borrowed types.
const BORROWED: &str = "_borrowed";

/// What a compiled type did with a text.
#[derive(Debug)]
pub(crate) enum Answer {
    /// It was read; holds the value written back.
    Accepted(Value),
    Refused(String),
    /// Two ways of reading or writing disagree.
    Wrong(String),
}

/// The folder of the crate: inside the target folder, so that later runs reuse the build.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("generator-cases")
}

/// Builds the crate. Cases that do not compile are removed and reported with their first error.
pub(crate) fn build(mut generated: Vec<Generated>) -> (Vec<Generated>, Vec<String>) {
    let mut differences = Vec::new();
    loop {
        write_crate(&generated);
        let errors = compile_errors();
        if errors.is_empty() {
            return (generated, differences);
        }
        generated.retain(|generated| !errors.contains_key(&generated.case.name));
        let errors = errors.into_iter();
        differences
            .extend(errors.map(|(name, error)| format!("{name}: does not compile: {error}")));
    }
}

/// Runs the program on all questions at once.
pub(crate) fn ask(generated: &[Generated], questions: &[Question]) -> Vec<Answer> {
    let lines = questions.iter().map(|question| {
        let case = &generated[question.case].case.name;
        format!("{}\n", json!({ "case": case, "text": question.text }))
    });
    let asked = folder().join("questions.ndjson");
    std::fs::write(&asked, lines.collect::<String>()).unwrap();
    let program = folder().join("target/debug/generator-cases");
    let output = Command::new(program)
        .stdin(File::open(&asked).unwrap())
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", output.status);
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(answer).collect()
}

fn answer(line: &str) -> Answer {
    // Reading our own writing must not be limited to the depth of payloads.
    let mut line: Value = serde_json::from_str(line).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    match line["answer"].as_str().unwrap() {
        "accepted" => match serde_json::from_str(line["text"].as_str().unwrap()) {
            Ok(value) => Answer::Accepted(value),
            Err(error) => Answer::Wrong(format!("wrote what is not JSON: {error}")),
        },
        "refused" => Answer::Refused(text(&line["text"].take())),
        _ => Answer::Wrong(text(&line["text"].take())),
    }
}

fn write_crate(generated: &[Generated]) {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let workspace = workspace.canonicalize().unwrap();
    write("Cargo.toml", &manifest(&workspace));
    // The workspace's versions, so that nothing has to be fetched. Cargo trims its copy.
    let lock = std::fs::read_to_string(workspace.join("Cargo.lock")).unwrap();
    if write("workspace.lock", &lock) {
        write("Cargo.lock", &lock);
    }
    write("src/answer.rs", include_str!("scratch/answer.rs"));
    let mut lib = String::from("#![deny(warnings)]\n#![forbid(unsafe_code)]\n");
    let mut main = String::from(
        "#![deny(warnings)]\n\nmod answer;\n\nuse generator_cases as all;\n\nfn main() {\n    answer::run(&[\n",
    );
    for generated in generated {
        let Generated { case, output, .. } = generated;
        let name = &case.name;
        write(&format!("src/{name}.rs"), output.code());
        writeln!(lib, "pub mod {name};").unwrap();
        let root = &output.root_types()[0];
        let ty = format!("all::{name}::{root}");
        // A list of strings has a `FromStr` for the strings themselves, not for JSON text.
        let reads_text = format!("impl std::str::FromStr for {root} {{\n    type Err = Error;");
        let parse = if output.code().contains(&reads_text) {
            format!("Some(str::parse::<{ty}>)")
        } else {
            "None".to_owned()
        };
        let positions = if looks_ahead(output.code()) {
            "Positions::EndsOfBuffers"
        } else {
            "Positions::Exact"
        };
        let checked = format!(
            "answer::owned({ty}::from_slice, {ty}::is_valid, {parse}, answer::{positions}, text)"
        );
        let checked = match borrowing_module(generated) {
            Some(module) => {
                write(&format!("src/{module}.rs"), generated.borrowed.code());
                writeln!(lib, "pub mod {module};").unwrap();
                let ty = format!("all::{module}::{root}");
                let readers = format!("({ty}::from_slice, {ty}::from_str, {ty}::into_owned)");
                format!("answer::borrowing({checked}, {readers}, {ty}::is_valid, text)")
            }
            None => checked,
        };
        writeln!(main, "        (\"{name}\", |text| {checked}),").unwrap();
    }
    write("src/lib.rs", &lib);
    write("src/main.rs", &format!("{main}    ]);\n}}\n"));
}

/// Whether the code has unions that are decided by looking ahead in the text: other deserializers
/// read such values into buffers.
fn looks_ahead(code: &str) -> bool {
    ["rt::keyed(", "rt::tagged(", "rt::choice("]
        .iter()
        .any(|reader| code.contains(reader))
}

/// The module of the borrowed types, if the root type borrows.
fn borrowing_module(generated: &Generated) -> Option<String> {
    let borrows = generated
        .borrowed
        .code()
        .contains("fn from_slice(json: &'a [u8])");
    borrows.then(|| format!("{}{BORROWED}", generated.case.name))
}

fn manifest(workspace: &Path) -> String {
    let runtime = workspace.join("crates/schema-runtime");
    format!(
        r#"[package]
name = "generator-cases"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
schema-runtime = {{ path = {runtime:?}, features = ["pattern", "condition", "validator", "idn"] }}
serde = "1"
serde_json = {{ version = "1", features = ["float_roundtrip", "preserve_order"] }}

[profile.dev]
debug = false
"#
    )
}

/// Writes a file, unless it has this text already: a new time stamp would make cargo rebuild it.
/// Gives whether it was written.
fn write(name: &str, text: &str) -> bool {
    let path = folder().join(name);
    if std::fs::read_to_string(&path).is_ok_and(|found| found == text) {
        return false;
    }
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
    true
}

/// The first error of each module, warnings being errors; empty if the crate was built.
fn compile_errors() -> BTreeMap<String, String> {
    let output = Command::new(env!("CARGO"))
        .args(["build", "--offline", "--quiet", "--message-format=short"])
        .current_dir(folder())
        .env("CARGO_TARGET_DIR", folder().join("target"))
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_BUILD_TARGET")
        .output()
        .unwrap();
    if output.status.success() {
        return BTreeMap::new();
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let mut errors = BTreeMap::new();
    for line in said.lines() {
        let module = line
            .strip_prefix("src/")
            .and_then(|line| line.split_once(".rs:"));
        if let Some((module, error)) = module {
            let case = module.strip_suffix(BORROWED).unwrap_or(module);
            errors.entry(case.to_owned()).or_insert(error.to_owned());
        }
    }
    for crate_file in ["lib", "main", "answer"] {
        assert!(!errors.contains_key(crate_file), "{said}");
    }
    assert!(!errors.is_empty(), "{said}");
    errors
}
