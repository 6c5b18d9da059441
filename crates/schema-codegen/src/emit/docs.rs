//! Doc comments and the attributes beside them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::Docs;

/// Where doc comments wrap: rustfmt's default width less the indentation of a field.
const WIDTH: usize = 90;

/// The attributes of a type or a member.
pub(super) fn attributes(docs: &Docs) -> TokenStream {
    let lines = lines(&docs.paragraphs);
    let alias = docs
        .alias
        .as_ref()
        .map(|alias| quote!(#[doc(alias = #alias)]));
    let deprecated = docs
        .deprecated
        .then(|| quote!(#[doc = ""] #[doc = " Deprecated by the schema."]));
    quote!(#(#[doc = #lines])* #deprecated #alias)
}

/// A doc comment of one paragraph.
pub(super) fn comment(text: &str) -> TokenStream {
    let lines = lines(&[text.to_owned()]);
    quote!(#(#[doc = #lines])*)
}

fn lines(paragraphs: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in paragraphs {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        if paragraph.starts_with("```") {
            lines.extend(paragraph.lines().map(|line| format!(" {line}")));
        } else {
            let wrapped = paragraph.lines().flat_map(wrapped);
            lines.extend(wrapped.map(|line| format!(" {line}")));
        }
    }
    lines
}

fn wrapped(line: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut current = String::new();
    let mut in_code = false;
    for word in line.split_whitespace() {
        let fits = current.chars().count() + 1 + word.chars().count() <= WIDTH;
        if !current.is_empty() && !fits && !in_code {
            lines.push(std::mem::take(&mut current));
        } else if !current.is_empty() {
            current.push(' ');
        }
        current.push_str(word);
        in_code ^= word.matches('`').count() % 2 == 1;
    }
    lines.push(current);
    lines
}
