//! How long generating types takes and how it grows with the schema: series of schemas that differ
//! only in size. Most of them once took time of a higher power than their size.

use std::path::PathBuf;
use std::time::Instant;

use schema_codegen::Builder;
use serde_json::{Map, Value, json};

use crate::measure::median;

/// Schemas that differ only in size.
struct Series {
    /// What the schema is made of.
    name: &'static str,
    /// The largest size; the others are a quarter and a half of it.
    size: usize,
    schema: fn(usize) -> Value,
}

const SERIES: [Series; 6] = [
    Series {
        name: "levels of a chain of `allOf`, one property each",
        size: 80,
        schema: all_of,
    },
    Series {
        name: "choices of three branches each, all in one `allOf`",
        size: 12,
        schema: choices,
    },
    Series {
        name: "strings of an `enum`",
        size: 20_000,
        schema: values,
    },
    Series {
        name: "references in a chain",
        size: 5_000,
        schema: references,
    },
    Series {
        name: "types in a ring",
        size: 3_000,
        schema: ring,
    },
    Series {
        name: "properties of one object",
        size: 40_000,
        schema: properties,
    },
];

/// What is generated from, and its seconds so far.
struct Run {
    source: Source,
    seconds: Vec<f64>,
}

enum Source {
    Text(String),
    File(PathBuf),
}

/// Measures all series and the schemas in the files, each once in every round, and prints a table
/// with the medians.
///
/// # Errors
///
/// If no types can be generated from a schema.
pub fn run(rounds: usize, files: &[PathBuf]) -> Result<(), String> {
    let sizes = |series: &Series| [series.size / 4, series.size / 2, series.size];
    let texts = SERIES.iter().flat_map(|series| {
        let sizes = sizes(series).into_iter();
        sizes.map(|size| Source::Text((series.schema)(size).to_string()))
    });
    let files = files.iter().cloned().map(Source::File);
    let mut runs: Vec<Run> = texts
        .chain(files)
        .map(|source| Run {
            source,
            seconds: Vec::new(),
        })
        .collect();
    for _ in 0..rounds {
        for run in &mut runs {
            let seconds = run.source.seconds()?;
            run.seconds.push(seconds);
        }
    }
    let (series, files) = runs.split_at_mut(3 * SERIES.len());
    println!("| generating, seconds | size | a quarter of it | half | all | exponent |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    for (Series { name, size, .. }, runs) in SERIES.iter().zip(series.chunks_exact_mut(3)) {
        let times: Vec<f64> = runs.iter_mut().map(Run::median).collect();
        let [quarter, half, all] = times[..] else {
            return Err("a size was not measured".to_owned());
        };
        // Of the step from the half to the whole: small runs consist of what every run does.
        let exponent = (all / half).log2();
        println!("| {name} | {size} | {quarter:.3} | {half:.3} | {all:.3} | {exponent:.2} |");
    }
    for run in files {
        let seconds = run.median();
        if let Source::File(path) = &run.source {
            println!("| `{}` | | | | {seconds:.3} | |", path.display());
        }
    }
    Ok(())
}

impl Run {
    fn median(&mut self) -> f64 {
        median(std::mem::take(&mut self.seconds))
    }
}

impl Source {
    /// Generates once.
    fn seconds(&self) -> Result<f64, String> {
        let builder = match self {
            Self::Text(text) => Builder::new().schema_text("schema.json", text),
            Self::File(path) => Builder::new().schema(path),
        };
        let start = Instant::now();
        let output = builder.generate().map_err(|error| error.to_string())?;
        let seconds = start.elapsed().as_secs_f64();
        drop(output);
        Ok(seconds)
    }
}

/// Definitions `t0`, `t1`, … of what `definition` gives for each; the first one is the root.
fn definitions(count: usize, definition: impl Fn(usize) -> Value) -> Value {
    let all = (0..count).map(|index| (format!("t{index}"), definition(index)));
    json!({ "$ref": "#/$defs/t0", "$defs": all.collect::<Map<_, _>>() })
}

fn reference(index: usize) -> Value {
    json!({ "$ref": format!("#/$defs/t{index}") })
}

fn all_of(count: usize) -> Value {
    definitions(count, |index| {
        let own = json!({ "type": "object", "properties": { format!("p{index}"): { "type": "string" } } });
        match index + 1 {
            next if next == count => own,
            next => json!({ "allOf": [reference(next), own] }),
        }
    })
}

fn choices(count: usize) -> Value {
    let choice = |index: usize| {
        let branches = (0..3).map(|branch| {
            let name = format!("p{index}_{branch}");
            json!({ "required": [name], "properties": { name: { "type": "string" } } })
        });
        json!({ "anyOf": branches.collect::<Vec<_>>() })
    };
    json!({ "type": "object", "allOf": (0..count).map(choice).collect::<Vec<_>>() })
}

fn values(count: usize) -> Value {
    let values = (0..count).map(|index| format!("value {index}"));
    json!({ "enum": values.collect::<Vec<_>>() })
}

fn references(count: usize) -> Value {
    definitions(count, |index| match index + 1 {
        next if next == count => json!({ "type": "string", "minLength": 1 }),
        next => reference(next),
    })
}

fn ring(count: usize) -> Value {
    definitions(count, |index| {
        let next = reference((index + 1) % count);
        json!({ "type": "object", "properties": { "next": next, "own": { "type": "string" } } })
    })
}

fn properties(count: usize) -> Value {
    let all = (0..count).map(|index| (format!("property_{index}"), json!({ "type": "string" })));
    json!({ "type": "object", "properties": all.collect::<Map<_, _>>() })
}
