//! Prints tokens as Rust text: a header, imports, and items with blank lines between. The same
//! tokens always give the same text.

use proc_macro2::TokenStream;

/// One Rust file.
#[derive(Debug, Default)]
pub(crate) struct RustFile {
    /// Lines of the comment at the top, without `//`.
    pub(crate) header: Vec<String>,
    pub(crate) imports: Vec<TokenStream>,
    /// Printed items.
    pub(crate) items: Vec<String>,
}

/// The text of a file.
pub(crate) fn print(file: &RustFile) -> String {
    let header: Vec<String> = file
        .header
        .iter()
        .map(|line| format!("// {line}\n"))
        .collect();
    let imports: String = file.imports.iter().map(item).collect();
    let sections = [header.concat(), imports, file.items.join("\n")];
    let sections = sections.into_iter().filter(|section| !section.is_empty());
    sections.collect::<Vec<_>>().join("\n")
}

/// The text of an item.
pub(crate) fn item(tokens: &TokenStream) -> String {
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => with_blank_lines(&prettyplease::unparse(&file)),
        // Templates always give items. If one were wrong, rustc would report its position best.
        Err(_) => format!("{tokens}\n"),
    }
}

/// Adds blank lines between the methods of an `impl`, which the printer leaves out.
fn with_blank_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ("", 0);
    for line in text.lines() {
        let content = line.trim_start();
        let indent = line.len() - content.len();
        if is_gap(before, (content, indent)) {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        before = (content, indent);
    }
    out
}

/// Whether a blank line belongs between two lines, each given with its indentation.
fn is_gap(before: (&str, usize), after: (&str, usize)) -> bool {
    let item_ended = matches!(before.0, "}" | "};") && !after.0.starts_with('}');
    let starts = ["fn ", "///", "#[must_use]"];
    let function_starts =
        before.0.ends_with(';') && starts.iter().any(|start| after.0.starts_with(start));
    before.1 == after.1 && (4..=8).contains(&after.1) && (item_ended || function_starts)
}
