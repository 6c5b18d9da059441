//! Why a pattern is invalid and what to write instead: a pattern for each wording of `ecma-regex`.

use schema_codegen::Builder;

use super::{diagnostics, short};
use crate::page::{Example, Input};

const PATTERNS: &[&str] = &[
    // Escapes.
    r"\x1",
    r"\u1",
    r"\c1",
    r"\k",
    r"\A",
    r"\z",
    r"\a",
    r"\e",
    r"\h",
    r"\H",
    r"\N",
    r"\R",
    r"\X",
    r"\K",
    r"\Q",
    r"\g",
    r"\o",
    r"\i",
    r"\I",
    r"\C",
    r"\l",
    r"\L",
    r"\m",
    r"[\B]",
    r"\j",
    r"\01",
    r"\",
    r"\u{110000}",
    // Unicode properties.
    r"\p",
    r"\pL",
    r"\p{Foo}",
    r"\p{IsGreek}",
    r"\p{letter}",
    r"\p{^L}",
    // Groups.
    "(",
    ")",
    r"\1",
    r"(a)\2",
    r"(a)(b)\3",
    r"(?<a>)\k<b>",
    "(?<1>a)",
    "(?<a>)(?<a>)",
    "(?P<a>b)",
    "(?P=a)",
    "(?'a'b)",
    "(?#a)",
    "(?>a)",
    "(?|a)",
    "(?(1)a)",
    "(?R)",
    "(?i)a",
    "(?*a)",
    // Quantifiers.
    "*",
    "{2}",
    "^*",
    "a++",
    "a{2,1}",
    "{,5}",
    // Classes.
    "[a",
    "[z-a]",
    "[[a]]",
    "[[:alpha:]]",
    "[[:alnum:]]",
    "[[:digit:]]",
    "[[:lower:]]",
    "[[:upper:]]",
    "[[:space:]]",
    "[[:word:]]",
    "[[:xdigit:]]",
    "[[:punct:]]",
    "[[:graph:]]",
    // Grammars that do not mix.
    r"\p{L}]",
    r"\p{L}\-",
    r"\p{L}[\d-x]",
    r"\p{L}(?=a)*",
];

/// Without the lines of the schema, which would only repeat the pattern.
pub(super) fn examples() -> Vec<Example> {
    let deep = "(".repeat(101);
    let patterns = PATTERNS.iter().copied().chain([&*deep]);
    let messages: Vec<_> = patterns.map(message).collect();
    let about = "And without the lines of the schema, for other patterns:";
    vec![Example {
        inputs: vec![Input::described(about)],
        message: messages.join("\n\n"),
    }]
}

fn message(pattern: &str) -> String {
    let schema = serde_json::json!({ "pattern": pattern }).to_string();
    let builder = Builder::new().schema_text("schema.json", schema);
    match diagnostics(&builder).as_slice() {
        [diagnostic] => short(diagnostic),
        other => panic!("`{pattern}`: {other:?}"),
    }
}
