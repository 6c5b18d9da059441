//! The diagnostics of the generator, by code: runs it on the smallest schemas and renders each
//! diagnostic as the command does.

mod cases;
mod patterns;
mod special;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use schema_codegen::{Builder, Diagnostic, Formats, OpenApi, Severity};

use crate::page::{Example, Group, Input, Section};
use crate::source;
use cases::{CASES, Case, File};

const DIAGNOSTIC: &str = "crates/schema-codegen/src/diagnostic.rs";

const ABOUT: &str = "Diagnostics of `schema-codegen generate` and of `Builder::generate`, by code. \
After an error the command ends with `error: nothing was generated, for the reason above`.";

pub(crate) fn section() -> Section {
    let codes = source::variants(DIAGNOSTIC, "Code").into_iter();
    let section = Section {
        title: "The generator",
        about: ABOUT.to_owned(),
        groups: codes.map(group).collect(),
    };
    fs::remove_dir_all(folders()).unwrap();
    section
}

fn group(variant: source::Variant) -> Group {
    let code = source::code_of(&variant.name);
    let cases = CASES.iter().filter(|case| case.code == code);
    let mut examples: Vec<_> = cases
        .enumerate()
        .map(|(index, case)| of_case(index, case))
        .collect();
    examples.extend(special::examples(&code));
    if code == "invalid-pattern" {
        examples.extend(patterns::examples());
    }
    let unseen = special::UNSEEN.iter().filter(|unseen| unseen.code == code);
    Group {
        unseen: unseen.map(special::Unseen::described).collect(),
        ..Group::of(&code, variant.about, examples)
    }
}

#[test]
fn every_code_has_an_example() {
    let codes = source::variants(DIAGNOSTIC, "Code").into_iter();
    let codes: BTreeSet<_> = codes.map(|it| source::code_of(&it.name)).collect();
    let cases = CASES.iter().map(|case| case.code);
    let unseen = special::UNSEEN.iter().map(|unseen| unseen.code);
    let shown: BTreeSet<_> = cases.chain(unseen).chain(special::CODES).collect();
    let shown: BTreeSet<_> = shown.into_iter().map(str::to_owned).collect();
    let without: Vec<_> = codes.difference(&shown).collect();
    assert!(without.is_empty(), "codes without an example: {without:?}");
    let unknown: Vec<_> = shown.difference(&codes).collect();
    assert!(unknown.is_empty(), "examples of no code: {unknown:?}");
}

/// What no input is known to give must still be worded as the page says.
#[test]
fn unseen_messages_are_worded_so() {
    for unseen in special::UNSEEN {
        source::assert_contains(unseen.file, unseen.worded);
    }
}

fn of_case(index: usize, case: &Case) -> Example {
    let folder = folder(&format!("{}-{index}", case.code));
    for (name, bytes) in case.files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let (schema, _) = case.files.first().unwrap_or(&("schema.json", b""));
    let builder = Builder::new()
        .directory(&folder)
        .schema(folder.join(schema));
    let builder = with_options(builder, case.options, &folder);
    Example {
        inputs: inputs(case),
        message: printed(&builder, case.code, &folder),
    }
}

fn inputs(case: &Case) -> Vec<Input> {
    let options = match case.options {
        "" => String::new(),
        options => format!(" with `{options}`"),
    };
    if case.files.is_empty() {
        return vec![Input::described("`schema.json`, which is not there:")];
    }
    let of_file = |(index, (name, bytes)): (usize, &File)| {
        let options = if index == 0 { &*options } else { "" };
        Input::file(&format!("`{name}`{options}"), bytes)
    };
    case.files.iter().enumerate().map(of_file).collect()
}

/// The diagnostics of a run as the command prints them. All have one code; one that is printed
/// several times is shown once.
fn printed(builder: &Builder, code: &str, folder: &Path) -> String {
    let mut texts: Vec<(String, usize)> = Vec::new();
    for diagnostic in diagnostics(builder) {
        assert_eq!(diagnostic.code.as_str(), code, "{diagnostic}");
        let text = without_folder(&diagnostic.render(), folder);
        match texts.iter_mut().find(|(known, _)| *known == text) {
            Some((_, times)) => *times += 1,
            None => texts.push((text, 1)),
        }
    }
    assert!(!texts.is_empty(), "{code}: an example without a diagnostic");
    let texts = texts.into_iter().map(|(text, times)| match times {
        1 => text,
        times => format!("{text}\n(printed {times} times)"),
    });
    texts.collect::<Vec<_>>().join("\n\n")
}

fn diagnostics(builder: &Builder) -> Vec<Diagnostic> {
    match builder.generate() {
        Ok(output) => output.warnings().to_vec(),
        Err(error) => error.diagnostics().to_vec(),
    }
}

/// A diagnostic without the lines of the schema.
fn short(diagnostic: &Diagnostic) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let (code, message) = (diagnostic.code.as_str(), &diagnostic.message);
    let help = diagnostic.help.as_ref();
    let help = help.map_or_else(String::new, |help| format!("\n  = help: {help}"));
    format!("{severity}[{code}]: {message}{help}")
}

/// Sets options of the command, as they are typed.
fn with_options(mut builder: Builder, options: &str, folder: &Path) -> Builder {
    let mut words = options.split_whitespace();
    while let Some(option) = words.next() {
        let value = words.next().unwrap();
        builder = match (option, value) {
            ("--openapi", "3.0") => builder.openapi(OpenApi::V3_0),
            ("--openapi", "3.1") => builder.openapi(OpenApi::V3_1),
            ("--formats", "assert") => builder.formats(Formats::Assert),
            ("--ref-dir", name) => builder.reference_directory(folder.join(name)),
            ("--ref", pair) => {
                let (uri, path) = pair.split_once('=').unwrap();
                builder.reference(uri, folder.join(path))
            }
            ("--name", pair) => {
                let (place, name) = pair.rsplit_once('=').unwrap();
                builder.name(place, name)
            }
            _ => panic!("no option: {option} {value}"),
        };
    }
    builder
}

/// A new folder for the files of an example.
fn folder(name: &str) -> PathBuf {
    let folder = folders().join(name);
    fs::create_dir_all(&folder).unwrap();
    folder.canonicalize().unwrap()
}

/// Where the folders of this process are.
fn folders() -> PathBuf {
    let name = format!("messages-{}", std::process::id());
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// Replaces the path of the folder, which is another on every machine.
fn without_folder(text: &str, folder: &Path) -> String {
    let folder = folder.to_string_lossy();
    let text = text.replace(&*folder, "FOLDER");
    text.replace(folder.trim_start_matches('/'), "FOLDER")
}
