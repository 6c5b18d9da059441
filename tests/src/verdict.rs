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
/// - A text that is no JSON must not parse.
/// - Otherwise the typed parse must accept exactly if the schema does.
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
    let value = match value_from_slice(text) {
        Ok(value) => value,
        Err(error) => return unreadable(&typed, &error),
    };
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
