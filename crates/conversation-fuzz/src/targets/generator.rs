//! Any text as a schema: the generator gives code or diagnostics, and the same in a second run.

use std::{ffi::OsStr, path::Path};

use schema_codegen::{Builder, Diagnostic, Error, Formats, OpenApi, Output};

use crate::schemas;

/// The stack size for parsing generated code: `syn` recurses for nested types.
const STACK: usize = 256 << 20;

/// Runs the generator on the schema of the input, with default options and with every option.
///
/// # Panics
///
/// If the generator panics or its output is wrong.
pub(crate) fn check(input: &[u8]) {
    let Some(text) = schemas::text(input) else {
        return;
    };
    let plain = Builder::new().schema_text("schema.json", text);
    check_output(&plain);
    let all = plain
        .formats(Formats::Assert)
        .openapi(OpenApi::V3_0)
        .implied_types()
        .borrowed(true);
    check_modules(&all);
}

/// One file: two runs give the same, and code is Rust.
fn check_output(builder: &Builder) {
    match (builder.generate(), builder.generate()) {
        (Ok(one), Ok(two)) => {
            assert_eq!(one.code(), two.code(), "two runs give different code");
            check_code(&one);
        }
        (Err(one), Err(two)) => check_error(&one, &two),
        (one, two) => panic!(
            "two runs give different outcomes: {:?} and {:?}",
            one.map(|_| "code"),
            two.map(|_| "code")
        ),
    }
}

fn check_code(output: &Output) {
    output.warnings().iter().for_each(check_diagnostic);
    assert!(!output.root_types().is_empty(), "code without a root type");
    check_rust(output.code());
}

/// Modules with their bundled schemas: Rust and JSON.
fn check_modules(builder: &Builder) {
    match builder.generate_modules() {
        Ok(modules) => {
            modules.warnings().iter().for_each(check_diagnostic);
            for file in modules.files() {
                match Path::new(&file.name).extension().and_then(OsStr::to_str) {
                    Some("rs") => check_rust(&file.text),
                    Some("json") => check_json(&file.text),
                    other => panic!("a file with an unexpected extension: {other:?}"),
                }
            }
        }
        Err(error) => error.diagnostics().iter().for_each(check_diagnostic),
    }
}

fn check_error(one: &Error, two: &Error) {
    assert!(
        !one.diagnostics().is_empty(),
        "an error without diagnostics"
    );
    assert_eq!(
        one.to_string(),
        two.to_string(),
        "two runs give different diagnostics"
    );
    one.diagnostics().iter().for_each(check_diagnostic);
}

/// The diagnostic can be rendered and its pointer exists in the schema.
fn check_diagnostic(diagnostic: &Diagnostic) {
    assert!(!diagnostic.render().is_empty() && !diagnostic.message.is_empty());
    if let Some(place) = &diagnostic.place {
        let found = place.source.value().pointer(&place.pointer);
        assert!(
            found.is_some(),
            "there is no `{}`: {diagnostic}",
            place.pointer
        );
    }
}

fn check_json(text: &str) {
    let schema = serde_json::from_str::<serde_json::Value>(text);
    assert!(schema.is_ok(), "not JSON: {schema:?}");
}

fn check_rust(code: &str) {
    let deep = std::thread::Builder::new().stack_size(STACK);
    let parsed = std::thread::scope(|scope| {
        let parsing = deep.spawn_scoped(scope, || syn::parse_file(code).map(drop));
        parsing.unwrap().join().unwrap()
    });
    if let Err(error) = parsed {
        panic!("not Rust: {error}\n{code}");
    }
}
