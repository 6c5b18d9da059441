//! Patterns for validators that have a translation of their own, written so that it changes nothing.
//!
//! The `jsonschema` crate reads patterns through `jsonschema_regex::to_rust_regex` and matches them with `fancy-regex`; what is written
//! here comes through as it is (a test holds that). A pattern that is not written the same carries the original along, in an alternative
//! to the empty text, so that two patterns never become one and the original can be had back.

use std::borrow::Cow;

use crate::engine::repeats_much;
use crate::node::Node;
use crate::parser::{Parsed, parse};
use crate::render::{Dialect, literal, render};

/// In front of the original, in hexadecimal digits.
const MARK: &str = "(?:|ecma";

/// Always gives up, whatever the text: `fancy-regex` has no words for the pattern.
const UNDECIDED: &str = "(?:(?:|(?=)){64}(?!))";

/// Matches no text.
const NOTHING: &str = r"[^\u{0}-\u{10FFFF}]";

/// A pattern for another validator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    /// The pattern to hand over.
    pub text: String,
    /// Whether it matches what the original does. If not, matching it never comes to an end, which such validators notice.
    pub faithful: bool,
}

/// Writes a pattern for `jsonschema` and its `canonical` form. What is no pattern stays as it is.
#[must_use]
pub fn encode(pattern: &str) -> Encoded {
    let rendered = parse(pattern).map(rendered);
    let (text, faithful) = match rendered {
        Err(_) => return plain(pattern),
        Ok(Some(text)) => (text, true),
        Ok(None) => (UNDECIDED.to_owned(), false),
    };
    Encoded {
        text: with_original(text, pattern),
        faithful,
    }
}

/// Writes a pattern as one that the `regex` crate matches in linear time, as `fancy-regex` hands it on; nothing where that cannot be.
#[must_use]
pub fn encode_names(pattern: &str) -> Option<String> {
    let parsed = parse(pattern).ok()?;
    let root = parsed.root.simplified();
    let delegated = parsed.references.is_empty() && root.is_regular() && !has_words(&root);
    let text = render(&root, Dialect::Regex).filter(|_| delegated && !repeats_much(&root))?;
    Some(with_original(text, pattern))
}

/// Writes the texts that a pattern was found to match, in place of the pattern, for a validator that cannot match it itself.
#[must_use]
pub fn encode_list<'t>(texts: impl IntoIterator<Item = &'t str>, pattern: &str) -> String {
    let mut out = String::from("^(?:");
    for text in texts {
        text.chars().for_each(|c| literal(c, &mut out));
        out.push('|');
    }
    // No text at all would match the empty one, and so would an alternative to the last.
    out.push_str(NOTHING);
    out.push_str(")$");
    with_original(out, pattern)
}

/// The pattern that was encoded.
#[must_use]
pub fn decode(text: &str) -> Cow<'_, str> {
    let original = || {
        let inside = text.get(text.rfind(MARK)? + MARK.len()..)?;
        let digits = inside.strip_suffix(')')?.as_bytes();
        let bytes = digits.chunks(2).map(|digits| {
            let digits = std::str::from_utf8(digits).ok()?;
            u8::from_str_radix(digits, 16).ok()
        });
        String::from_utf8(bytes.collect::<Option<_>>()?).ok()
    };
    original().map_or(Cow::Borrowed(text), Cow::Owned)
}

fn rendered(parsed: Parsed) -> Option<String> {
    if !parsed.references.is_empty() {
        return None;
    }
    let root = parsed.root.simplified();
    if repeats_much(&root) {
        return None;
    }
    let dialect = if root.is_regular() && !has_words(&root) {
        Dialect::Regex
    } else {
        Dialect::Fancy
    };
    render(&root, dialect)
}

/// `fancy-regex` does not take `(?-u:\b)`.
fn has_words(node: &Node) -> bool {
    match node {
        Node::WordBoundary(_) => true,
        Node::Sequence(nodes) | Node::Choice(nodes) => nodes.iter().any(has_words),
        Node::Repeat(repeat) => has_words(&repeat.node),
        Node::Group(_, node) => has_words(node),
        Node::Look(look) => has_words(&look.node),
        Node::Empty | Node::Set(_) | Node::Start | Node::End | Node::Reference(_) => false,
    }
}

fn plain(pattern: &str) -> Encoded {
    Encoded {
        text: pattern.to_owned(),
        faithful: false,
    }
}

fn with_original(text: String, pattern: &str) -> String {
    if text == pattern && !pattern.contains(MARK) {
        return text;
    }
    let digits = pattern.bytes().map(|byte| format!("{byte:02x}"));
    format!("{text}{MARK}{})", digits.collect::<String>())
}
