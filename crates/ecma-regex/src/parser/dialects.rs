//! Errors for syntax of other regular expression dialects, each with the spelling of ECMA-262.

use std::ops::Range;

use crate::error::Error;

/// The error for an escaped letter that ECMA-262 does not define.
pub(super) fn escape(letter: char, span: Range<usize>) -> Error {
    let reason = match letter {
        'x' => "`\\x` needs two hexadecimal digits".to_owned(),
        'u' => "`\\u` needs four hexadecimal digits, or some in braces".to_owned(),
        'c' => "`\\c` needs a letter from A to Z".to_owned(),
        'k' => "`\\k` needs the name of a group, as in `\\k<name>`".to_owned(),
        _ => format!("`\\{letter}` is no escape of ECMA-262"),
    };
    let help = match letter {
        'x' => "write `\\x0A`, or `\\u{1F600}` for more digits",
        'u' => "write `\\u000A` or `\\u{1F600}`",
        'c' => "write `\\cJ`, or `\\x0A`",
        'k' => "write `\\1` for a group by its number",
        'A' | 'G' => "write `^` for the start of the text",
        'z' | 'Z' => "write `$` for the end of the text: it matches nowhere else",
        'a' => "write `\\x07`",
        'e' => "write `\\x1B`",
        'h' => "write `[ \\t]`",
        'H' => "write `[^ \\t]`",
        'N' => "write `.`, or `[^\\n]`",
        'R' => "write `(?:\\r\\n|[\\n\\r\\u2028\\u2029])`",
        'X' => "write `[^]` for one code point",
        'K' => "write a lookbehind `(?<=…)` in front",
        'Q' | 'E' => "escape each character that means something",
        'g' => "write `\\1` or `\\k<name>`",
        'o' => "write `\\x0A`, in hexadecimal digits",
        'i' => "write `[A-Za-z_:]`, the class that XML Schema has for names",
        'I' => "write `[^A-Za-z_:]`",
        'C' => "write `[^-.\\w:]`, or `[^]` for one code point",
        'l' => "write `[a-z]` or `\\p{Lowercase}`",
        'L' | 'U' => "write `[A-Z]` or `\\p{Uppercase}`, or `\\u{1F600}` for a code point",
        'm' | 'M' | 'y' | 'Y' => "write `\\b` for a word boundary",
        'B' => "write `B` for the letter itself: a class holds characters, no boundaries",
        _ => "",
    };
    let error = Error::new(reason, span);
    match help {
        "" => error.help(format!("write `{letter}` for the letter itself")),
        help => error.help(help),
    }
}

/// The error for an octal escape.
pub(super) fn octal(digit: char, span: Range<usize>) -> Error {
    let reason = format!("`\\{digit}` is an octal escape, which ECMA-262 keeps for old programs");
    Error::new(reason, span).help("write the character in hexadecimal digits, as in `\\x0A`")
}

pub(super) fn no_such_group(number: u32, groups: u32, span: &Range<usize>) -> Error {
    let groups = match groups {
        0 => "no group".to_owned(),
        1 => "one group".to_owned(),
        groups => format!("{groups} groups"),
    };
    let reason = format!("`\\{number}` refers to a group, and the pattern has {groups}");
    Error::new(reason, span.clone()).help("write a character in hexadecimal digits, as in `\\x01`")
}

/// The error for `\p` without braces.
pub(super) fn property_without_braces(letter: char, rest: &str, start: usize) -> Error {
    let name: String = rest
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .take(1)
        .collect();
    let span = start..start + 2 + name.len();
    let error = Error::new(format!("`\\{letter}` needs braces"), span);
    match name.as_str() {
        "" => error.help("write `\\p{L}`"),
        name => error.help(format!("write `\\{letter}{{{name}}}`")),
    }
}

pub(super) fn possessive(span: Range<usize>) -> Error {
    Error::new("ECMA-262 has no possessive quantifiers", span)
        .help("leave the last `+` away: whether a text matches seldom depends on it")
}

/// The length of a prefix such as `{,5}`, which is a quantifier in other dialects and text in Annex
/// B; `None` if there is none.
pub(super) fn upper_bound_alone(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("{,")?;
    let end = inside.find('}')?;
    let digits = &inside[..end];
    let plain = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    plain.then_some(end + 3)
}

pub(super) fn no_lower_bound(quantifier: &str, span: Range<usize>) -> Error {
    let reason = format!("`{quantifier}` is no quantifier of ECMA-262: it has no lower bound");
    let bound = quantifier.trim_start_matches("{,");
    let help = format!("write `{{0,{bound}`, or `\\{quantifier}` for these characters");
    Error::new(reason, span).help(help)
}

/// The error for a group that begins with `(?` and that ECMA-262 does not define.
pub(super) fn special_group(pattern: &str, start: usize) -> Error {
    let rest = pattern.get(start + 2..).unwrap_or_default();
    let end = rest.find([')', ':', '<', '>', '=', '\'', '(']);
    let end = start + 2 + end.map_or(rest.len().min(8), |end| end + 1);
    let end = (end..=pattern.len()).find(|end| pattern.is_char_boundary(*end));
    let span = start..end.unwrap_or(pattern.len());
    let flags = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '-');
    let has_flags = flags.len() < rest.len() && flags.starts_with([':', ')']);
    let (reason, help) = match rest.chars().next() {
        Some('P') if rest.starts_with("P<") => {
            ("a group's name has no `P` in front", "write `(?<name>…)`")
        }
        Some('P') => ("this is no reference to a group", "write `\\k<name>`"),
        Some('\'') => ("a group's name has no quotes", "write `(?<name>…)`"),
        Some('#') => (
            "ECMA-262 has no comments in patterns",
            "write it into `$comment`",
        ),
        Some('>') => (
            "ECMA-262 has no atomic groups",
            "write `(?:…)`: whether a text matches seldom depends on it",
        ),
        Some('|') => ("ECMA-262 has no branch reset", "write `(?:…|…)`"),
        Some('(') => (
            "ECMA-262 has no conditions in patterns",
            "write the alternatives with lookaheads, as in `(?:(?=a)b|(?!a)c)`",
        ),
        Some('R' | '&' | '0'..='9' | '+') => (
            "ECMA-262 has no recursion in patterns",
            "write the pattern out to the depth you need",
        ),
        _ if has_flags => (
            "flags cannot be set inside a pattern here",
            "write both cases, as in `[Aa]`; `[^]` for any character",
        ),
        _ => (
            "this is no group of ECMA-262",
            "write `(?:…)`, or `\\(` for the character itself",
        ),
    };
    Error::new(reason, span).help(help)
}

/// The length of a POSIX class such as `[:alpha:]` at the beginning of a text; `None` if there is
/// none.
pub(super) fn posix_class(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("[:")?;
    let name = &inside[..inside.find(":]")?];
    let plain = name
        .trim_start_matches('^')
        .bytes()
        .all(|c| c.is_ascii_lowercase());
    (plain && !name.is_empty()).then_some(name.len() + 4)
}

pub(super) fn posix(class: &str, start: usize) -> Error {
    let span = start..start + class.len();
    let help = match class.trim_matches(['[', ']', ':', '^']) {
        "alpha" => "write `A-Za-z` or `\\p{Alphabetic}`",
        "alnum" => "write `0-9A-Za-z`",
        "digit" => "write `0-9` or `\\d`",
        "lower" => "write `a-z` or `\\p{Lowercase}`",
        "upper" => "write `A-Z` or `\\p{Uppercase}`",
        "space" | "blank" => "write `\\s`, or ` \\t`",
        "word" => "write `\\w`",
        "xdigit" => "write `0-9A-Fa-f`",
        "punct" => "write the characters, or `\\p{Punctuation}`",
        _ => "write the characters that are meant",
    };
    Error::new(format!("`{class}` is no class of ECMA-262"), span).help(help)
}
