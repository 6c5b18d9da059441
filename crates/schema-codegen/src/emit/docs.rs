//! Doc comments and the attributes beside them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::foreign::{Paragraph, words};
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

/// A doc comment of one paragraph of ours; foreign words in it are code spans.
pub(super) fn comment(text: &str) -> TokenStream {
    let lines = lines(&[Paragraph::Prose(text.to_owned())]);
    quote!(#(#[doc = #lines])*)
}

fn lines(paragraphs: &[Paragraph]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in paragraphs {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let written = match paragraph {
            Paragraph::Code { language, text } => Paragraph::fenced(language, text),
            Paragraph::Prose(text) => text.lines().flat_map(wrapped).collect(),
        };
        // The space keeps a first `/` from making a plain comment of it.
        lines.extend(written.into_iter().map(|line| format!(" {line}")));
    }
    lines
}

fn wrapped(line: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut current = String::new();
    for word in words(line) {
        let fits = current.chars().count() + 1 + word.chars().count() <= WIDTH;
        if !current.is_empty() && !fits {
            lines.push(std::mem::take(&mut current));
        } else if !current.is_empty() {
            current.push(' ');
        }
        current.push_str(word);
    }
    lines.push(current);
    lines
}
