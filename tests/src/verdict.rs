//! Two engines, one verdict: the typed parse held against the schema alone.
//!
//! Takes a text; gives what both say, or a complaint. This is where contracts E1 (exact) and E2 (lossless) are put into code.

use conversation_validator::Error;
use schema_runtime::{json_equal, value_from_slice};
use serde_json::Value;

use crate::{Root, engine};

/// What both engines say about a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is accepted, and comes back equal.
    Accepted,
    /// It is JSON that the schema refuses; the keyword is the one the typed parse names.
    Refused(&'static str),
    /// It is not JSON as we read it; no schema is asked.
    Unreadable,
}

/// Holds the typed parse against the schema.
///
/// - The verdict without a value must be the same, whatever the text.
/// - A text that is no JSON must not parse.
/// - Otherwise the typed parse must accept exactly if the schema does, and so must serde's way from a `Value`.
/// - What is accepted must write back as an equal value, and read back as an equal typed value.
/// - What is refused must be refused for a rule, at a pointer where the schema finds a fault too: the first one that the reading
///   meets, which need not be the first that the schema's engine lists.
///
/// # Errors
///
/// What does not hold. It may quote the text: fixtures are nobody's data.
///
/// ```
/// use conversation_models::genesys::ConversationChat;
/// use conversation_tests::{Verdict, judge};
///
/// assert_eq!(judge::<ConversationChat>(b"{}"), Ok(Verdict::Accepted));
/// assert_eq!(judge::<ConversationChat>(b"[]"), Ok(Verdict::Refused("type")));
/// assert_eq!(judge::<ConversationChat>(b"{"), Ok(Verdict::Unreadable));
/// ```
pub fn judge<R: Root>(text: &[u8]) -> Result<Verdict, String> {
    let typed = R::from_slice(text);
    if R::is_valid(text) != typed.is_ok() {
        return Err(format!(
            "judged without a value it is otherwise than {typed:?}"
        ));
    }
    let value = match value_from_slice(text) {
        Ok(value) => value,
        Err(error) => return unreadable(&typed, &error),
    };
    let of_value = R::deserialize(&value);
    if of_value.as_ref().ok() != typed.as_ref().ok() {
        return Err(format!("from text {typed:?}, from a value {of_value:?}"));
    }
    match (typed, engine::validator::<R>().is_valid(&value)) {
        (Ok(typed), true) => comes_back(&typed, &value),
        (Err(error), false) => points_at_a_fault::<R>(&error, &value),
        (Ok(_), false) => {
            let faults = engine::faults(engine::validator::<R>(), &value);
            Err(format!(
                "only the typed parse accepts; the schema finds {faults:?}"
            ))
        }
        (Err(error), true) => Err(format!("only the typed parse refuses: {error}")),
    }
}

fn unreadable<R: Root>(typed: &Result<R, Error>, error: &Error) -> Result<Verdict, String> {
    match typed {
        Err(_) => Ok(Verdict::Unreadable),
        Ok(_) => Err(format!("only the typed parse can read it: {error}")),
    }
}

fn comes_back<R: Root>(typed: &R, value: &Value) -> Result<Verdict, String> {
    let written =
        serde_json::to_value(typed).map_err(|error| format!("cannot be written: {error}"))?;
    if !json_equal(&written, value) {
        return Err(format!("comes back as {written}"));
    }
    let text = serde_json::to_vec(typed).map_err(|error| format!("cannot be written: {error}"))?;
    match R::from_slice(&text) {
        Ok(again) if again == *typed => Ok(Verdict::Accepted),
        Ok(again) => Err(format!("reads back as {again:?} instead of {typed:?}")),
        Err(error) => Err(format!("what was written does not read back: {error}")),
    }
}

fn points_at_a_fault<R: Root>(error: &Error, value: &Value) -> Result<Verdict, String> {
    let faults = engine::faults(engine::validator::<R>(), value);
    let known = faults.iter().any(|(pointer, _)| pointer == error.pointer());
    match error.keyword() {
        Some(keyword) if known => Ok(Verdict::Refused(keyword)),
        _ => Err(format!(
            "the typed parse says {error}, the schema finds {faults:?}"
        )),
    }
}

#[cfg(test)]
mod tests {
    use conversation_models::genesys::ConversationChat;
    use conversation_validator::{Model, Payload};
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
    use serde_json::json;
    use std::str::FromStr;

    use super::*;

    const GREEDY: char = 'g';
    const SHY: char = 's';
    const FORGETFUL: char = 'f';
    const HASTY: char = 'h';

    /// A reader of chats with one vice, to see that it is found out.
    #[derive(Debug, PartialEq)]
    struct Wrong<const VICE: char>(Value);

    impl<const VICE: char> Root for Wrong<VICE> {
        const MODEL: Model = ConversationChat::MODEL;
        const SCHEMA: &'static str = ConversationChat::SCHEMA;

        fn from_slice(json: &[u8]) -> Result<Self, Error> {
            let value = value_from_slice(json)?;
            let refused = match VICE {
                GREEDY => Ok(()),
                SHY if value == json!({"held": true}) => value_from_slice(b"").map(drop),
                _ => ConversationChat::from_slice(json).map(drop),
            };
            refused.map(|()| Self(value))
        }

        fn is_valid(json: &[u8]) -> bool {
            Self::from_slice(json).is_ok() || (VICE == HASTY && json.starts_with(b"["))
        }

        fn of_payload(_: &Payload) -> Option<&Self> {
            None
        }
    }

    impl<const VICE: char> FromStr for Wrong<VICE> {
        type Err = Error;

        fn from_str(json: &str) -> Result<Self, Error> {
            Self::from_slice(json.as_bytes())
        }
    }

    impl<'de, const VICE: char> Deserialize<'de> for Wrong<VICE> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let value = Value::deserialize(deserializer)?;
            value.to_string().parse().map_err(D::Error::custom)
        }
    }

    impl<const VICE: char> Serialize for Wrong<VICE> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match VICE {
                FORGETFUL => json!({}).serialize(serializer),
                _ => self.0.serialize(serializer),
            }
        }
    }

    fn complaint<const VICE: char>(text: &str) -> String {
        assert!(matches!(judge::<Wrong<VICE>>(b"{}"), Ok(Verdict::Accepted)));
        judge::<Wrong<VICE>>(text.as_bytes()).unwrap_err()
    }

    #[test]
    fn a_reader_that_accepts_too_much_is_found_out() {
        assert!(complaint::<GREEDY>(r#"{"held": 1}"#).starts_with("only the typed parse accepts"));
    }

    #[test]
    fn a_reader_that_refuses_too_much_is_found_out() {
        assert!(complaint::<SHY>(r#"{"held": true}"#).starts_with("only the typed parse refuses"));
    }

    #[test]
    fn a_hasty_verdict_is_found_out() {
        assert!(complaint::<HASTY>("[]").starts_with("judged without a value"));
    }

    #[test]
    fn a_reader_that_loses_something_is_found_out() {
        assert_eq!(complaint::<FORGETFUL>(r#"{"x": 1}"#), "comes back as {}");
    }
}
