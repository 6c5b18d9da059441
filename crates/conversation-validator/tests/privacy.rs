//! No value of a payload is in the output of this crate: neither in `Display` nor in `Debug`, JSON
//! or the sources of an error.
//!
//! The tests run over all fixtures, unchanged and with a secret in the place of every string and
//! number whose change leaves the verdict the same.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed, also in its helpers"
)]

use std::{
    error::Error as StdError,
    fmt::{Debug, Write as _},
    fs,
    path::Path,
};

use conversation_validator::{
    Model, Options, Report, Unreadable, Verdict, cross_check, identify, parse, validate,
    validate_with,
};
use jsonptr::Token;
use serde_json::Value;

/// The prefix of planted strings, and the smallest planted number.
const TEXT: &str = "Geheimnis-";
const NUMBER: u64 = 8_150_000_000;

/// The common prefix of planted numbers: more digits than a count or a position has.
const DIGITS: &str = "8150000";

fn fixtures() -> Vec<(Model, String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    let mut found = Vec::new();
    if !root.is_dir() {
        return found; // a packaged crate has none
    }
    for model in Model::ALL {
        let (vendor, name) = model.name().split_once('.').unwrap();
        for kind in ["accept", "reject"] {
            for file in fs::read_dir(root.join(vendor).join(name).join(kind)).unwrap() {
                let path = file.unwrap().path();
                found.push((*model, path.display().to_string(), fs::read(path).unwrap()));
            }
        }
    }
    assert!(found.len() > 50);
    found
}

/// All output of this crate for a payload, validated as the model.
fn printed(model: Model, bytes: &[u8]) -> String {
    let mut all = String::new();
    match parse(model, bytes) {
        Ok(payload) => debug(&mut all, &payload),
        Err(error) => failure(&mut all, &error),
    }
    let options = Options::new().max_violations(3);
    for report in [
        validate(model, bytes),
        validate_with(model, bytes, options),
        cross_check(model, bytes),
    ] {
        print_report(&mut all, &report);
        match report.into_payload() {
            Ok(payload) => debug(&mut all, &payload),
            Err(report) => debug(&mut all, &report),
        }
    }
    let identification = identify(bytes);
    debug(&mut all, &identification);
    debug(&mut all, identification.decision());
    write!(all, "{identification}{}", identification.to_json()).unwrap();
    for candidate in identification.candidates() {
        debug(&mut all, candidate);
        write!(all, "{candidate}").unwrap();
    }
    if let Err(unreadable) = Unreadable::check(bytes) {
        failure(&mut all, &unreadable);
        debug(&mut all, unreadable.reason());
        write!(all, "{}{}", unreadable.reason(), unreadable.message()).unwrap();
    }
    all
}

fn print_report(all: &mut String, report: &Report) {
    debug(all, report);
    debug(all, report.verdict());
    write!(all, "{report}{}", report.to_json()).unwrap();
    match report.verdict() {
        Verdict::Valid(payload) => debug(all, payload),
        Verdict::Invalid(violations) => violations.iter().for_each(|one| debug(all, one)),
        Verdict::Unreadable(unreadable) => failure(all, unreadable),
        other => debug(all, other),
    }
}

fn debug(all: &mut String, value: &impl Debug) {
    write!(all, "{value:?}{value:#?}").unwrap();
}

fn failure(all: &mut String, error: &(impl StdError + 'static)) {
    let mut next: Option<&dyn StdError> = Some(error);
    while let Some(error) = next {
        write!(all, "{error:?}{error:#?}{error}").unwrap();
        next = error.source();
    }
}

/// The verdict with pointers and keywords of the violations, which planting must not change.
fn verdict(model: Model, value: &Value) -> (bool, Vec<(String, String)>) {
    let report = validate(model, value.to_string().as_bytes());
    let violations = report.violations().iter();
    let broken = violations.map(|one| (one.pointer.clone(), one.keyword.clone()));
    (report.is_valid(), broken.collect())
}

/// The pointers of all strings and numbers.
fn leaves(value: &Value, pointer: &str, found: &mut Vec<String>) {
    match value {
        Value::String(_) | Value::Number(_) => found.push(pointer.to_owned()),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                leaves(item, &format!("{pointer}/{index}"), found);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                let token = Token::new(name);
                leaves(member, &format!("{pointer}/{}", token.encoded()), found);
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
}

/// The payload with as many secrets as possible without a change of the verdict, and their number.
fn planted(model: Model, value: &Value) -> (Value, usize) {
    let (mut value, expected) = (value.clone(), verdict(model, value));
    let mut places = Vec::new();
    leaves(&value, "", &mut places);
    let mut count = 0;
    for (number, place) in places.iter().enumerate() {
        let secret = match value.pointer(place).unwrap() {
            Value::String(_) => format!("{TEXT}{number}").into(),
            _ => Value::from(NUMBER + number as u64),
        };
        let before = std::mem::replace(value.pointer_mut(place).unwrap(), secret);
        if verdict(model, &value) == expected {
            count += 1;
        } else {
            *value.pointer_mut(place).unwrap() = before;
        }
    }
    (value, count)
}

#[test]
fn no_planted_secret_is_printed() {
    let mut count = 0;
    for (model, name, bytes) in fixtures() {
        let value = serde_json::from_slice(&bytes).unwrap();
        let (value, secrets) = planted(model, &value);
        count += secrets;
        let text = value.to_string();
        for other in Model::ALL {
            let printed = printed(*other, text.as_bytes());
            assert!(!printed.contains(TEXT), "{name} as {other}");
            assert!(!printed.contains(DIGITS), "{name} as {other}");
        }
    }
    assert!(count > 300, "{count} secrets are too few to say anything");
}

#[test]
fn no_value_of_a_fixture_is_printed() {
    for (model, name, bytes) in fixtures() {
        let value: Value = serde_json::from_slice(&bytes).unwrap();
        let mut places = Vec::new();
        leaves(&value, "", &mut places);
        let printed = printed(model, &bytes);
        for place in places {
            let secret = match value.pointer(&place).unwrap() {
                Value::String(text) => text.clone(),
                number => number.to_string(),
            };
            // Short values, and those that occur in the schema or in a property name, prove
            // nothing.
            let known = |text: &str| text.contains(&secret);
            if secret.len() > 4
                && !known(model.schema())
                && !names(&value).iter().any(|it| known(it))
            {
                assert!(!printed.contains(&secret), "{name}: {secret}");
            }
        }
    }
}

/// All property names in a value.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(names).collect(),
        Value::Object(members) => {
            let below = members.values().flat_map(names);
            members.keys().cloned().chain(below).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn a_text_that_breaks_off_or_repeats_itself_is_not_quoted_either() {
    for (model, name, bytes) in fixtures() {
        let value = serde_json::from_slice(&bytes).unwrap();
        let (value, _) = planted(model, &value);
        let text = value.to_string();
        let broken = [
            text[..text.len() - 1].to_owned(),
            text.chars().take(text.len() / 2).collect(),
            format!("{text}{text}"),
            format!("[{text},]"),
            text.replacen("\": ", "\" ", 1).replacen(':', "", 1),
            text.replacen(TEXT, "\\u12 ", 1),
            text.replacen('}', &format!(",\"a\": \"{TEXT}\", \"a\": {NUMBER}}}"), 1),
        ];
        for text in broken {
            let printed = printed(model, text.as_bytes());
            assert!(
                !printed.contains(TEXT) && !printed.contains(DIGITS),
                "{name}: {text}"
            );
        }
    }
}
