//! Reports as JSON for programs; [`Report::to_json`] documents the properties.
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

use crate::locate::position::Position;
use crate::report::disagreement::{Disagreement, EngineVerdict};
use crate::report::unreadable::Unreadable;
use crate::report::verdict::{Report, Verdict};
use crate::report::violation::Violation;
use crate::{Cause, Count, Model};

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

impl Report {
    /// The report as JSON, which is also how it is serialised; [`write_json`](crate::write_json)
    /// writes it without building a value. Properties are added over time, never renamed or
    /// removed:
    ///
    /// - `source`: as given to [`Report::with_source`], or null
    /// - `model`: its name
    /// - `verdict`: `"valid"`, `"invalid"` or `"unreadable"`
    /// - `violations`: an array of objects with `pointer`, `line`, `column`, `keyword`, `schema`,
    ///   `member`, `message`, `help` and `value` as documented at [`Violation`], null where there
    ///   is none
    /// - `violation_count`: how many there are in all, of which `violations` lists the first
    /// - `violation_count_exact`: false if there may be more than `violation_count` says
    /// - `unreadable`: null, or an object with `code` ([`UnreadableReason::code`](crate::UnreadableReason::code)),
    ///   `cause` (null or [`Cause::code`](crate::Cause::code)), `message`, `help`, `pointer`,
    ///   `line` and `column`
    /// - `disagreement`: null, or an object whose `typed` and `full` hold the verdict of each
    ///   engine: `verdict` (`"accepts"`, `"refuses"`, `"cannot-read"`, `"out-of-order"`) and,
    ///   depending on it, `keyword` and `pointer`, or `reason`
    ///
    /// ```
    /// use conversation_validator::{Model, validate};
    ///
    /// let report = validate(Model::GenesysConversationChat, br#"{"held": 1}"#).to_json();
    /// assert_eq!(report["verdict"], "invalid");
    /// assert_eq!(report["violations"][0]["pointer"], "/held");
    /// assert_eq!(report["violations"][0]["column"], 10);
    /// ```
    #[must_use]
    pub fn to_json(&self) -> Value {
        value(self)
    }
}

/// Everything there is to say about one payload in one JSON object: what a [`Report`] is serialised
/// as, and the same properties for a payload without a report.
///
/// ```
/// use conversation_validator::{Model, Record, validate, write_json};
///
/// let model = Model::GenesysConversationChat;
/// let of_report = validate(model, b"{}").with_source("a.json").to_json();
/// let mut line = Vec::new();
/// write_json(&mut line, &Record::valid("a.json", model))?;
/// assert_eq!(serde_json::from_slice::<serde_json::Value>(&line)?, of_report);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    pub(crate) source: Option<&'a str>,
    pub(crate) model: Option<Model>,
    pub(crate) verdict: &'static str,
    pub(crate) violations: &'a [Violation],
    pub(crate) violation_count: Count,
    pub(crate) unreadable: Option<Obstacle<'a>>,
    pub(crate) disagreement: Option<&'a Disagreement>,
}

/// What keeps a payload from being read.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Obstacle<'a> {
    /// The text is at fault.
    Text(&'a Unreadable),
    /// There is no text, for this reason.
    Input(&'a str),
}

impl<'a> Record<'a> {
    /// A payload that satisfies its model.
    #[must_use]
    pub const fn valid(source: &'a str, model: Model) -> Self {
        Self {
            source: Some(source),
            model: Some(model),
            verdict: "valid",
            violations: &[],
            violation_count: Count::Exactly(0),
            unreadable: None,
            disagreement: None,
        }
    }

    /// An input that gave no text, and why.
    #[must_use]
    pub const fn no_text(source: &'a str, reason: &'a str) -> Self {
        Self {
            source: Some(source),
            model: None,
            verdict: "unreadable",
            violations: &[],
            violation_count: Count::Exactly(0),
            unreadable: Some(Obstacle::Input(reason)),
            disagreement: None,
        }
    }

    fn of_report(report: &'a Report) -> Self {
        let (verdict, unreadable) = match &report.verdict {
            Verdict::Valid(_) => ("valid", None),
            Verdict::Invalid(_) => ("invalid", None),
            Verdict::Unreadable(unreadable) => ("unreadable", Some(Obstacle::Text(unreadable))),
        };
        Self {
            source: report.source.as_deref(),
            model: Some(report.model),
            verdict,
            violations: report.violations(),
            violation_count: report.violation_count,
            unreadable,
            disagreement: report.disagreement.as_ref(),
        }
    }

    /// Writes the properties that every record has.
    pub(crate) fn properties<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("source", &self.source)?;
        record.serialize_field("model", &self.model.map(Model::name))?;
        record.serialize_field("verdict", self.verdict)?;
        record.serialize_field("violations", &Parts(self.violations))?;
        record.serialize_field("violation_count", &self.violation_count.known())?;
        record.serialize_field("violation_count_exact", &self.violation_count.is_exact())?;
        record.serialize_field("unreadable", &self.unreadable.as_ref().map(Part))?;
        record.serialize_field("disagreement", &self.disagreement)
    }
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut record = serializer.serialize_struct("Record", 9)?;
        self.properties(&mut record)?;
        // Without a model, a reader finds the reason here; the input gave no text to identify.
        if self.model.is_none() {
            record.serialize_field("identification", &())?;
        }
        record.end()
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Record::of_report(self).serialize(serializer)
    }
}

impl Serialize for Part<'_, Obstacle<'_>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let reason = match self.0 {
            Obstacle::Text(unreadable) => return unreadable.serialize(serializer),
            Obstacle::Input(reason) => reason,
        };
        let mut unreadable = serializer.serialize_struct("Unreadable", 7)?;
        unreadable.serialize_field("code", "input")?;
        unreadable.serialize_field("cause", &())?;
        unreadable.serialize_field("message", reason)?;
        unreadable.serialize_field("help", &())?;
        unreadable.serialize_field("pointer", "")?;
        unreadable.serialize_field("line", &())?;
        unreadable.serialize_field("column", &())?;
        unreadable.end()
    }
}

/// An array of parts.
pub(crate) struct Parts<'a, T>(pub(crate) &'a [T]);

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
pub(crate) struct Part<'a, T>(pub(crate) &'a T);

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
