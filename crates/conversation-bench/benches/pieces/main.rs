//! The cost of single parts of reading, each compared with the nearest equivalent in serde's
//! derive, to see which part a change makes faster or slower. `cargo xtask bench` measures whole
//! payloads.
//!
//! Run by `cargo bench -p conversation-bench --bench pieces [-- PIECE]`.

mod derived;
mod texts;
mod types;

use std::{hint::black_box, time::Duration};

use conversation_bench::{Size, payloads};
use criterion::{BenchmarkId, Criterion, Throughput};
use serde::de::DeserializeOwned;

/// Reads a text, returns whether it is accepted, and drops the value: deallocation is part of the
/// cost.
type Run = fn(&[u8]) -> bool;

/// Name and function of a contender.
type Contender = (&'static str, Run);

/// Name and content of a text.
type Text = (&'static str, String);

fn main() -> Result<(), String> {
    // Many short measurements: only comparisons matter.
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(600))
        .configure_from_args();
    keys(&mut criterion);
    dates(&mut criterion);
    extras(&mut criterion);
    unions(&mut criterion);
    strings(&mut criterion);
    models(&mut criterion)?;
    criterion.final_summary();
    Ok(())
}

/// Our typed read of a type.
macro_rules! typed {
    ($type:ident) => {
        |bytes| black_box(types::$type::from_slice(bytes)).is_ok()
    };
}

/// Matching property names.
fn keys(criterion: &mut Criterion) {
    let contenders: [Contender; 3] = [
        ("derive", derive::<derived::Keys>),
        ("ours: typed", typed!(Keys)),
        ("ours: validate only", types::Keys::is_valid),
    ];
    piece(criterion, "keys", &texts::keys(), &contenders);
}

/// Validating date-times: the additional cost compared with strings.
fn dates(criterion: &mut Criterion) {
    let contenders: [Contender; 5] = [
        ("derive, strings", derive::<derived::Strings>),
        ("ours: typed, strings", typed!(Strings)),
        ("ours: typed", typed!(Dates)),
        ("ours: validate only, strings", types::Strings::is_valid),
        ("ours: validate only", types::Dates::is_valid),
    ];
    piece(criterion, "date-times", &texts::dates(), &contenders);
}

/// Keeping additional properties.
fn extras(criterion: &mut Criterion) {
    let contenders: [Contender; 4] = [
        ("derive, dropped", derive::<derived::Dropped>),
        ("derive, flatten", derive::<derived::Flattened>),
        ("ours: typed", typed!(Extras)),
        ("ours: validate only", types::Extras::is_valid),
    ];
    piece(criterion, "extras", &texts::extras(), &contenders);
}

/// Selecting the variant of a union.
fn unions(criterion: &mut Criterion) {
    let by_tag: [Contender; 3] = [
        ("derive, tag", derive::<derived::Tagged>),
        ("ours: typed", typed!(Tagged)),
        ("ours: validate only", types::Tagged::is_valid),
    ];
    piece(criterion, "union by tag", &texts::tagged(), &by_tag);
    let by_kind: [Contender; 3] = [
        ("derive, untagged", derive::<derived::Kinds>),
        ("ours: typed", typed!(Kinds)),
        ("ours: validate only", types::Kinds::is_valid),
    ];
    piece(criterion, "union by kind", &texts::kinds(), &by_kind);
}

/// Strings with and without escapes.
fn strings(criterion: &mut Criterion) {
    let contenders: [Contender; 3] = [
        ("derive", derive::<derived::Strings>),
        ("ours: typed", typed!(Strings)),
        ("ours: validate only", types::Strings::is_valid),
    ];
    piece(criterion, "strings", &texts::strings(), &contenders);
}

/// `is_valid` compared with the typed read, on the medium payloads of the models.
fn models(criterion: &mut Criterion) -> Result<(), String> {
    let all = payloads()?;
    let medium = all.iter().filter(|payload| payload.size == Size::Medium);
    for payload in medium {
        let wanted = payload.contenders.iter();
        let wanted = wanted.filter(|contender| matches!(contender.letter, 'a' | 'b' | 'f' | 'g'));
        let contenders: Vec<Contender> = wanted.map(|it| (it.name, it.run)).collect();
        let text = String::from_utf8(payload.bytes.clone()).map_err(|error| error.to_string())?;
        let texts = [(payload.model.name(), text)];
        piece(criterion, "models", &texts, &contenders);
    }
    Ok(())
}

/// Measures every contender on every text. Panics if one rejects, since its time would be
/// meaningless.
fn piece(criterion: &mut Criterion, name: &str, texts: &[Text], contenders: &[Contender]) {
    let mut group = criterion.benchmark_group(name);
    for (kind, text) in texts {
        let bytes = text.as_bytes();
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        for (contender, run) in contenders {
            assert!(run(bytes), "{contender} rejects {name}, {kind}");
            let id = BenchmarkId::new(*contender, kind);
            group.bench_with_input(id, bytes, |bencher, bytes| {
                bencher.iter(|| run(black_box(bytes)));
            });
        }
    }
    group.finish();
}

fn derive<T: DeserializeOwned>(bytes: &[u8]) -> bool {
    black_box(serde_json::from_slice::<T>(bytes)).is_ok()
}
