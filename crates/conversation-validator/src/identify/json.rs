//! Identifications as JSON for programs; [`Identification::to_json`] documents the properties.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::Count;
use crate::identify::candidate::{Candidate, Tag};
use crate::identify::decision::Decision;
use crate::identify::identification::Identification;
use crate::report::json::{Obstacle, Part, Parts, Record, value};
use crate::report::unreadable::Unreadable;

impl Identification {
    /// The identification as JSON, which is also how it is serialised; see
    /// [`write_json`](crate::write_json). Properties are added over time, never renamed or removed:
    ///
    /// - `source`: as given to [`Identification::with_source`], or null
    /// - `decision`: [`Decision::code`]
    /// - `models`: the name of the one model, the names of the ambiguous ones, or none
    /// - `candidates`: an array, best first, of objects with `model`, `accepted`, `tag` (null, or
    ///   an object with `member`, `expected`, `found`: `"equal"`, `"different"`, `"absent"`),
    ///   `declared_members`, `members`, `required_members`, `violations` (at most three, as in
    ///   [`Report::to_json`](crate::Report::to_json)), `violation_count` and
    ///   `violation_count_exact`
    /// - `unreadable`: as in [`Report::to_json`](crate::Report::to_json)
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        value(self)
    }
}

impl Serialize for Identification {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, self.unreadable(), serializer)
    }
}

fn serialize<S: Serializer>(
    of: &Identification,
    unreadable: Option<&Unreadable>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let models = match of.decision() {
        Decision::Model(model) => vec![model.name()],
        Decision::Ambiguous(models) => models.iter().map(|model| model.name()).collect(),
        Decision::None | Decision::Unreadable => Vec::new(),
    };
    let mut identification = serializer.serialize_struct("Identification", 5)?;
    identification.serialize_field("source", &of.source())?;
    identification.serialize_field("decision", of.decision().code())?;
    identification.serialize_field("models", &models)?;
    identification.serialize_field("candidates", &Parts(of.candidates()))?;
    identification.serialize_field("unreadable", &unreadable)?;
    identification.end()
}

/// The record of a payload that was not validated, since it is of no single model: a
/// [`Record`] without a model, and the `identification` that says why. Its verdict is
/// `"undecided"`, or `"unreadable"`.
#[derive(Debug, Clone, Copy)]
pub struct UndecidedRecord<'a>(pub &'a Identification);

impl Serialize for UndecidedRecord<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let record = Record {
            source: self.0.source(),
            model: None,
            verdict: match self.0.decision() {
                Decision::Unreadable => "unreadable",
                _ => "undecided",
            },
            violations: &[],
            violation_count: Count::Exactly(0),
            unreadable: self.0.unreadable().map(Obstacle::Text),
            disagreement: None,
        };
        let mut properties = serializer.serialize_struct("Record", 9)?;
        record.properties(&mut properties)?;
        properties.serialize_field("identification", &WithoutUnreadable(self.0))?;
        properties.end()
    }
}

/// An identification inside a record, which says itself why the text is unreadable.
struct WithoutUnreadable<'a>(&'a Identification);

impl Serialize for WithoutUnreadable<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self.0, None, serializer)
    }
}

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
