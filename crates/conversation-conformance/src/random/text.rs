//! Damages JSON text, and respells it with the same value. Each result differs from the given text
//! in one token; it may or may not be JSON.

use super::rng::Rng;

/// The kind of a token of JSON text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `,` or `:`
    Separator,
    Open,
    Close,
    String,
    /// A number or a word.
    Word,
}

struct Token {
    kind: Kind,
    start: usize,
    end: usize,
}

/// Replacements for a number or a literal: not JSON, or JSON that readers often get wrong.
const WORDS: [&str; 26] = [
    "01",
    "1.",
    ".5",
    "-",
    "+1",
    "1e",
    "1e+",
    "1E5",
    "0x10",
    "NaN",
    "Infinity",
    "-Infinity",
    "nul",
    "nulll",
    "tru",
    "True",
    "1.0",
    "-0",
    "-0.0",
    "1e0",
    "10e-1",
    "1e400",
    "-1e400",
    "1e-400",
    "123456789012345678901",
    "0.1e1",
];

/// Insertions into a string: escape sequences, many of them invalid, and raw control characters.
const INSIDE: [&str; 12] = [
    "\\x",
    "\\u12",
    "\\ud800",
    "\\udc00",
    "\\ud800\\u0041",
    "\\ud83d\\udc32",
    "\\",
    "\u{1}",
    "\n",
    "\t",
    "\\u0000",
    "\\/",
];

/// Applies each kind of damage once or more, at random tokens.
pub(super) fn damaged(text: &str, rng: &mut Rng) -> Vec<String> {
    let tokens = tokens(text);
    let mut texts = structural(text, &tokens, rng);
    if let Some(Token { start, end, .. }) = any(&tokens, &[Kind::String], rng) {
        let inside = rng.pick(&INSIDE).copied().unwrap_or_default();
        texts.push(format!("{}{inside}{}", &text[..end - 1], &text[end - 1..]));
        let first = text[start + 1..*end].chars().next();
        let escaped = first.filter(char::is_ascii_alphanumeric);
        texts.extend(escaped.map(|first| {
            let code = u32::from(first);
            format!("{}\\u{code:04x}{}", &text[..=*start], &text[start + 2..])
        }));
    }
    for _ in 0..3 {
        if let Some(Token { start, end, .. }) = any(&tokens, &[Kind::Word, Kind::String], rng) {
            let word = rng.pick(&WORDS).copied().unwrap_or_default();
            texts.push(format!("{}{word}{}", &text[..*start], &text[*end..]));
        }
    }
    if let Some(Token { start, end, .. }) = any(&tokens, &[Kind::Word, Kind::String], rng) {
        // Around the limit of 127 levels, with those that surround it.
        let levels = 120 + rng.below(10);
        let deep = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        texts.push(format!("{}{deep}{}", &text[..*start], &text[*end..]));
    }
    texts.push(format!("\u{feff}{text}"));
    let behind = rng.pick(&[" ]", "}", ",", " null", "x", "\u{0}", "//"]);
    texts.push(format!("{text}{}", behind.copied().unwrap_or_default()));
    texts.push(format!("\r\n\t {text} \n"));
    texts
}

/// Damages separators and brackets, repeats a property, and truncates.
fn structural(text: &str, tokens: &[Token], rng: &mut Rng) -> Vec<String> {
    let mut texts = Vec::new();
    if let Some(Token { start, end, .. }) = any(tokens, &[Kind::Separator], rng) {
        let (before, behind) = (&text[..*start], &text[*end..]);
        texts.push(format!("{before}{behind}"));
        texts.push(format!("{before}{}{0}{behind}", &text[*start..*end]));
        let other = if &text[*start..*end] == "," { ":" } else { "," };
        texts.push(format!("{before}{other}{behind}"));
        texts.push(format!("{before} \t{}\n{behind}", &text[*start..*end]));
    }
    // Where arrays and objects end, readers differ most from each other.
    let closing = tokens.iter().filter(|token| token.kind == Kind::Close);
    for Token { start, end, .. } in closing.take(3) {
        let (before, bracket, behind) = (&text[..*start], &text[*start..*end], &text[*end..]);
        let other = if bracket == "]" { "}" } else { "]" };
        texts.push(format!("{before},{bracket}{behind}"));
        texts.push(format!("{before}:{bracket}{behind}"));
        texts.push(format!("{before}{behind}"));
        texts.push(format!("{before}{bracket}{bracket}{behind}"));
        texts.push(format!("{before}{other}{behind}"));
    }
    if let Some(Token { start, end, .. }) = any(tokens, &[Kind::Open], rng) {
        let (before, bracket, behind) = (&text[..*start], &text[*start..*end], &text[*end..]);
        let other = if bracket == "[" { "{" } else { "[" };
        texts.push(format!("{before}{behind}"));
        texts.push(format!("{before}{bracket},{behind}"));
        texts.push(format!("{before}{other}{behind}"));
        texts.push(format!("{before}{bracket}{bracket}{behind}"));
    }
    // A duplicate key.
    let name = tokens.windows(4).find(|it| {
        let kinds = [it[0].kind, it[1].kind, it[2].kind];
        kinds == [Kind::Open, Kind::String, Kind::Separator] && it[3].kind != Kind::Open
    });
    if let Some([_, name, _, value]) = name {
        let member = &text[name.start..value.end];
        texts.push(format!(
            "{}{member},{}",
            &text[..name.start],
            &text[name.start..]
        ));
    }
    for kind in [
        Kind::Separator,
        Kind::Open,
        Kind::Close,
        Kind::String,
        Kind::Word,
    ] {
        if let Some(Token { start, end, .. }) = any(tokens, &[kind], rng) {
            let inside = (start + 1..=*end).filter(|at| text.is_char_boundary(*at));
            let ends: Vec<usize> = inside.chain([*start]).collect();
            let end = rng.pick(&ends).copied().unwrap_or_default();
            texts.push(text[..end].to_owned());
        }
    }
    texts
}

fn any<'t>(tokens: &'t [Token], kinds: &[Kind], rng: &mut Rng) -> Option<&'t Token> {
    let tokens: Vec<&Token> = tokens
        .iter()
        .filter(|it| kinds.contains(&it.kind))
        .collect();
    rng.pick(&tokens).copied()
}

/// The tokens of a text that `serde_json` wrote without white space.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let start = at;
        at += 1;
        let kind = match byte {
            b',' | b':' => Kind::Separator,
            b'[' | b'{' => Kind::Open,
            b']' | b'}' => Kind::Close,
            b'"' => {
                while bytes.get(at).is_some_and(|byte| *byte != b'"') {
                    at += if bytes.get(at) == Some(&b'\\') { 2 } else { 1 };
                }
                at += 1;
                Kind::String
            }
            _ => {
                while bytes
                    .get(at)
                    .is_some_and(|byte| !b",:[]{}\"".contains(byte))
                {
                    at += 1;
                }
                Kind::Word
            }
        };
        tokens.push(Token {
            kind,
            start,
            end: at,
        });
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_damaged_in_every_structural_way() {
        let texts = damaged("[1]", &mut Rng::new(3));
        for wanted in [
            "[1,]",
            "[1",
            "[1]]",
            "[1}",
            "1]",
            "[,1]",
            "[[1]",
            "\u{feff}[1]",
        ] {
            assert!(
                texts.iter().any(|text| text == wanted),
                "{wanted}: {texts:?}"
            );
        }
    }

    #[test]
    fn strings_with_quotes_are_one_token() {
        let text = r#"{"a\"b":[null,"c"]}"#;
        let pieces: Vec<&str> = tokens(text)
            .iter()
            .map(|it| &text[it.start..it.end])
            .collect();
        assert_eq!(
            pieces,
            ["{", "\"a\\\"b\"", ":", "[", "null", ",", "\"c\"", "]", "}"]
        );
    }

    /// Every damage of every text is text; the slicing above must not fall inside a character.
    #[test]
    fn damage_never_splits_a_character() {
        for seed in 0..500 {
            damaged(
                r#"{"é":["é🎉",1.5,{"x y":"é\n\"\\"}],"b":[]}"#,
                &mut Rng::new(seed),
            );
        }
    }
}
