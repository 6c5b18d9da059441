//! The compared ways of reading a payload.
//!
//! Each takes bytes, returns whether it accepts them, and drops the value it made: deallocation is
//! part of the cost.

use std::{hint::black_box, sync::LazyLock};

use conversation_validator::Model;
use jsonschema::Validator;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::subjects::Subject;

/// One way of reading.
#[derive(Debug, Clone, Copy)]
pub struct Contender {
    /// The letter in the tables.
    pub letter: char,
    /// What it does.
    pub name: &'static str,
    /// Reads a payload; whether it is accepted.
    pub run: fn(&[u8]) -> bool,
}

/// All contenders for one model, in the order of their letters.
pub(crate) fn of<S: Subject>() -> Vec<Contender> {
    let contender = |letter, name, run| Contender { letter, name, run };
    vec![
        contender('a', "serde_json, skip everything", skip),
        contender(
            'b',
            "serde's derive, nothing checked, unknown properties dropped",
            derive::<S>,
        ),
        contender(
            'c',
            "Value, jsonschema at run time, from_value",
            at_run_time::<S>,
        ),
        contender('d', "Value, jsonschema compiled, from_value", compiled::<S>),
        contender(
            'e',
            "Value, jsonschema compiled, no types",
            only_compiled::<S>,
        ),
        contender('f', "ours: typed and validated", typed::<S>),
        contender('g', "ours: validate only", validate_only::<S>),
        #[cfg(feature = "peers")]
        contender('i', "ours: borrowed, typed and validated", S::borrowed),
        #[cfg(feature = "peers")]
        contender('j', "sonic-rs, serde's derive", sonic::<S>),
        #[cfg(feature = "peers")]
        contender('k', "simd-json, serde's derive, from a copy", simd::<S>),
    ]
}

/// Skips one JSON text.
pub(crate) fn skip(bytes: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(bytes).is_ok()
}

fn derive<S: Subject>(bytes: &[u8]) -> bool {
    black_box(serde_json::from_slice::<S::Derived>(bytes)).is_ok()
}

#[cfg(feature = "peers")]
fn sonic<S: Subject>(bytes: &[u8]) -> bool {
    black_box(sonic_rs::from_slice::<S::Derived>(bytes)).is_ok()
}

/// It overwrites its input, which a caller may still need; so the copy is part of the cost.
#[cfg(feature = "peers")]
fn simd<S: Subject>(bytes: &[u8]) -> bool {
    let mut copy = bytes.to_vec();
    black_box(simd_json::serde::from_slice::<S::Derived>(&mut copy)).is_ok()
}

fn at_run_time<S: Subject>(bytes: &[u8]) -> bool {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else {
        return false;
    };
    let accepted = validator(S::MODEL).is_some_and(|validator| validator.is_valid(&value));
    accepted && black_box(serde_json::from_value::<S::Derived>(value)).is_ok()
}

fn compiled<S: Subject>(bytes: &[u8]) -> bool {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else {
        return false;
    };
    S::compiled(&value) && black_box(serde_json::from_value::<S::Derived>(value)).is_ok()
}

fn only_compiled<S: Subject>(bytes: &[u8]) -> bool {
    serde_json::from_slice::<Value>(bytes).is_ok_and(|value| S::compiled(&value))
}

fn typed<S: Subject>(bytes: &[u8]) -> bool {
    black_box(S::typed(bytes)).is_ok()
}

fn validate_only<S: Subject>(bytes: &[u8]) -> bool {
    S::MODEL.is_valid(bytes)
}

/// The validator that `jsonschema` compiles from a model's schema at run time; compiled once, as in
/// a service.
pub(crate) fn validator(model: Model) -> Option<&'static Validator> {
    static VALIDATORS: LazyLock<Vec<(Model, Validator)>> = LazyLock::new(|| {
        let build = |model: &Model| {
            let options = jsonschema::options()
                .should_validate_formats(true)
                .offline();
            let validator = options.build(model.schema_value());
            validator.map(|validator| (*model, validator)).ok()
        };
        Model::ALL.iter().filter_map(build).collect()
    });
    let found = VALIDATORS.iter().find(|(of, _)| *of == model);
    found.map(|(_, validator)| validator)
}
