//! The values that people write into schemas to show what is meant: `default`, `example`, `examples`
//! (validation specification, sections 9.2 and 9.5).
//!
//! Takes the documents; gives a warning for each value that its own schema refuses. Nothing that is
//! generated depends on it.

use serde_json::{Map, Value, json};

use crate::diagnostic::{Code, Diagnostic};
use crate::schema::{Location, Schemas, subschemas};

/// How many values are judged. Enough for any document people wrote; a bound for those they did not.
const MOST: usize = 5_000;

/// How much of a reason is told, in characters.
const LONGEST: usize = 160;

/// A value and the schema it stands in.
struct Sample<'d> {
    schema: Location,
    /// The value's own place.
    at: Location,
    keyword: &'static str,
    value: &'d Value,
}

/// Judges every value by the schema it stands in, all of them in one validation.
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
        // One at a time, so that one with a thousand faults takes no more than its own.
        let instance = json!({ index.to_string(): sample.value });
        if let Err(error) = validator.validate(&instance) {
            problems.extend(refused(schemas, sample, &error));
        }
    }
}

/// The values in a schema and all inside it.
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
    for (tokens, _) in subschemas(schemas.draft(location), schema) {
        let below = location.at(tokens.iter().map(String::as_str));
        collect(schemas, &below, found);
    }
}

fn refused(
    schemas: &Schemas<'_>,
    sample: &Sample<'_>,
    error: &jsonschema::ValidationError<'_>,
) -> Option<Diagnostic> {
    // The first token is the sample's own number.
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
