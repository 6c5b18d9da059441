//! The cost of invalid payloads: our full report against `jsonschema` at run time listing all its
//! errors, on medium payloads with three wrong values.

use std::hint::black_box;

use conversation_validator::{Model, validate};
use serde_json::Value;

use crate::{
    contenders::validator,
    measure::medians,
    payloads::{Payload, Size},
};

/// The two times on one payload.
pub(crate) struct Rejection {
    /// The payload's model.
    pub(crate) model: &'static str,
    /// Its length.
    pub(crate) bytes: usize,
    /// Nanoseconds for the list of errors.
    pub(crate) listed: f64,
    /// Nanoseconds for our report.
    pub(crate) reported: f64,
}

impl Rejection {
    /// How many times as long ours takes.
    pub(crate) fn ratio(&self) -> f64 {
        self.reported / self.listed
    }
}

/// Measures an invalid medium payload of each model.
pub(crate) fn rejections(payloads: &[Payload], rounds: usize) -> Result<Vec<Rejection>, String> {
    let medium = payloads
        .iter()
        .filter(|payload| payload.size == Size::Medium);
    medium.map(|payload| rejection(payload, rounds)).collect()
}

fn rejection(payload: &Payload, rounds: usize) -> Result<Rejection, String> {
    let model = payload.model;
    let bytes = invalidate(model, &payload.bytes)?;
    let expected = replacements(model).len();
    let (ours, theirs) = (
        validate(model, &bytes).violations().len(),
        list(model, &bytes),
    );
    if ours != expected || theirs != expected {
        return Err(format!(
            "{model}: {expected} values are wrong, the report has {ours} violations, the list {theirs}"
        ));
    }
    let runs: [fn(Model, &[u8]) -> bool; 2] = [
        |model, bytes| list(model, bytes) > 0,
        |model, bytes| black_box(validate(model, bytes)).is_valid(),
    ];
    let runs = runs.map(|run| move |bytes: &[u8]| run(model, bytes));
    let times = medians(&runs, &bytes, rounds);
    let [listed, reported] = times.as_slice() else {
        return Err("the measurement of two contenders gave another number of times".to_owned());
    };
    Ok(Rejection {
        model: model.name(),
        bytes: bytes.len(),
        listed: *listed,
        reported: *reported,
    })
}

/// Makes the list of all errors, pointer and message, as a service would for its response; returns
/// their number.
fn list(model: Model, bytes: &[u8]) -> usize {
    let (Ok(value), Some(validator)) = (serde_json::from_slice::<Value>(bytes), validator(model))
    else {
        return 0;
    };
    let errors = validator.iter_errors(&value);
    let errors: Vec<_> = errors
        .map(|error| (error.instance_path().to_string(), error.to_string()))
        .collect();
    black_box(errors).len()
}

fn invalidate(model: Model, bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut text = String::from_utf8(bytes.to_vec()).map_err(|error| error.to_string())?;
    for (right, wrong) in replacements(model) {
        if !text.contains(right) {
            return Err(format!("{model}: `{right}` does not occur"));
        }
        text = text.replacen(right, wrong, 1);
    }
    Ok(text.into_bytes())
}

/// The replacements that make a payload invalid; each applies to the first occurrence.
const fn replacements(model: Model) -> [(&'static str, &'static str); 3] {
    match model {
        Model::ZendeskChatEndedEvent => [
            (r#""channel":"chat""#, r#""channel":[]"#),
            (r#""deleted":false"#, r#""deleted":"no""#),
            (r#""size":58298"#, r#""size":null"#),
        ],
        Model::AdaConversationEnded => [
            (r#""timestamp":""#, r#""timestamp":{},"x":""#),
            (r#""role":"end_user""#, r#""role":1"#),
            (r#""visits":5"#, r#""visits":null"#),
        ],
        Model::InkeepSupportTicketConversation => [
            (r#""projectId":"proj_1""#, r#""projectId":false"#),
            (r#""role":"user""#, r#""role":7"#),
            (r#""breadcrumbs":["Billing""#, r#""breadcrumbs":[7"#),
        ],
        _ => [
            (r#""held":false"#, r#""held":"no""#),
            (
                r#""startTime":"2026-08-15T08:00:00.000Z""#,
                r#""startTime":"2026-08-15T08:00""#,
            ),
            (r#""durationSeconds":40"#, r#""durationSeconds":4.5"#),
        ],
    }
}
