//! Validates the sample values of schemas, `default`, `example` and `examples` (validation
//! specification, sections 9.2 and 9.5), and warns of each that is invalid against its own schema.
//!
//! Generated code does not depend on the result.

use serde_json::{Map, Value, json};

use crate::diagnostic::{Code, Diagnostic};
use crate::schema::{Location, Schemas, subschemas};

/// The maximum number of values that are validated. Hand-written documents have fewer; generated
/// ones may not.
const MOST: usize = 5_000;

/// The maximum length of a reason, in characters.
const LONGEST: usize = 160;

/// A sample value and the schema that contains it.
struct Sample<'d> {
    schema: Location,
    /// The location of the value.
    at: Location,
    keyword: &'static str,
    value: &'d Value,
}

/// Validates every sample against the schema that contains it. All of them share one compiled
/// validator.
pub(crate) fn check_samples(
    schemas: &Schemas<'_>,
    assert_formats: bool,
    problems: &mut Vec<Diagnostic>,
) {
    let mut samples = Vec::new();
    for (document, starts) in schemas.documents().iter().map(|it| &it.starts).enumerate() {
        for pointer in starts {
            let pointer = pointer.clone();
            collect(schemas, &Location { document, pointer }, &mut samples);
        }
    }
    samples.truncate(MOST);
    if samples.is_empty() {
        return;
    }
    let place = |(index, sample): (usize, &Sample<'_>)| {
        let schema = json!({ "$ref": schemas.uri(&sample.schema) });
        (index.to_string(), schema)
    };
    let properties: Map<String, Value> = samples.iter().enumerate().map(place).collect();
    let statement = json!({ "properties": properties });
    let Some(validator) = schemas.validator(&statement, assert_formats) else {
        return;
    };
    for (index, sample) in samples.iter().enumerate() {
        // One instance per sample, so that only the first violation of each is computed.
        let instance = json!({ index.to_string(): sample.value });
        if let Err(error) = validator.validate(&instance) {
            problems.extend(warning_of(schemas, sample, &error));
        }
    }
}

/// Collects the samples of a schema and of all subschemas in it.
fn collect<'d>(schemas: &Schemas<'d>, location: &Location, found: &mut Vec<Sample<'d>>) {
    if schemas.is_foreign(location) {
        return;
    }
    let Some(Value::Object(schema)) = schemas.value(location) else {
        return;
    };
    let mut add = |keyword, value, at| {
        let schema = location.clone();
        found.push(Sample {
            schema,
            at,
            keyword,
            value,
        });
    };
    for keyword in ["default", "example"] {
        if let Some(value) = schema.get(keyword) {
            add(keyword, value, location.at([keyword]));
        }
    }
    let examples = schema.get("examples").and_then(Value::as_array);
    for (index, value) in examples.into_iter().flatten().enumerate() {
        let at = location.at(["examples", index.to_string().as_str()]);
        add("examples", value, at);
    }
    for (tokens, _) in subschemas(schema) {
        let below = location.at(tokens.iter().map(String::as_str));
        collect(schemas, &below, found);
    }
}

/// The warning of an invalid sample; `None` if its location has no position.
fn warning_of(
    schemas: &Schemas<'_>,
    sample: &Sample<'_>,
    error: &jsonschema::ValidationError<'_>,
) -> Option<Diagnostic> {
    // The first token is the index of the sample.
    let inside = error.instance_path().as_str();
    let inside = inside
        .get(1..)?
        .find('/')
        .map_or("", |at| &inside[at + 1..]);
    let at = Location {
        document: sample.at.document,
        pointer: format!("{}{inside}", sample.at.pointer),
    };
    let (code, what) = match sample.keyword {
        "default" => (Code::InvalidDefault, "this `default`"),
        _ => (Code::InvalidExample, "this example"),
    };
    let rule = error.kind().keyword();
    let message = format!("{what} is refused by its own schema, by the keyword `{rule}`");
    let reason = shortened(&error.to_string());
    let place = schemas.place(&at)?;
    Some(
        Diagnostic::warning(code, place, message)
            .help(format!("{reason}; correct the value or the rule")),
    )
}

fn shortened(reason: &str) -> String {
    match reason.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &reason[..end]),
        None => reason.to_owned(),
    }
}
