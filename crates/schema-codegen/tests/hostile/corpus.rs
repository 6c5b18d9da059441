//! Strings that try to become code, documentation or control sequences, and a schema with one of
//! them in every place that takes a string.

use jsonptr::Token;
use serde_json::{Value, json};

/// All strings, each with a name.
pub(crate) fn strings() -> Vec<(String, String)> {
    let mut strings: Vec<(String, String)> = TEXTS
        .iter()
        .enumerate()
        .map(|(index, text)| (format!("text_{index}"), (*text).to_owned()))
        .collect();
    let controls = ('\0'..='\u{1f}').chain('\u{7f}'..='\u{9f}');
    let hidden = controls.chain(HIDDEN.iter().copied());
    // A few in each string, so that each is at the beginning, in the middle or at the end of some.
    let hidden: Vec<char> = hidden.collect();
    for (index, some) in hidden.chunks(4).enumerate() {
        let texts: Vec<String> = some.iter().map(|c| format!("{c}a{c} b{c}")).collect();
        let text = texts.concat();
        strings.push((format!("hidden_{index}"), text));
    }
    // Words of symbols: letters would become names of types, and rustdoc makes files of these.
    let long = format!("x {}", "%%%% ".repeat(40));
    strings.extend([
        (
            "wrapped_fence".to_owned(),
            format!("{long}\n{long} ```\n{long} ~~~ {long} ``` {long}"),
        ),
        (
            "wrapped_span".to_owned(),
            format!("{long}`a ``` {long}` {long}``` b {long}"),
        ),
        ("hashes".to_owned(), format!("\"{}", "#".repeat(300))),
        (
            "backticks".to_owned(),
            format!("{0} a {0} `` {0}b{0}", "`".repeat(50)),
        ),
        ("long_word".to_owned(), "a<b>[c]`".repeat(12)),
    ]);
    strings
}

const HIDDEN: &[char] = &[
    '\u{ad}',
    '\u{61c}',
    '\u{180e}',
    '\u{200b}',
    '\u{200c}',
    '\u{200d}',
    '\u{200e}',
    '\u{200f}',
    '\u{2028}',
    '\u{2029}',
    '\u{202a}',
    '\u{202b}',
    '\u{202c}',
    '\u{202d}',
    '\u{202e}',
    '\u{2060}',
    '\u{2064}',
    '\u{2066}',
    '\u{2067}',
    '\u{2068}',
    '\u{2069}',
    '\u{206f}',
    '\u{feff}',
    '\u{fff9}',
    '\u{e0001}',
    '\u{e0041}',
];

const TEXTS: &[&str] = &[
    // code blocks
    "Example:\n```\npanic!(\"ran\");\n```",
    "```rust\npanic!()\n```\nafter",
    "a\n\n```rust,should_panic\nok();\n```\n\n```no_run\nx()\n```\n\n```ignore\ny\n```",
    "~~~\npanic!()\n~~~",
    "~~~rust\npanic!()",
    "````\n```\npanic!()\n```\n````\n```",
    "- ```\n  panic!()\n  ```\n- b",
    "1. ```rust\n   panic!()\n   ```",
    "> ```rust\n> panic!()\n> ```\npanic!()",
    "> - * 1) ~~~\npanic!()",
    "```\npanic!()",
    "text\n```\npanic!()",
    "``` a`b\npanic!()\n```",
    "a\n\n    panic!();\n    more();\n\nb",
    "a\n\n\tpanic!();\n \t panic!();",
    "- a\n\n      panic!();\n\n      - b\n\n            panic!();",
    "-     panic!();\n1.      panic!();",
    "# Examples\n\n    panic!();",
    "<pre>\n\n```\npanic!()\n```\n</pre>",
    "<!-- \n\n```rust\npanic!()\n```\n-->",
    "<details>\n\n    panic!()\n\n</details>",
    "<textarea>\n```\npanic!()",
    "\\```\npanic!()\n\\```",
    "`\n```\npanic!()\n```\n`",
    "```text\n````\npanic!()\n````\n```",
    "\u{200b}```\npanic!()\n```",
    "a\r```\rpanic!()\r```",
    "a\r\n\r\n    panic!()\r\n",
    // links, tags
    "[x] [`Missing`] [a](b::c) [d][e] ![f](g)\n\n[e]: crate::Nowhere\n[x]: <y>",
    "<Missing> </p> <b <script>alert(1)</script> &lt;b&gt;",
    "https://a.example/[x](y) http://b http:// (https://c.example/d), xhttps://e`f` \\https://g",
    "\\[x\\] \\\\[y] \\<z> \\` [w] \\",
    "| a | `b|[c]` |\n|---|---|\n| `d | [e] ` | https://f|g |",
    "`` ` [x] `` ` [y] ``` [z]",
    "`[x]` `<y>` ``[`z`]``",
    "www.a.example <https://a b> <mailto:a@b.example>",
    "[^1]\n\n[^1]: ```\n    panic!()",
    "- [ ] [x]\n- [y]:",
    // Rust
    "*/ pub fn evil() {} /*",
    "\"] pub fn evil() {} #[doc = \"",
    "\"#; pub fn evil() {} const X: &str = r#\"",
    "\npub fn evil() {}\n",
    "#![allow(x)]\n#[cfg(evil)]\n#[test]",
    "//! x\n/// y\n// z",
    "{} {{}} {0} %s $x ${y}",
    "\\ \\n \\u{0} \\\" ' \\x00 \\",
    "include_str!(\"/dev/zero\") concat!() env!(\"HOME\")",
    "cargo::rustc-env=A=B\ncargo:rustc-link-arg=x",
    "self",
    "r#type",
    "_",
    "",
    " ",
    "  a  ",
    "fn",
    "Self::evil",
    "a b c d e f g",
    "\u{1b}[31mred\u{1b}]0;title\u{7}\u{9b}2J",
    "/*\u{202e} } \u{2066}if admin\u{2069} \u{2066} begin */",
    "e\u{301}\u{301}\u{301} \u{fe0f} 🎉",
];

/// A schema that has the text in every place that takes a string.
pub(crate) fn schema(text: &str) -> Value {
    let name = |suffix: &str| format!("{text}{suffix}");
    let all = json!({
        "title": text, "description": text, "$comment": text, "default": text,
        "examples": [text, { text: [text, text.repeat(3)] }], "format": text, "x-any": text,
    });
    let with = |own: Value| {
        let mut schema = all.clone();
        schema
            .as_object_mut()
            .unwrap()
            .extend(own.as_object().unwrap().clone());
        schema
    };
    let tagged = |value: &str| {
        with(json!({
            "type": "object", "required": [name("tag")],
            "properties": { name("tag"): { "const": name(value) }, name("own"): with(json!({})) },
        }))
    };
    let keyed = |key: &str| {
        with(json!({
            "type": "object", "required": [name(key)], "additionalProperties": false,
            "properties": { name(key): with(json!({ "type": "string" })) },
        }))
    };
    let map = json!({ "type": "object", "additionalProperties": { "type": "integer" } });
    let mut schema = with(json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": [name("string"), name("list")],
        "deprecated": true,
        "properties": {
            name("string"): with(json!({ "type": "string" })),
            name("list"): with(json!({ "enum": [name("1"), name("2"), name("3")], "x-enum-descriptions": [text, text, text] })),
            name("open"): with(json!({ "type": "string", "x-extensible-enum": [name("1"), name("2")] })),
            name("constant"): with(json!({ "const": text })),
            name("constants"): with(json!({ "const": { text: [text] } })),
            name("pattern"): with(json!({ "type": "string", "pattern": format!("^{}$", pattern(text)) })),
            name("media"): with(json!({ "type": "string", "contentMediaType": text, "contentEncoding": text })),
            name("mixed"): with(json!({ "enum": [text, 1, null] })),
            name("not"): with(json!({ "type": "string", "not": { "const": text } })),
            name("tagged"): with(json!({ "oneOf": [tagged("a"), tagged("b")] })),
            name("keyed"): with(json!({ "oneOf": [keyed("a"), keyed("b")] })),
            name("kinds"): with(json!({ "type": ["string", "integer", "array"], "items": with(json!({ "type": "string" })) })),
            name("tuple"): with(json!({ "type": "array", "prefixItems": [with(json!({ "type": "string" }))], "minItems": 1 })),
            name("map"): with(json!({ "type": "object", "additionalProperties": with(json!({ "type": "string" })) })),
            name("names"): with(json!({ "type": "object", "propertyNames": { "enum": [name("1"), name("2")] } })),
            name("reference"): with(json!({ "$ref": "#/$defs/0" })),
        },
        "patternProperties": { format!("^x{}$", pattern(text)): with(map) },
        "dependentRequired": { name("string"): [name("list")] },
        "if": { "properties": { name("string"): { "const": text } } },
        "then": { "required": [name("open")] },
        "$defs": { "0": with(json!({ "type": "object", "properties": { text: with(json!({ "$anchor": "a" })) } })) },
    }));
    let definition = with(json!({ "type": "object", "properties": { "a": { "type": "string" } } }));
    add_definition(&mut schema, &name("definition"), definition);
    schema
}

/// Adds a definition under a name, and a reference to it.
fn add_definition(schema: &mut Value, name: &str, definition: Value) {
    schema["$defs"][name] = definition;
    schema["properties"]["by_name"] = json!({ "$ref": format!("#/$defs/{}", fragment(name)) });
}

/// A pattern that matches the text.
fn pattern(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '^' | '$' | '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|'
        | '/' => {
            format!("\\{c}")
        }
        c => c.to_string(),
    });
    escaped.collect()
}

fn fragment(name: &str) -> String {
    let token = Token::new(name);
    let bytes: Vec<String> = token
        .encoded()
        .bytes()
        .map(|byte| format!("%{byte:02X}"))
        .collect();
    bytes.concat()
}
