//! Identifies a payload: gathers the evidence for every model. `decision` decides from it.

use schema_runtime::JsonKind;

use crate::Model;
use crate::Options;
use crate::identify::candidate::{Candidate, Tag, TagFound};
use crate::identify::identification::Identification;
use crate::locate::tape::{Place, Tape};
use crate::report::count::Count;
use crate::validate::engines::{only_violation, parse};
use crate::validate::findings::Findings;
use crate::validate::full;
use crate::validate::payload_text::PayloadText;

/// How many violations a candidate shows.
const SHOWN: usize = 3;

/// Identifies the model of a payload, and the models that accept it.
///
/// Some models have no required properties, so that being accepted says little. The criteria are,
/// in this order:
///
/// 1. whether the payload has the model's tag (`type` is `ChatEndedEvent`);
/// 2. how many of the payload's top-level properties the model's schema declares;
/// 3. whether the model accepts the payload;
/// 4. how many properties the model requires.
///
/// A payload is also identified as of a model that rejects it if it has the model's tag, or if the
/// model declares at least half of its properties and no tag contradicts; it is then an invalid
/// payload of that model rather than a payload of no model. Equal evidence is ambiguous, and so is
/// no evidence.
///
/// ```
/// use conversation_validator::{Decision, Model, identify};
///
/// let decision = |payload: &str| identify(payload.as_bytes()).decision().clone();
///
/// let chat = Model::GenesysConversationChat;
/// assert_eq!(decision(r#"{"state": "connected", "new": 1}"#), Decision::Model(chat));
/// // rejected, but identified by its tag
/// let event = Model::ZendeskChatEndedEvent;
/// assert_eq!(decision(r#"{"type": "ChatEndedEvent"}"#), Decision::Model(event));
/// // accepted by two models, without evidence for either
/// let both = vec![Model::AdaConversationEnded, chat];
/// assert_eq!(decision("{}"), Decision::Ambiguous(both));
/// assert_eq!(decision("[]"), Decision::None);
/// assert_eq!(decision("["), Decision::Unreadable);
/// ```
#[must_use]
pub fn identify(bytes: &[u8]) -> Identification {
    match PayloadText::new(bytes) {
        Ok(text) => text.identify(),
        Err(unreadable) => Identification::unreadable_text(unreadable),
    }
}

impl PayloadText<'_> {
    /// Finds out which model the payload is of, with the evidence for each; see [`identify`].
    #[must_use]
    pub fn identify(&self) -> Identification {
        let candidates = self.tape.iter().flat_map(|tape| {
            let models = Model::ALL.iter();
            models.map(|model| examine(*model, self.bytes, tape))
        });
        Identification::of(candidates.collect())
    }

    /// The model that the payload is of, if it is of exactly one: that of
    /// [`identify`](Self::identify), without the evidence for the others.
    ///
    /// If the tag and the declared properties single out a model, no other model is asked whether
    /// it accepts the payload.
    #[must_use]
    pub fn model(&self) -> Option<Model> {
        let root = self.tape.as_ref()?.root();
        let models = Model::ALL.iter();
        let mut candidates: Vec<Candidate> =
            models.map(|model| candidate(*model, false, root)).collect();
        // Evidence that does not depend on the verdict comes first in the rank.
        candidates.sort_by_cached_key(Candidate::rank);
        let is_tie = |best: &Candidate, next: &Candidate| best.rank() == next.rank();
        match candidates.as_slice() {
            [best, next, ..] if is_tie(best, next) => self.identify().model(),
            [best, ..] if best.has_evidence() => {
                let is_of = best.is_meant() || best.model.is_valid(self.bytes);
                is_of.then_some(best.model)
            }
            _ => None,
        }
    }
}

/// The evidence for one model, with the first violations.
fn examine(model: Model, bytes: &[u8], tape: &Tape<'_>) -> Candidate {
    let accepted = model.is_valid(bytes);
    let Findings { violations, count } = if accepted {
        Findings {
            violations: Vec::new(),
            count: Count::Exactly(0),
        }
    } else {
        rejected(model, bytes, tape)
    };
    Candidate {
        violations,
        violation_count: count,
        ..candidate(model, accepted, tape.root())
    }
}

/// The first violations of a payload that the model rejects; the error of the typed engine if the
/// full engine finds none or cannot be used.
fn rejected(model: Model, bytes: &[u8], tape: &Tape<'_>) -> Findings {
    let options = Options::new().max_violations(SHOWN);
    match full::find(model, tape, options) {
        Ok(findings) if findings.count != Count::Exactly(0) => findings,
        Ok(_) | Err(_) => Findings {
            violations: vec![only_violation(bytes, parse(model, bytes).err().as_ref())],
            count: Count::AtLeast(1),
        },
    }
}

fn candidate(model: Model, accepted: bool, value: Place<'_>) -> Candidate {
    let bundle = model.compiled().bundle();
    let is_object = value.kind() == JsonKind::Object;
    let declared = bundle
        .property_names()
        .filter(|name| value.get(name).is_some());
    Candidate {
        model,
        accepted,
        tag: tag(model, value),
        declared: declared.count(),
        members: if is_object { value.len() } else { 0 },
        required: bundle.required().count(),
        violations: Vec::new(),
        violation_count: Count::Exactly(0),
    }
}

fn tag(model: Model, value: Place<'_>) -> Option<Tag> {
    let (member, expected) = model.compiled().bundle().tag()?;
    let found = match value.get(member) {
        Some(found) if found.string().is_some_and(|text| text == expected) => TagFound::Equal,
        Some(_) => TagFound::Different,
        None => TagFound::Absent,
    };
    Some(Tag {
        member,
        expected,
        found,
    })
}
