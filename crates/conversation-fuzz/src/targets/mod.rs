//! The table of targets: name, corpus, mutation and check of each.

mod alarm;
mod generator;
mod pattern;
mod report;
pub(crate) mod structure;
mod typed_read;
mod validate_only;

use crate::{Corpus, Random, corpus, mutate};

/// A check that takes any bytes and panics if it finds a bug.
#[derive(Debug)]
pub struct Target {
    /// Its name on the command line, and of its libFuzzer program.
    pub name: &'static str,
    /// What it checks, in one line.
    pub about: &'static str,
    /// Whether it runs if no target is named, as in the gate.
    pub by_default: bool,
    /// The default number of runs. Together the targets must take less than a minute on two cores,
    /// in a build without optimisation.
    pub runs: u64,
    /// What mutations start from.
    pub corpus: fn() -> Corpus,
    /// Changes an input in one or a few places.
    pub mutate: fn(&mut Vec<u8>, &Corpus, &mut Random),
    /// Checks an input.
    pub check: fn(&[u8]),
}

/// Every target.
pub const TARGETS: &[Target] = &[
    Target {
        name: "typed_read",
        about: "the typed read of every model against serde_json and the jsonschema crate",
        by_default: true,
        runs: 3_000,
        corpus: corpus::payloads,
        mutate: mutate::json,
        check: typed_read::check,
    },
    Target {
        name: "validate_only",
        about: "the verdict of is_valid of every model against the same reference",
        by_default: true,
        runs: 3_000,
        corpus: corpus::payloads,
        mutate: mutate::json,
        check: validate_only::check,
    },
    Target {
        name: "report",
        about: "the full report for every model: its verdict and the pointers of its violations",
        by_default: true,
        runs: 3_000,
        corpus: corpus::payloads,
        mutate: mutate::json,
        check: report::check,
    },
    Target {
        name: "structure",
        about: "texts a separator, bracket or escape away from a valid payload, for the models and for types of every other shape",
        by_default: true,
        runs: 2_500,
        corpus: corpus::structures,
        mutate: mutate::structure,
        check: structure::check,
    },
    Target {
        name: "generator",
        about: "any text as a schema: no panic, the output is Rust, two runs give the same, diagnostics point into the schema",
        by_default: true,
        runs: 1_000,
        corpus: corpus::schemas,
        mutate: mutate::schema,
        check: generator::check,
    },
    Target {
        name: "pattern",
        about: "the runtime's patterns against an ECMA-262 engine",
        by_default: true,
        runs: 1_000,
        corpus: corpus::patterns,
        mutate: mutate::pattern,
        check: pattern::check,
    },
    Target {
        name: "alarm",
        about: "nothing: it panics, aborts and hangs on purpose",
        by_default: false,
        runs: 100,
        corpus: alarm::corpus,
        mutate: alarm::mutate,
        check: alarm::check,
    },
];

/// The target with a name.
#[must_use]
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

/// Calls a generic check once for each model.
macro_rules! with_every_model {
    ($check:ident($($argument:expr),*)) => {
        conversation_models::for_each_model!(crate::targets::call_with_every_type; $check ($($argument),*))
    };
}
/// The calls of [`with_every_model`].
macro_rules! call_with_every_type {
    ([$check:ident $arguments:tt] $($(#[$doc:meta])+ $variant:ident = $name:literal, $type:ty, $identifier:ident, $accessor:ident;)+) => {
        $($check::<$type> $arguments;)+
    };
}
pub(crate) use call_with_every_type;
use with_every_model;
