//! Properties over random input: pairs of mutations, subsets of properties, values generated from
//! the schema, arbitrary values and bytes. The engines agree on all of them, and nothing panics.
//!
//! The seed is fixed, so that two runs use the same inputs.

#![expect(clippy::panic, reason = "a test says what is wrong by panicking")]

mod grow;
mod thin;

use conversation_tests::{
    Document, Guide, Place, Root, Verdict, document::Edit, fixtures, for_each_root, mutations,
    verdict,
};
use proptest::{
    collection::vec,
    prelude::*,
    sample::Index,
    test_runner::{RngSeed, TestRunner},
};
use serde_json::Value;

for_each_root! {
    engines_agree_on_pairs_of_mutations => |R| pairs::<R>()
    engines_agree_on_subsets_of_members => |R| subsets::<R>()
    engines_agree_on_values_grown_from_the_schema => |R| grown::<R>()
    engines_agree_on_values_of_any_shape => |R| any_shape::<R>()
    engines_agree_on_damaged_texts => |R| damaged::<R>()
    nothing_panics_on_bytes_of_any_kind => |R| any_bytes::<R>()
}

/// Runs a property on `cases` random inputs, and counts the verdicts.
fn check<S: Strategy>(
    cases: u32,
    strategy: &S,
    property: impl Fn(S::Value) -> Result<Verdict, String>,
) -> Counts {
    let config = ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_261_120),
        ..ProptestConfig::default()
    };
    let counts = std::cell::Cell::new(Counts::default());
    let counted = |value| {
        let verdict = property(value).map_err(TestCaseError::fail)?;
        counts.set(counts.get().and(verdict));
        Ok(())
    };
    TestRunner::new(config)
        .run(strategy, counted)
        .unwrap_or_else(|error| panic!("{error}"));
    counts.get()
}

/// How often each verdict was given.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    accepted: usize,
    refused: usize,
    unreadable: usize,
}

impl Counts {
    fn and(mut self, verdict: Verdict) -> Self {
        match verdict {
            Verdict::Accepted => self.accepted += 1,
            Verdict::Rejected(_) => self.refused += 1,
            Verdict::Unreadable => self.unreadable += 1,
        }
        self
    }

    /// Asserts that each of these verdicts is at least one in fifty; else the property shows
    /// little.
    fn are_fair(self, drawn: &[usize]) {
        let total = self.accepted + self.refused + self.unreadable;
        assert!(drawn.iter().all(|count| count * 50 >= total), "{self:?}");
    }
}

/// The verdict of both engines on a document. `Err`: how they disagree.
fn agree<R: Root>(document: &Document) -> Result<Verdict, String> {
    let text = document.to_string();
    let shown: String = text.chars().take(2_000).collect();
    match verdict::<R>(text.as_bytes()) {
        Ok(Verdict::Unreadable) => Err(format!("{shown} is no JSON")),
        Ok(verdict) => Ok(verdict),
        Err(complaint) => Err(format!("{shown}: {complaint}")),
    }
}

fn documents<R: Root>() -> Vec<Document> {
    let fixtures = fixtures::accepted(R::MODEL);
    fixtures
        .iter()
        .map(|fixture| Document::from(&fixture.value()))
        .collect()
}

fn pairs<R: Root>() {
    let (guide, documents) = (Guide::new(R::SCHEMA), documents::<R>());
    let draw = || (any::<Index>(), any::<Index>());
    let counts = check(
        1_500,
        &(any::<Index>(), draw(), draw()),
        |(document, one, other)| {
            let document = document.get(&documents);
            let document = mutated(&guide, &mutated(&guide, document, one), other);
            agree::<R>(&document)
        },
    );
    counts.are_fair(&[counts.accepted, counts.refused]);
}

/// The document with one random mutation.
fn mutated(guide: &Guide, document: &Document, (place, edit): (Index, Index)) -> Document {
    let places = document.places();
    let place: &Place = place.get(&places);
    let edits = mutations::at(guide, document, place);
    let edit: &Edit = edit.get(&edits);
    document.edited(place, edit)
}

fn subsets<R: Root>() {
    let documents = documents::<R>();
    let counts = check(
        1_000,
        &(any::<Index>(), vec(any::<u8>(), 0..64)),
        |(document, bytes)| agree::<R>(&thin::thinned(document.get(&documents), &bytes)),
    );
    counts.are_fair(&[counts.accepted]);
}

fn grown<R: Root>() {
    let guide = Guide::new(R::SCHEMA);
    let counts = check(1_000, &vec(any::<u8>(), 0..200), |bytes| {
        agree::<R>(&grow::grown(&guide, &bytes))
    });
    counts.are_fair(&[counts.accepted, counts.refused]);
}

fn any_shape<R: Root>() {
    check(500, &value(), |value| agree::<R>(&Document::from(&value)));
}

/// Arbitrary values, unrelated to the schemas.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            vec((any::<String>(), inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Replaces a part of a fixture's text by other bytes: mostly not JSON any more, sometimes JSON
/// with a duplicate key or an invalid number.
fn damaged<R: Root>() {
    let fixtures = fixtures::accepted(R::MODEL);
    let snippet = prop_oneof![
        3 => "[\"{}\\[\\],:0-9eE.+\\\\u -]{0,4}".prop_map(String::into_bytes),
        1 => vec(any::<u8>(), 0..4),
    ];
    let strategy = (any::<Index>(), any::<Index>(), 0..6_usize, snippet);
    let counts = check(2_000, &strategy, |(fixture, at, length, snippet)| {
        let mut bytes = fixture.get(&fixtures).bytes.clone();
        let start = at.index(bytes.len());
        let end = bytes.len().min(start + length);
        bytes.splice(start..end, snippet);
        verdict::<R>(&bytes)
    });
    counts.are_fair(&[counts.accepted, counts.unreadable]);
}

fn any_bytes<R: Root>() {
    check(2_000, &vec(any::<u8>(), 0..100), |bytes| {
        let by_serde = serde_json::from_slice::<R>(&bytes).is_ok();
        let verdict = verdict::<R>(&bytes)?;
        let agreed = by_serde == (verdict == Verdict::Accepted);
        agreed
            .then_some(verdict)
            .ok_or_else(|| "serde_json's reader differs".to_owned())
    });
}
