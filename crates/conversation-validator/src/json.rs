//! Reports and identifications as JSON for programs; `to_json` of each type documents the
//! properties.
//!
//! The JSON is written directly, without an intermediate `Value`, so that a report with a million
//! violations takes no additional memory.

use std::io;

use schema_runtime::is_printable;
use serde::{
    Serialize, Serializer,
    ser::{SerializeSeq, SerializeStruct},
};
use serde_json::{Value, ser::Formatter};

use crate::{
    Cause,
    candidate::{Candidate, Tag},
    decision::Decision,
    disagreement::{Disagreement, EngineVerdict},
    identification::Identification,
    position::Position,
    report::{Report, Verdict},
    unreadable::Unreadable,
    violation::Violation,
};

/// Writes a value, such as a [`Report`], as JSON in one line. Characters that control a terminal,
/// which [`printable`](crate::printable) escapes, are written as JSON escapes.
///
/// ```
/// use conversation_validator::{Model, validate, write_json};
///
/// let report = validate(Model::GenesysConversationChat, br#"{"held": 1}"#);
/// let mut line = Vec::new();
/// write_json(&mut line, &report.with_source("a\u{202e}b.json"))?;
/// assert!(line.starts_with(br#"{"source":"a\u202eb.json","model":"genesys.conversation_chat""#));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// An error of the writer, or a value that JSON cannot represent.
pub fn write_json<T: ?Sized + Serialize>(writer: impl io::Write, value: &T) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(writer, Printable);
    value.serialize(&mut serializer).map_err(io::Error::from)
}

/// A formatter that writes JSON on one line and escapes all characters that control a terminal.
struct Printable;

impl Formatter for Printable {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(|character| !is_printable(character)) {
            let (plain, from) = rest.split_at(at);
            writer.write_all(plain.as_bytes())?;
            let mut characters = from.chars();
            for unit in characters
                .next()
                .unwrap_or_default()
                .encode_utf16(&mut [0; 2])
            {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = characters.as_str();
        }
        writer.write_all(rest.as_bytes())
    }
}

/// The value as a `Value`. The types of this crate always serialise; `null` if another did not.
pub(crate) fn value<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (verdict, unreadable) = match &self.verdict {
            Verdict::Valid(_) => ("valid", None),
            Verdict::Invalid(_) => ("invalid", None),
            Verdict::Unreadable(unreadable) => ("unreadable", Some(unreadable)),
        };
        let mut report = serializer.serialize_struct("Report", 8)?;
        report.serialize_field("source", &self.source)?;
        report.serialize_field("model", self.model.name())?;
        report.serialize_field("verdict", verdict)?;
        report.serialize_field("violations", &Parts(self.violations()))?;
        report.serialize_field("violation_count", &self.violation_count.known())?;
        report.serialize_field("violation_count_exact", &self.violation_count.is_exact())?;
        report.serialize_field("unreadable", &unreadable)?;
        report.serialize_field("disagreement", &self.disagreement)?;
        report.end()
    }
}

impl Serialize for Identification {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let models = match self.decision() {
            Decision::Model(model) => vec![model.name()],
            Decision::Ambiguous(models) => models.iter().map(|model| model.name()).collect(),
            Decision::None | Decision::Unreadable => Vec::new(),
        };
        let mut identification = serializer.serialize_struct("Identification", 5)?;
        identification.serialize_field("source", &self.source())?;
        identification.serialize_field("decision", self.decision().code())?;
        identification.serialize_field("models", &models)?;
        identification.serialize_field("candidates", &Parts(self.candidates()))?;
        identification.serialize_field("unreadable", &self.unreadable())?;
        identification.end()
    }
}

/// An array of parts.
struct Parts<'a, T>(&'a [T]);

impl<'a, T> Serialize for Parts<'a, T>
where
    Part<'a, T>: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for item in self.0 {
            list.serialize_element(&Part(item))?;
        }
        list.end()
    }
}

/// A part of a report or identification. Its JSON is defined there, so the public type itself does
/// not implement `Serialize`.
struct Part<'a, T>(&'a T);

impl Serialize for Part<'_, Candidate> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(of) = self;
        let mut candidate = serializer.serialize_struct("Candidate", 9)?;
        candidate.serialize_field("model", of.model.name())?;
        candidate.serialize_field("accepted", &of.accepted)?;
        candidate.serialize_field("tag", &of.tag.as_ref().map(Part))?;
        candidate.serialize_field("declared_members", &of.declared)?;
        candidate.serialize_field("members", &of.members)?;
        candidate.serialize_field("required_members", &of.required)?;
        candidate.serialize_field("violations", &Parts(&of.violations))?;
        candidate.serialize_field("violation_count", &of.violation_count.known())?;
        candidate.serialize_field("violation_count_exact", &of.violation_count.is_exact())?;
        candidate.end()
    }
}

impl Serialize for Part<'_, Tag> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut tag = serializer.serialize_struct("Tag", 3)?;
        tag.serialize_field("member", self.0.member)?;
        tag.serialize_field("expected", self.0.expected)?;
        tag.serialize_field("found", self.0.found.code())?;
        tag.end()
    }
}

impl Serialize for Part<'_, Violation> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(of) = self;
        let mut violation = serializer.serialize_struct("Violation", 9)?;
        violation.serialize_field("pointer", &of.pointer)?;
        violation.serialize_field("line", &line(of.position))?;
        violation.serialize_field("column", &column(of.position))?;
        violation.serialize_field("keyword", &of.keyword)?;
        violation.serialize_field("schema", &of.schema)?;
        violation.serialize_field("member", &of.member)?;
        violation.serialize_field("message", &of.message)?;
        violation.serialize_field("help", &of.help)?;
        violation.serialize_field("value", &of.value)?;
        violation.end()
    }
}

/// The property `unreadable` of [`Report::to_json`].
impl Serialize for Unreadable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut unreadable = serializer.serialize_struct("Unreadable", 7)?;
        unreadable.serialize_field("code", self.reason().code())?;
        unreadable.serialize_field("cause", &self.cause().map(Cause::code))?;
        unreadable.serialize_field("message", &self.message())?;
        unreadable.serialize_field("help", self.help())?;
        unreadable.serialize_field("pointer", self.pointer())?;
        unreadable.serialize_field("line", &line(self.position()))?;
        unreadable.serialize_field("column", &column(self.position()))?;
        unreadable.end()
    }
}

impl Serialize for Disagreement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut disagreement = serializer.serialize_struct("Disagreement", 2)?;
        disagreement.serialize_field("typed", &Part(&self.typed))?;
        disagreement.serialize_field("full", &Part(&self.full))?;
        disagreement.end()
    }
}

impl Serialize for Part<'_, EngineVerdict> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut verdict = serializer.serialize_struct("EngineVerdict", 3)?;
        verdict.serialize_field("verdict", self.0.code())?;
        match self.0 {
            EngineVerdict::Accepts | EngineVerdict::CannotRead => {}
            EngineVerdict::Rejects { keyword, pointer } => {
                verdict.serialize_field("keyword", keyword)?;
                verdict.serialize_field("pointer", pointer)?;
            }
            EngineVerdict::Unavailable { reason } => verdict.serialize_field("reason", reason)?,
        }
        verdict.end()
    }
}

fn line(position: Option<Position>) -> Option<usize> {
    position.map(|position| position.line)
}

fn column(position: Option<Position>) -> Option<usize> {
    position.map(|position| position.column)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn control_characters_are_escaped_and_read_back() {
        let hostile: String = (0..=0x2FFF_u32)
            .chain(0xE0000..0xE0080)
            .chain([0xFEFF, 0x1F600])
            .filter_map(char::from_u32)
            .collect();
        let value = json!({"a\u{85}b": [hostile, "\"\\/é😀"]});
        let mut line = Vec::new();
        write_json(&mut line, &value).unwrap();
        let line = String::from_utf8(line).unwrap();
        assert!(line.chars().all(is_printable));
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), value);
        assert!(line.contains("é") && line.contains('😀'));
    }
}
