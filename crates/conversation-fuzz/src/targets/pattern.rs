//! The runtime's patterns against an ECMA-262 engine with the `u` flag, which the JSON Schema
//! specification recommends (2020-12 core, 6.4).

use schema_codegen::Builder;
use schema_runtime::__private::v1::{Pattern, pattern};
use serde_json::json;

/// The other engine backtracks without a limit on steps; on texts of up to this many bytes it
/// always ends.
const LONGEST: usize = 48;

/// Compares the verdicts on each text. The first line of the input is the pattern, each other line
/// a text.
///
/// # Panics
///
/// If only one of the engines finds a match, for a pattern that both accept.
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

/// The pattern compiled by both engines; `None` if one of them rejects it. For ours the generator
/// decides.
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
