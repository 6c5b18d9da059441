//! How much of a payload a report may tell: conversations are personal data.
//!
//! Takes values of a payload; gives them shortened, and only when asked to.

use std::io;

use serde_json::Value;

/// How much of a payload a report tells.
///
/// ```
/// use conversation_validator::{Detail, Model, validate, validate_with};
///
/// let payload = br#"{"id": "my secret", "type": "ChatEndedEvent"}"#;
/// let model = Model::ZendeskChatEndedEvent;
/// assert!(!validate(model, payload).to_string().contains("secret"));
/// assert!(validate_with(model, payload, Detail::Values).to_string().contains("secret"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Detail {
    /// Names of members, pointers, kinds and counts, but no value.
    #[default]
    Structure,
    /// Also each refused value as JSON, cut after 60 characters.
    Values,
}

impl Detail {
    /// The value as it may be shown.
    pub(crate) fn quote(self, value: &Value) -> Option<String> {
        match self {
            Self::Structure => None,
            Self::Values => Some(shortened(value)),
        }
    }
}

/// How many characters of a value are shown.
const LONGEST: usize = 60;

/// The value as JSON, cut with an ellipsis; never writes more of it than it needs.
pub(crate) fn shortened(value: &Value) -> String {
    let mut start = Start::default();
    // An error means that the room is used up, which is all there is to know.
    let _ = serde_json::to_writer(&mut start, value);
    let text = String::from_utf8_lossy(&start.bytes);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.into_owned(),
    }
}

/// Keeps the first bytes written to it, enough for the characters shown, and refuses the rest.
#[derive(Default)]
struct Start {
    bytes: Vec<u8>,
}

impl io::Write for Start {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = (4 * (LONGEST + 1)).saturating_sub(self.bytes.len());
        if room == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        let taken = bytes.get(..room).unwrap_or(bytes);
        self.bytes.extend_from_slice(taken);
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn short_values_are_whole_and_long_ones_cut_between_characters() {
        assert_eq!(shortened(&json!({"a": [1, null]})), r#"{"a":[1,null]}"#);
        let long = shortened(&json!("é😀".repeat(1 << 20)));
        assert_eq!(long.chars().count(), LONGEST + 1);
        assert!(long.starts_with("\"é😀") && long.ends_with('…'));
    }

    #[test]
    fn nothing_is_quoted_by_default() {
        assert_eq!(Detail::default().quote(&json!("secret")), None);
    }
}
