//! The code of a source file without its comments and literals, so that checks can count braces and
//! look for words.

/// Replaces comments and literals by spaces. Lines keep their numbers.
pub(super) fn of(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = comment(rest).or_else(|| literal(rest));
        let (before, after) = rest.split_at(skipped.unwrap_or(first.len_utf8()));
        if skipped.is_some() {
            code.extend(before.chars().map(|c| if c == '\n' { c } else { ' ' }));
        } else {
            code.push(first);
        }
        rest = after;
    }
    code
}

/// Whether a character can be part of a name.
pub(super) fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The length of the comment that a text begins with.
fn comment(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    text.starts_with("/*").then(|| block_comment(text))
}

/// The length of a block comment. Such comments nest.
fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(step) = text[at..].find(['/', '*']) {
        at += step;
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
        } else {
            at += 1;
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// The length of the string or character that a text begins with. The `b` or `c` of a literal that is
/// not raw is no part of it.
fn literal(text: &str) -> Option<usize> {
    if text.starts_with('"') {
        return Some(quoted(text, '"'));
    }
    if let Some(inside) = text.strip_prefix('\'') {
        // Without the second quote it is a lifetime.
        let is_character = inside.starts_with('\\') || inside.chars().nth(1) == Some('\'');
        return is_character.then(|| quoted(text, '\''));
    }
    raw_string(text)
}

/// The length of a literal up to its closing quote.
fn quoted(text: &str, quote: char) -> usize {
    let mut characters = text.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        if character == '\\' {
            characters.next();
        } else if character == quote {
            return at + quote.len_utf8();
        }
    }
    text.len()
}

/// The length of the raw string that a text begins with.
fn raw_string(text: &str) -> Option<usize> {
    let prefix = ["r", "br", "cr"].iter().find(|it| text.starts_with(**it))?;
    let after = &text[prefix.len()..];
    let content = after.trim_start_matches('#');
    // Without a quote it is a raw identifier, or only a word.
    let content = content.strip_prefix('"')?;
    let hashes = after.len() - content.len() - 1;
    let end = format!("\"{}", "#".repeat(hashes));
    let start = text.len() - content.len();
    let length = content.find(&end).map(|at| start + at + end.len());
    Some(length.unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The code with runs of spaces as one.
    fn words(text: &str) -> String {
        of(text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn comments_are_left_out() {
        assert_eq!(words("a // { \"\nb"), "a b");
        assert_eq!(words("a /* { /* { */ ' */ b /**/ c"), "a b c");
        assert_eq!(words("a / b * c"), "a / b * c");
    }

    #[test]
    fn literals_are_left_out() {
        assert_eq!(words(r#"a "{ \" }" b"#), "a b");
        assert_eq!(words("a '{' '\\'' '\\u{7d}' '\"' 'é' b"), "a b");
        assert_eq!(words(r##"a r#"{ "\"# b r"\" c br"{" d"##), "a b c d");
    }

    #[test]
    fn lifetimes_and_raw_identifiers_are_code() {
        assert_eq!(
            words("fn a<'a, 'b>(x: &'a str)"),
            "fn a<'a, 'b>(x: &'a str)"
        );
        assert_eq!(words("r#type for 'outer: loop"), "r#type for 'outer: loop");
    }

    #[test]
    fn lines_keep_their_numbers() {
        let text = "a\n/*\n*/ b \"\\\n\"\nr\"\n\" c";
        assert_eq!(of(text).lines().count(), text.lines().count());
    }

    #[test]
    fn what_does_not_end_reaches_to_the_end() {
        for text in ["a /* b", "a \"b", "a r#\"b\"", "a // b"] {
            assert_eq!(words(text), "a");
        }
    }
}
