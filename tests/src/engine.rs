//! The reference validator: the `jsonschema` crate over a root type's `SCHEMA`, with formats
//! asserted.
//!
//! It must not use code of this project; only `date-time` and `multipleOf` are replaced, where that
//! crate is wrong. Each schema is compiled once in a process.

use std::{
    collections::BTreeMap,
    sync::{LazyLock, Mutex, PoisonError},
};

use jsonschema::{ValidationError, Validator, error::ValidationErrorKind};
use serde_json::{Value, json};

use crate::Root;
use crate::exact;

/// A violation: JSON Pointer to the value, and the keyword that rejects it.
pub type Fault = (String, String);

/// Compiled schemas by the name of their model. They are never freed: there are few.
static VALIDATORS: Mutex<BTreeMap<&str, &Validator>> = Mutex::new(BTreeMap::new());

/// The validator of a root type.
#[must_use]
pub fn validator<R: Root>() -> &'static Validator {
    // A panic while compiling a schema leaves the table unchanged, so a poisoned lock is fine.
    let mut table = VALIDATORS.lock().unwrap_or_else(PoisonError::into_inner);
    let compiled = || -> &'static Validator { Box::leak(Box::new(compile_text(R::SCHEMA))) };
    table.entry(R::MODEL.name()).or_insert_with(compiled)
}

/// A validator for a self-contained schema; formats are asserted.
///
/// # Panics
///
/// When the schema does not compile.
#[must_use]
pub fn compile(schema: &Value) -> Validator {
    let built = jsonschema::options()
        .should_validate_formats(true)
        .with_format("date-time", is_date_time)
        .with_keyword("multipleOf", exact::multiple_of)
        .offline()
        .build(schema);
    built.unwrap_or_else(|error| panic!("the schema does not compile: {error}"))
}

/// `date-time` as `jsonschema` reads it, with one correction: version 0.60.2 accepts some of
/// `*+,-./` as digits.
///
/// It must not use our `DateTime`, which is under test.
fn is_date_time(text: &str) -> bool {
    static OWN: LazyLock<Validator> = LazyLock::new(|| {
        let options = jsonschema::options().should_validate_formats(true);
        options.build(&json!({"format": "date-time"})).unwrap()
    });
    has_digits_where_due(text) && OWN.is_valid(&text.into())
}

/// Whether a text has the shape of RFC 3339's `date-time`: digits and separators where they must
/// be.
fn has_digits_where_due(text: &str) -> bool {
    let shape = text
        .to_ascii_uppercase()
        .replace(|digit: char| digit.is_ascii_digit(), "0");
    let Some(rest) = shape.strip_prefix("0000-00-00T00:00:00") else {
        return false;
    };
    let rest = rest
        .strip_prefix('.')
        .map_or(rest, |fraction| fraction.trim_start_matches('0'));
    ["Z", "+00:00", "-00:00"].contains(&rest)
}

fn compile_text(schema: &str) -> Validator {
    compile(&serde_json::from_str(schema).unwrap())
}

/// Every violation of a value. For `anyOf` these are its own and those of each of its branches.
#[must_use]
pub fn faults(validator: &Validator, value: &Value) -> Vec<Fault> {
    let mut found = Vec::new();
    for error in validator.iter_errors(value) {
        gather(&error, &mut found);
    }
    found
}

fn gather(error: &ValidationError<'_>, into: &mut Vec<Fault>) {
    let pointer = error.instance_path().to_string();
    into.push((pointer, error.kind().keyword().to_owned()));
    if let ValidationErrorKind::AnyOf { context } = error.kind() {
        for inner in context.iter().flatten() {
            gather(inner, into);
        }
    }
}
