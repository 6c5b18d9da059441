//! Rewrites patterns for validators that translate patterns themselves, so that their translation
//! leaves them unchanged.
//!
//! The `jsonschema` crate reads patterns through `jsonschema_regex::to_rust_regex` and matches them
//! with `fancy-regex`; patterns written here pass through unchanged (tested). A pattern that is
//! rewritten carries the original, hex-encoded, in an alternative to the empty text. So two
//! patterns never become one, and [`decode`] can restore the original.

use std::borrow::Cow;

use crate::engine::repeats_much;
use crate::node::Node;
use crate::parser::{Parsed, parse};
use crate::render::{Dialect, literal, render};

/// Precedes the original pattern, which is written in hexadecimal digits.
const MARK: &str = "(?:|ecma";

/// Exceeds the backtracking limit of `fancy-regex` on every text. Used for patterns that
/// `fancy-regex` cannot express.
const UNDECIDED: &str = "(?:(?:|(?=)){64}(?!))";

/// Matches no text.
const NOTHING: &str = r"[^\u{0}-\u{10FFFF}]";

/// A pattern rewritten for another validator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    /// The pattern to pass to the validator.
    pub text: String,
    /// Whether it matches the same texts as the original. If not, either matching exceeds the
    /// validator's backtracking limit, or the pattern is invalid and unchanged.
    pub faithful: bool,
}

/// Rewrites a pattern for `jsonschema` and its `canonical` form. An invalid pattern is returned
/// unchanged.
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

/// Rewrites a pattern so that `fancy-regex` delegates it to the `regex` crate, which matches it in
/// linear time; `None` where that is impossible.
#[must_use]
pub fn encode_names(pattern: &str) -> Option<String> {
    let parsed = parse(pattern).ok()?;
    let root = parsed.root.simplified();
    let delegated = parsed.references.is_empty() && root.is_regular() && !has_words(&root);
    let text = render(&root, Dialect::Regex).filter(|_| delegated && !repeats_much(&root))?;
    Some(with_original(text, pattern))
}

/// Writes a pattern that matches exactly `texts`. It replaces `pattern` for a validator that cannot
/// match it itself.
#[must_use]
pub fn encode_list<'t>(texts: impl IntoIterator<Item = &'t str>, pattern: &str) -> String {
    let mut out = String::from("^(?:");
    for text in texts {
        text.chars().for_each(|c| literal(c, &mut out));
        out.push('|');
    }
    // The list ends with an alternative that matches nothing: an empty last alternative, or an
    // empty list, would match the empty text.
    out.push_str(NOTHING);
    out.push_str(")$");
    with_original(out, pattern)
}

/// The original of an encoded pattern; a pattern that was not encoded is returned unchanged.
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

/// Whether a node contains a word boundary: `fancy-regex` does not accept `(?-u:\b)`.
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
