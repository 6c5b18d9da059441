//! Text of a schema becomes neither code nor a doctest, and controls no terminal.
//!
//! Every string of [`corpus`] is put in every place of a schema that takes one. The code must
//! compile without warnings, rustdoc must find no doctest in it and give no warning, it must have
//! as many items as that of a harmless schema of the same form, and no output may contain a hidden
//! character.

// Clippy's exceptions for tests must also apply to helpers outside of test functions.
#![cfg(test)]

mod corpus;
#[path = "../../src/parallel.rs"]
mod parallel;
mod scratch;

use schema_codegen::{Builder, Error, Formats, Modules, Output};
use serde_json::json;

/// The hidden characters of a text, escaped; line ends are not hidden.
fn hidden(text: &str) -> String {
    let is_hidden = |c: &char| {
        c.is_control()
            || matches!(
                c,
                '\u{ad}'
                    | '\u{61c}'
                    | '\u{180e}'
                    | '\u{200b}'..='\u{200f}'
                    | '\u{2028}'..='\u{202e}'
                    | '\u{2060}'..='\u{206f}'
                    | '\u{feff}'
                    | '\u{fff9}'..='\u{fffb}'
                    | '\u{e0000}'..='\u{e007f}'
            )
    };
    let found = text.chars().filter(|c| *c != '\n').filter(is_hidden);
    found.flat_map(char::escape_unicode).collect()
}

fn builder(text: &str) -> Builder {
    Builder::new()
        .schema_text(format!("{text}.json"), corpus::schema(text).to_string())
        .json_schema_feature("schemars")
        .root_name("Root")
}

fn generated(text: &str, borrowed: bool) -> Output {
    let output = builder(text).borrowed(borrowed).generate();
    output.unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

/// The number of items, and of fields, variants and functions in them.
fn items(code: &str) -> (usize, usize) {
    let file = syn::parse_file(code).unwrap();
    let inside = file.items.iter().map(|item| match item {
        syn::Item::Struct(item) => item.fields.len(),
        syn::Item::Enum(item) => item.variants.len(),
        syn::Item::Impl(item) => item.items.len(),
        _ => 0,
    });
    (file.items.len(), inside.sum())
}

#[test]
fn text_becomes_no_code_and_no_doctest() {
    let harmless = items(generated("harmless", false).code());
    let strings: Vec<_> = corpus::strings().into_iter().enumerate().collect();
    let modules = parallel::map(&strings, |(index, (name, text))| {
        let output = generated(text, false);
        assert_eq!(hidden(output.code()), "", "{name}: {text:?}");
        assert_eq!(items(output.code()), harmless, "{name}: {text:?}");
        let mut modules = vec![(name.clone(), output.code().to_owned())];
        // They differ from the owned types in field types only, so compiling a few is enough.
        if index % 8 == 0 {
            let borrowed = generated(text, true);
            modules.push((format!("{name}_borrowed"), borrowed.code().to_owned()));
        }
        modules
    });
    scratch::hold(&modules.concat());
}

#[test]
fn files_and_bundled_schemas_hold_no_hidden_character() {
    for (name, text) in corpus::strings() {
        // Borrowed, because the code of owned types is looked at above.
        let modules = builder(&text).borrowed(true).generate_modules();
        let modules: Modules = modules.unwrap_or_else(|error| panic!("{name}: {error}"));
        for file in modules.files() {
            assert_eq!(hidden(&file.text), "", "{name}: {}", file.name);
            assert_eq!(hidden(&file.name), "", "{name}");
        }
        let mut files = modules.files().iter();
        let bundle = files.find(|file| file.name.ends_with(".schema.json"));
        let bundle: serde_json::Value = serde_json::from_str(&bundle.unwrap().text).unwrap();
        assert_eq!(bundle, corpus::schema(&text), "{name}");
    }
}

#[test]
fn diagnostics_obey_no_text() {
    for (name, text) in corpus::strings() {
        let wrong = [
            json!({ text.as_str(): {}, "type": text, "title": text }),
            json!({ "title": text, "$ref": format!("#/{text}") }),
            json!({ "properties": { text.as_str(): { "type": "string", "default": { text.as_str(): text } } } }),
            json!({ "properties": { text.as_str(): { "pattern": format!("{text}(") } } }),
            json!({ "$schema": text }),
            json!({ "$defs": { text.as_str(): { "not": { "$ref": format!("#/$defs/{text}") } } } }),
        ];
        for schema in wrong {
            let builder = Builder::new()
                .formats(Formats::Assert)
                .name(&text, &text)
                .schema_text(&text, schema.to_string());
            let diagnostics = match builder.generate() {
                Ok(output) => output.warnings().to_vec(),
                Err(error) => error.diagnostics().to_vec(),
            };
            for diagnostic in diagnostics {
                assert_eq!(hidden(&diagnostic.render()), "", "{name}: {schema}");
                let line = diagnostic.to_string();
                assert_eq!(hidden(&line), "", "{name}: {schema}");
                assert_eq!(line.lines().count(), 1, "{name}: {line}");
                let coloured = without_colours(&diagnostic.render_coloured());
                assert_eq!(hidden(&coloured), "", "{name}: {schema}");
            }
        }
        // The error about a text that is not JSON shows its name and its beginning.
        let error: Error = Builder::new()
            .schema_text(&text, &text)
            .generate()
            .unwrap_err();
        assert_eq!(hidden(&error.to_string()), "", "{name}");
    }
}

/// Removes the control sequences of colours, and asserts that there are no others.
fn without_colours(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        out.push_str(before);
        let end = after
            .find(|c: char| !c.is_ascii_digit() && c != ';')
            .unwrap();
        assert!(after[end..].starts_with('m'), "{text:?}");
        rest = &after[end + 1..];
    }
    out + rest
}
