//! What the pieces of reading cost, each by itself, beside the nearest thing that serde's derive does: shows which piece a change makes
//! faster or slower. `cargo xtask bench` measures whole payloads.
//!
//! Run by `cargo bench -p conversation-bench --bench pieces [-- PIECE]`.

mod derived;
mod texts;
mod types;

use std::{hint::black_box, time::Duration};

use conversation_bench::{Size, payloads};
use criterion::{BenchmarkId, Criterion, Throughput};
use serde::de::DeserializeOwned;

/// Reads a text and says whether it could; a reader pays for what it allocates.
type Run = fn(&[u8]) -> bool;

/// What a contender is called, and what it does.
type Contender = (&'static str, Run);

/// What is special about a text, and the text.
type Text = (&'static str, String);

fn main() -> Result<(), String> {
    // Many short ones: what matters is seen side by side.
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

/// Ours, for a type: bytes to values.
macro_rules! typed {
    ($type:ident) => {
        |bytes| black_box(types::$type::from_slice(bytes)).is_ok()
    };
}

/// Finding the member that a name means.
fn keys(criterion: &mut Criterion) {
    let contenders: [Contender; 3] = [
        ("derive", derive::<derived::Keys>),
        ("ours: typed", typed!(Keys)),
        ("ours: validate only", types::Keys::is_valid),
    ];
    piece(criterion, "keys", &texts::keys(), &contenders);
}

/// The check of a date-time: what reading takes more than as strings.
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

/// Keeping members that nobody declared.
fn extras(criterion: &mut Criterion) {
    let contenders: [Contender; 4] = [
        ("derive, dropped", derive::<derived::Dropped>),
        ("derive, flatten", derive::<derived::Flattened>),
        ("ours: typed", typed!(Extras)),
        ("ours: validate only", types::Extras::is_valid),
    ];
    piece(criterion, "extras", &texts::extras(), &contenders);
}

/// Telling the branches of a union apart.
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

/// Validate only beside typed, on the medium payloads of the models.
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

/// Measures every contender on every text. One that refuses has no time worth telling.
fn piece(criterion: &mut Criterion, name: &str, texts: &[Text], contenders: &[Contender]) {
    let mut group = criterion.benchmark_group(name);
    for (kind, text) in texts {
        let bytes = text.as_bytes();
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        for (contender, run) in contenders {
            assert!(run(bytes), "{contender} refuses {name}, {kind}");
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
