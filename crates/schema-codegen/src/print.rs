//! Items as text: a header, imports, items with blank lines between.
//!
//! Takes tokens; gives Rust text, always the same for the same tokens. Decides no content.

use proc_macro2::TokenStream;

/// One Rust file.
#[derive(Debug, Default)]
pub(crate) struct RustFile {
    /// Lines of the comment at the top, without `//`.
    pub(crate) header: Vec<String>,
    pub(crate) imports: Vec<TokenStream>,
    pub(crate) items: Vec<TokenStream>,
}

/// The file's text.
pub(crate) fn print(file: &RustFile) -> String {
    let header: Vec<String> = file.header.iter().map(|line| format!("// {line}\n")).collect();
    let imports: String = file.imports.iter().map(item).collect();
    let items: Vec<String> = file.items.iter().map(item).collect();
    let sections = [header.concat(), imports, items.join("\n")];
    let sections = sections.into_iter().filter(|section| !section.is_empty());
    sections.collect::<Vec<_>>().join("\n")
}

fn item(tokens: &TokenStream) -> String {
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => with_blank_lines(&prettyplease::unparse(&file)),
        // Templates always give items; were one ever wrong, rustc would show the place best.
        Err(_) => format!("{tokens}\n"),
    }
}

/// The printer puts nothing between the methods of an `impl`; people want a blank line there.
fn with_blank_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut after_body = None;
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        if after_body == Some(indent) && !line.trim_start().starts_with('}') {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        let ends_item = indent > 0 && matches!(line.trim_start(), "}" | "};");
        after_body = (ends_item && indent <= 8).then_some(indent);
    }
    out
}
