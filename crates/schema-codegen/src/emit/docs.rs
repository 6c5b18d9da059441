//! Doc comments, and the attributes that belong to them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::foreign::{Paragraph, words};
use crate::plan::Docs;

/// Where doc comments wrap: rustfmt's default width less the indentation of a field.
const WIDTH: usize = 90;

/// The doc attributes of a type or a field.
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

/// A doc comment of one generated paragraph. Text of the schema in it has to be in code spans.
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
        // Without the space, a line that begins with `/` would become a plain comment (`////`).
        lines.extend(written.into_iter().map(|line| match line.as_str() {
            "" => line,
            line => format!(" {line}"),
        }));
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

    use super::lines;
    use crate::foreign::{Paragraph, code_span, paragraphs, words};

    /// The Markdown events of some paragraphs that are more than text: links, HTML, images.
    fn more_than_text(paragraphs: &[Paragraph]) -> Vec<String> {
        let lines = lines(paragraphs);
        let text: Vec<&str> = lines
            .iter()
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect();
        let text = text.join("\n");
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_SMART_PUNCTUATION;
        // rustdoc looks up any text in brackets among the items of the crate.
        let item = |_: pulldown_cmark::BrokenLink<'_>| {
            Some((CowStr::Borrowed("item"), CowStr::Borrowed("")))
        };
        let parser = Parser::new_with_broken_link_callback(&text, options, Some(item));
        let (mut in_link, mut in_code) = (false, false);
        let found = parser.filter(|event| match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                in_code = true;
                !matches!(kind, CodeBlockKind::Fenced(language) if &**language == "text")
            }
            Event::Start(Tag::Link { link_type, .. }) => {
                in_link = true;
                *link_type != LinkType::Autolink
            }
            Event::End(end) => {
                in_code &= *end != TagEnd::CodeBlock;
                in_link &= *end != TagEnd::Link;
                false
            }
            // `rustdoc::bare_urls` warns of an address that is not a link.
            Event::Text(text) => !in_link && !in_code && text.contains("https://a.example"),
            Event::Start(Tag::Image { .. })
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_) => true,
            _ => false,
        });
        found
            .map(|event| format!("{event:?} in:\n{text}"))
            .collect()
    }

    #[test]
    fn descriptions_keep_their_emphasis_lists_and_code() {
        for (written, expected) in [
            ("a <br/> b", vec![r" a \<br/\> b"]),
            ("see [here](/x)", vec![r" see \[here\](/x)"]),
            ("`a[0] <b>` and c[0]", vec![r" `a[0] <b>` and c\[0\]"]),
            (
                "at https://a.example/b?c=[d].",
                vec![r" at <https://a.example/b?c=[d>\]."],
            ),
            (
                "at (https://a.example/b), or",
                vec![" at (<https://a.example/b>), or"],
            ),
            ("one ` alone", vec![r" one \` alone"]),
            ("``a`b`` c`", vec![r" ``a`b`` c\`"]),
            (r"\[a\] \", vec![r" \[a\] \"]),
            (
                "# *A* _b_\n\n- c\n  - d\n",
                vec![" # *A* _b_", "", " - c", " - d"],
            ),
            (
                "a\n\n```\nb\n  c\n```\nd",
                vec![" a", "", " ```text", " b", "   c", " ```", "", " d"],
            ),
            (
                "~~~rust\n````\n```\n~~~",
                vec![" `````text", " ````", " ```", " `````"],
            ),
            ("> ```\n> a\nb", vec![" ```text", " a", " ```", "", " b"]),
            (
                "- ```\n  a\n  ```\n- b",
                vec![" ```text", "   a", " ```", "", " - b"],
            ),
            (
                "a\n\n\tb\n\n      c\n\nd",
                vec![" a", "", " ```text", " b", "", "   c", " ```", "", " d"],
            ),
            ("1. a\n\n    b", vec![" 1. a", "", " b"]),
            ("``` a` b", vec![r" \`\`\` a\` b"]),
            ("a ~~~ ~~b~~", vec![r" a \~\~\~ ~~b~~"]),
        ] {
            assert_eq!(lines(&paragraphs(written)), expected, "{written:?}");
            assert_eq!(more_than_text(&paragraphs(written)), [""; 0]);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// Random descriptions of Markdown's own syntax.
        #[test]
        fn descriptions_are_text(parts in proptest::collection::vec(part(), 0..30)) {
            let description = parts.concat();
            prop_assert_eq!(more_than_text(&paragraphs(&description)), [""; 0], "{:?}", description);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        /// Names and values in generated sentences, wherever the line breaks.
        #[test]
        fn names_are_code(
            before in 0..30_usize,
            parts in proptest::collection::vec(part(), 0..12),
        ) {
            let name = parts.concat();
            let code = code_span(&name);
            let sentence = format!("{}{code} or {code}.", "word ".repeat(before));
            prop_assert_eq!(words(&code).len(), 1, "{}", code);
            let found = more_than_text(&[Paragraph::Prose(sentence)]);
            prop_assert_eq!(found, [""; 0], "{:?}", name);
        }
    }

    /// Pieces of Markdown's syntax, and text between them.
    const PARTS: &[&str] = &[
        "\n",
        "\n",
        "\n\n",
        "\n\n",
        " ",
        "  ",
        "    ",
        "\t",
        "`",
        "``",
        "```",
        "````",
        "~",
        "~~~",
        "~~~~",
        "rust",
        "text",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "12) ",
        "> ",
        ">",
        "#",
        "# ",
        "---",
        "===",
        "|",
        "|-|-|\n",
        "| a | b |\n|---|---|\n",
        "[",
        "]",
        "[x]",
        "[x]: y",
        "(y)",
        "![",
        "[^1]",
        "[^1]: ",
        "<",
        ">",
        "<!--",
        "-->",
        "<pre>",
        "</pre>",
        "<a href",
        "<b>",
        "&lt;",
        "&#96;",
        "\\",
        "\\\\",
        "\\`",
        "\\[",
        "http://",
        "https://a.example/",
        "mailto:",
        "!",
        "a",
        "word",
        ".",
        ",",
        "\"",
        "'",
        "*",
        "**",
        "_",
        "=",
        ":",
        "- [ ] ",
        "panic!()",
        "\r",
        "\u{200b}",
        "é",
    ];

    fn part() -> impl Strategy<Value = String> {
        let long =
            "lorem ipsum dolor sit amet consetetur sadipscing elitr sed diam nonumy eirmod tempor ";
        prop_oneof![
            20 => proptest::sample::select(PARTS).prop_map(str::to_owned),
            1 => Just(long.to_owned()),
        ]
    }
}
