//! The expressions of `patternProperties`: which names one matches, and whether two can match the
//! same name. The engine is that of generated code.

use ecma_regex::{Regex, Steps, decode};
use jsonschema::paths::Location;
use jsonschema::{Keyword, ValidationError};
use serde_json::{Map, Value};

/// Some expressions that match every name.
const TOTAL: &[&str] = &["", "^", "$", ".*", "^.*", ".*$"];

/// A compiled expression.
#[derive(Debug)]
pub(crate) struct NamePattern {
    text: String,
    regex: Regex,
}

impl NamePattern {
    /// `None` for an expression that the engine does not support.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let regex = Regex::new(text).ok()?;
        Some(Self {
            text: text.to_owned(),
            regex,
        })
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether it matches somewhere in a name.
    pub(crate) fn matches(&self, name: &str) -> bool {
        let matched = self.regex.is_match(name, &mut Steps::per_payload());
        // Past the step limit `false` may be wrong; the equivalence proof of the type fails then.
        matched.unwrap_or(false)
    }

    /// Whether it is known to match every name.
    pub(crate) fn is_total(&self) -> bool {
        is_total(&self.text)
    }

    /// Whether some name may match both; `true` if that is unknown.
    pub(crate) fn may_meet(&self, other: &Self) -> bool {
        match (beginning(&self.text), beginning(&other.text)) {
            (Some(own), Some(other)) => own.starts_with(&other) || other.starts_with(&own),
            _ => true,
        }
    }
}

/// Whether an expression is known to match every name.
pub(crate) fn is_total(text: &str) -> bool {
    TOTAL.contains(&text)
}

/// The literal prefix of all names that match. `None` if the expression is not anchored, or
/// contains an alternative.
pub(crate) fn beginning(text: &str) -> Option<String> {
    let anchored = text.strip_prefix('^')?;
    if anchored.contains('|') {
        // The alternative may be outside of the anchored part.
        return None;
    }
    let mut characters = anchored.chars().peekable();
    let mut beginning = String::new();
    while let Some(character) = characters.next() {
        let plain = match character {
            '\\' => characters.next_if(char::is_ascii_punctuation),
            '.' | '[' | ']' | '(' | ')' | '{' | '}' | '*' | '+' | '?' | '^' | '$' => None,
            plain => Some(plain),
        };
        let is_repeated = matches!(characters.peek(), Some('*' | '+' | '?' | '{'));
        match plain {
            Some(plain) if !is_repeated => beginning.push(plain),
            _ => break,
        }
    }
    Some(beginning)
}

/// The keyword `pattern` for the `jsonschema` crate, on the engine of generated code.
struct PatternKeyword(NamePattern);

pub(super) fn keyword<'s>(
    _: &'s Map<String, Value>,
    value: &'s Value,
    _: Location,
) -> Result<Box<dyn for<'i> Keyword<'i>>, ValidationError<'s>> {
    let pattern = value.as_str().map(decode);
    match pattern.as_deref().and_then(NamePattern::new) {
        Some(pattern) => Ok(Box::new(PatternKeyword(pattern))),
        None => Err(ValidationError::schema(
            "not a regular expression of ECMA-262",
        )),
    }
}

impl<'i> Keyword<'i> for PatternKeyword {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if self.is_valid(instance) {
            return Ok(());
        }
        let message = format!("the text does not match `{}`", self.0.text);
        Err(ValidationError::custom(message))
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        instance.as_str().is_none_or(|text| self.0.matches(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchored_expression_has_a_literal_beginning() {
        for (text, expected) in [
            ("^x-", Some("x-")),
            ("^x-.*$", Some("x-")),
            (r"^\.env\d", Some(".env")),
            ("^ab?c", Some("a")),
            ("^//.*", Some("//")),
            ("^$", Some("")),
            ("x-", None),
            ("^a|b", None),
        ] {
            assert_eq!(beginning(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn expressions_meet_unless_their_beginnings_differ() {
        let pattern = |text| NamePattern::new(text).unwrap();
        assert!(!pattern("^x-").may_meet(&pattern("^y-")));
        assert!(pattern("^x-").may_meet(&pattern("^x-a")));
        assert!(pattern("^x-").may_meet(&pattern("a$")));
    }

    #[test]
    fn total_expressions_match_every_name() {
        for text in TOTAL {
            let pattern = NamePattern::new(text).unwrap();
            for name in ["", "a", "a\nb", "\n", "\u{2028}", "ü"] {
                assert!(pattern.matches(name), "{text} {name:?}");
            }
        }
    }

    #[test]
    fn an_invalid_expression_is_rejected() {
        assert!(NamePattern::new("^(").is_none());
        assert!(NamePattern::new("^a").unwrap().matches("ab"));
        assert!(!NamePattern::new("^a").unwrap().matches("ba"));
    }
}
