//! How much of a payload a report quotes: values are shortened, and quoted only if asked for, since
//! conversations are personal data.

use std::{fmt, io};

use serde_json::Value;

use crate::locate::tape::Instance;

/// How much of a payload a report quotes.
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
    /// Property names, pointers, JSON types and counts, but no value.
    #[default]
    Structure,
    /// Also each invalid value as JSON, cut after 60 characters.
    Values,
}

impl Detail {
    /// The value as the report quotes it; `None` if it must not.
    pub(crate) fn quote(self, instance: Instance<'_>) -> Option<String> {
        match (self, instance) {
            (Self::Structure, _) => None,
            (Self::Values, Instance::Value(place)) => Some(cut(|start| place.write(start).is_ok())),
            (Self::Values, Instance::Name(name)) => Some(shortened(&name.into())),
        }
    }
}

/// How many characters of a value are shown.
const LONGEST: usize = 60;

/// The value as JSON, cut with an ellipsis; stops writing as soon as the length is reached.
pub(crate) fn shortened(value: &Value) -> String {
    cut(|start| serde_json::to_writer(start, value).is_ok())
}

/// The first characters of what `write` writes.
fn cut(write: impl FnOnce(&mut Start) -> bool) -> String {
    let mut start = Start::default();
    // `write` fails if the text is longer than the buffer, which is expected.
    let _is_whole = write(&mut start);
    let text = String::from_utf8_lossy(&start.bytes);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.into_owned(),
    }
}

/// A writer that keeps the first bytes, enough for [`LONGEST`] characters, and fails after them.
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

impl fmt::Write for Start {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        io::Write::write_all(self, text.as_bytes()).map_err(|_| fmt::Error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locate::tape::Tape;
    use serde_json::json;

    #[test]
    fn short_values_are_whole_and_long_ones_cut_between_characters() {
        assert_eq!(shortened(&json!({"a": [1, null]})), r#"{"a":[1,null]}"#);
        let long = shortened(&json!("é😀".repeat(1 << 20)));
        assert_eq!(long.chars().count(), LONGEST + 1);
        assert!(long.starts_with("\"é😀") && long.ends_with('…'));
    }

    #[test]
    fn a_value_of_the_payload_is_written_as_one_of_a_schema_is() {
        let long = json!(["x".repeat(1 << 20), 1]);
        for value in [
            json!({"a": [1, null, "\n\"é"], "b": {}}),
            json!(-1.5e300),
            json!([]),
            long,
        ] {
            let text = format!("{value:#}");
            let tape = Tape::new(&text).unwrap();
            let quoted = Detail::Values.quote(Instance::Value(tape.root()));
            assert_eq!(quoted, Some(shortened(&value)));
        }
    }

    #[test]
    fn nothing_is_quoted_by_default() {
        assert_eq!(Detail::default().quote(Instance::Name("secret")), None);
    }
}
