//! The runtime's patterns against an ECMA-262 engine, with the `u` flag that the JSON Schema specification asks for (2020-12 core, 6.4).

use schema_codegen::Builder;
use schema_runtime::__private::v1::{Pattern, pattern};
use serde_json::json;

/// Both engines backtrack, the other one without a limit: on texts this short it always ends.
const LONGEST: usize = 48;

/// Compares the verdicts on each text. The first line of the input is the pattern, each other one a text.
///
/// # Panics
///
/// When only one of the engines finds a match, for a pattern that both of them accept.
pub(crate) fn check(input: &[u8]) {
    let Ok(input) = std::str::from_utf8(input) else {
        return;
    };
    let mut lines = input.split('\n');
    let source = lines.next().unwrap_or_default();
    let Some((ours, theirs)) = compiled(source) else {
        return;
    };
    for text in lines.filter(|text| text.len() <= LONGEST) {
        let matches = theirs.find(text).is_some();
        assert_eq!(
            pattern(text, &ours).is_ok(),
            matches,
            "`{source}` on {text:?}: ECMA-262 says {matches}"
        );
    }
}

/// The pattern in both engines, if both take it. The generator says what ours takes.
fn compiled(source: &str) -> Option<(Pattern, regress::Regex)> {
    if source.len() > LONGEST {
        return None;
    }
    let theirs = regress::Regex::with_flags(source, "u").ok()?;
    let schema = json!({ "type": "string", "pattern": source });
    let generated = Builder::new()
        .schema_text("pattern.json", schema.to_string())
        .generate();
    generated.ok()?;
    Some((Pattern::new(source.to_owned()), theirs))
}
