//! Mutants of a JSON text: texts that differ from it in one separator or bracket, or that end too
//! soon. Most are not JSON. The text must be one that `serde_json` wrote.

/// Begin and end of a token.
type Span = (usize, usize);

/// Removes, doubles and exchanges every separator and bracket, adds a separator at the beginning
/// and end of every array and object, repeats a key, and truncates the text before and within every
/// token.
pub(crate) fn of(text: &str) -> Vec<String> {
    let tokens = tokens(text);
    let mut texts = Vec::new();
    for (index, &(start, end)) in tokens.iter().enumerate() {
        let (before, token, behind) = (&text[..start], &text[start..end], &text[end..]);
        let mut put = |middle: &str| texts.push(format!("{before}{middle}{behind}"));
        match token {
            "," | ":" => {
                put("");
                put(&format!("{token}{token}"));
                put(if token == "," { ":" } else { "," });
            }
            "[" | "{" => {
                put("");
                put(&format!("{token}{token}"));
                put(&format!("{token},"));
                put(if token == "[" { "{" } else { "[" });
            }
            "]" | "}" => {
                put("");
                put(&format!("{token}{token}"));
                put(&format!(",{token}"));
                put(&format!(":{token}"));
                put(&format!(" null{token}"));
                put(if token == "]" { "}" } else { "]" });
            }
            _ => put(&format!("{token} {token}")),
        }
        if token == "{"
            && let Some(member) = member(text, &tokens[index + 1..])
        {
            put_repeated(&mut texts, text, member);
        }
        texts.push(text[..start].to_owned());
        let inside = (start + 1..end).find(|at| text.is_char_boundary(*at));
        texts.extend(inside.map(|at| text[..at].to_owned()));
    }
    texts.push(format!("\u{feff}{text}"));
    texts.push(format!("{text} x"));
    texts.push(format!(" {text}\n"));
    texts
}

/// The first property of an object whose value is a scalar.
fn member(text: &str, tokens: &[Span]) -> Option<Span> {
    let [(start, _), (colon, _), (value, end), ..] = *tokens else {
        return None;
    };
    let scalar = !text[value..].starts_with(['[', '{']);
    (text[colon..].starts_with(':') && scalar).then_some((start, end))
}

fn put_repeated(texts: &mut Vec<String>, text: &str, (start, end): Span) {
    let member = &text[start..end];
    texts.push(format!("{}{member},{}", &text[..start], &text[start..]));
}

fn tokens(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        at += 1;
        match bytes[start] {
            b'"' => {
                while bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
            }
            byte if b"[]{},:".contains(&byte) => {}
            _ => {
                while bytes.get(at).is_some_and(|byte| !b"[]{},:".contains(byte)) {
                    at += 1;
                }
            }
        }
        tokens.push((start, at));
    }
    tokens
}

#[test]
fn separators_are_doubled_dropped_and_misplaced() {
    let texts = of(r#"{"a":[1,"x"]}"#);
    for wanted in [
        r#"{"a":[1,"x",]}"#,
        r#"{"a":[1"x"]}"#,
        r#"{"a":[,1,"x"]}"#,
        r#"{"a":[1,"x"}}"#,
        r#"{"a":[1,"#,
        r#"{"a":[1,"x"],}"#,
    ] {
        assert!(texts.iter().any(|text| text == wanted), "{wanted}");
    }
    assert!(of(r#"{"a":1}"#).contains(&r#"{"a":1,"a":1}"#.to_owned()));
}
