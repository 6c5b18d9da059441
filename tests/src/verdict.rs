//! Compares the typed read with the reference validator: the same verdict, and a lossless round
//! trip. The contracts E1 (exact) and E2 (lossless) are checked here.

use conversation_validator::Error;
use schema_runtime::{json_equal, value_from_slice};
use serde_json::Value;

use crate::{Root, engine};

/// The verdict on which the typed read and the reference validator agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The text is valid, and the round trip is lossless.
    Accepted,
    /// The text is JSON that the schema rejects, by this keyword according to the typed read.
    Rejected(&'static str),
    /// The text is not JSON under our policies, whatever the schema.
    Unreadable,
}

/// Compares the typed read of a text with the reference validator.
///
/// - `is_valid` must give the same verdict as `from_slice` for every text.
/// - A text that is not JSON must be rejected.
/// - Otherwise the typed read must accept if and only if the schema does, and so must `Deserialize`
///   from a `Value`.
/// - What is accepted must be written as an equal value, and be read again as an equal typed value.
/// - What is rejected must be rejected by a keyword, at a pointer where the reference validator has
///   a violation too. It is the first one that the reading meets, which need not be the first that
///   the reference validator lists.
///
/// # Errors
///
/// Which of these does not hold. The message may quote the text: fixtures hold no personal data.
///
/// ```
/// use conversation_models::genesys::ConversationChat;
/// use conversation_tests::{Verdict, verdict};
///
/// assert_eq!(verdict::<ConversationChat>(b"{}"), Ok(Verdict::Accepted));
/// assert_eq!(verdict::<ConversationChat>(b"[]"), Ok(Verdict::Rejected("type")));
/// assert_eq!(verdict::<ConversationChat>(b"{"), Ok(Verdict::Unreadable));
/// ```
pub fn verdict<R: Root>(text: &[u8]) -> Result<Verdict, String> {
    let typed = R::from_slice(text);
    if R::is_valid(text) != typed.is_ok() {
        return Err(format!("`is_valid` contradicts the typed read: {typed:?}"));
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
        (Ok(typed), true) => round_trip(&typed, &value),
        (Err(error), false) => points_at_a_violation::<R>(&error, &value),
        (Ok(_), false) => {
            let faults = engine::faults(engine::validator::<R>(), &value);
            Err(format!(
                "only the typed read accepts; the schema finds {faults:?}"
            ))
        }
        (Err(error), true) => Err(format!("only the typed read rejects: {error}")),
    }
}

fn unreadable<R: Root>(typed: &Result<R, Error>, error: &Error) -> Result<Verdict, String> {
    match typed {
        Err(_) => Ok(Verdict::Unreadable),
        Ok(_) => Err(format!(
            "only the typed read accepts what is not JSON: {error}"
        )),
    }
}

fn round_trip<R: Root>(typed: &R, value: &Value) -> Result<Verdict, String> {
    let written =
        serde_json::to_value(typed).map_err(|error| format!("cannot be written: {error}"))?;
    if !json_equal(&written, value) {
        return Err(format!("is written back as {written}"));
    }
    let text = serde_json::to_vec(typed).map_err(|error| format!("cannot be written: {error}"))?;
    match R::from_slice(&text) {
        Ok(again) if again == *typed => Ok(Verdict::Accepted),
        Ok(again) => Err(format!("reads back as {again:?} instead of {typed:?}")),
        Err(error) => Err(format!("what was written does not read back: {error}")),
    }
}

fn points_at_a_violation<R: Root>(error: &Error, value: &Value) -> Result<Verdict, String> {
    let faults = engine::faults(engine::validator::<R>(), value);
    let known = faults.iter().any(|(pointer, _)| pointer == error.pointer());
    match error.keyword() {
        Some(keyword) if known => Ok(Verdict::Rejected(keyword)),
        _ => Err(format!(
            "the typed read says {error}, the schema finds {faults:?}"
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

    const TOO_WIDE: char = 'w';
    const TOO_NARROW: char = 'n';
    const LOSSY: char = 'l';
    const WRONG_IS_VALID: char = 'v';

    /// A reader of chats with one mistake, to test that the comparison finds it.
    #[derive(Debug, PartialEq)]
    struct Wrong<const MISTAKE: char>(Value);

    impl<const MISTAKE: char> Root for Wrong<MISTAKE> {
        const MODEL: Model = ConversationChat::MODEL;
        const SCHEMA: &'static str = ConversationChat::SCHEMA;

        fn from_slice(json: &[u8]) -> Result<Self, Error> {
            let value = value_from_slice(json)?;
            let refused = match MISTAKE {
                TOO_WIDE => Ok(()),
                TOO_NARROW if value == json!({"held": true}) => value_from_slice(b"").map(drop),
                _ => ConversationChat::from_slice(json).map(drop),
            };
            refused.map(|()| Self(value))
        }

        fn is_valid(json: &[u8]) -> bool {
            Self::from_slice(json).is_ok() || (MISTAKE == WRONG_IS_VALID && json.starts_with(b"["))
        }

        fn of_payload(_: &Payload) -> Option<&Self> {
            None
        }
    }

    impl<const MISTAKE: char> FromStr for Wrong<MISTAKE> {
        type Err = Error;

        fn from_str(json: &str) -> Result<Self, Error> {
            Self::from_slice(json.as_bytes())
        }
    }

    impl<'de, const MISTAKE: char> Deserialize<'de> for Wrong<MISTAKE> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let value = Value::deserialize(deserializer)?;
            value.to_string().parse().map_err(D::Error::custom)
        }
    }

    impl<const MISTAKE: char> Serialize for Wrong<MISTAKE> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match MISTAKE {
                LOSSY => json!({}).serialize(serializer),
                _ => self.0.serialize(serializer),
            }
        }
    }

    fn complaint<const MISTAKE: char>(text: &str) -> String {
        assert!(matches!(
            verdict::<Wrong<MISTAKE>>(b"{}"),
            Ok(Verdict::Accepted)
        ));
        verdict::<Wrong<MISTAKE>>(text.as_bytes()).unwrap_err()
    }

    #[test]
    fn a_reader_that_accepts_too_much_is_found() {
        assert!(
            complaint::<TOO_WIDE>(r#"{"held": 1}"#).starts_with("only the typed read accepts;")
        );
    }

    #[test]
    fn a_reader_that_rejects_too_much_is_found() {
        assert!(
            complaint::<TOO_NARROW>(r#"{"held": true}"#).starts_with("only the typed read rejects")
        );
    }

    #[test]
    fn an_is_valid_that_accepts_too_much_is_found() {
        assert!(complaint::<WRONG_IS_VALID>("[]").starts_with("`is_valid` contradicts"));
    }

    #[test]
    fn a_reader_that_loses_something_is_found() {
        assert_eq!(complaint::<LOSSY>(r#"{"x": 1}"#), "is written back as {}");
    }
}
