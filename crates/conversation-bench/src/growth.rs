//! How the cost of reading grows with the schema and with the nesting of unions: nanoseconds for a
//! byte, for series of types that differ only in size.

use std::hint::black_box;

use crate::{contenders, measure::medians};

#[path = "../growing.rs"]
mod growing;

use growing::{PROPERTIES, TAGS, VALUES, word};

/// The types that the build script generates.
#[allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::pedantic,
    reason = "generated for crates that others use; only reading is measured"
)]
mod types {
    include!(concat!(env!("OUT_DIR"), "/growing.rs"));
}

/// Reads a text; whether it is accepted.
type Run = fn(&[u8]) -> bool;

/// A type of a series.
struct Subject {
    /// What grows, in words.
    size: String,
    text: String,
    typed: Run,
    validate: Run,
}

macro_rules! subject {
    ($type:ident, $size:expr, $text:expr) => {
        Subject {
            size: $size,
            text: $text,
            typed: |bytes| black_box(types::$type::from_slice(bytes)).is_ok(),
            validate: types::$type::is_valid,
        }
    };
}

/// Measures all series and prints them.
///
/// # Errors
///
/// If a type rejects its payload.
pub fn run(rounds: usize) -> Result<(), String> {
    let [a, b, c, d] = PROPERTIES;
    series(
        "properties, in the reverse order of the schema",
        rounds,
        &[
            subject!(Properties10, format!("{a} properties"), reversed(a)),
            subject!(Properties100, format!("{b} properties"), reversed(b)),
            subject!(Properties500, format!("{c} properties"), reversed(c)),
            subject!(Properties2000, format!("{d} properties"), reversed(d)),
        ],
    )?;
    let [a, b, c, d] = VALUES;
    series(
        "values of an enum",
        rounds,
        &[
            subject!(Values10, format!("{a} values"), items(a, value)),
            subject!(Values100, format!("{b} values"), items(b, value)),
            subject!(Values1000, format!("{c} values"), items(c, value)),
            subject!(Values5000, format!("{d} values"), items(d, value)),
        ],
    )?;
    let [a, b, c] = TAGS;
    series(
        "tags of a union, first in the object",
        rounds,
        &[
            subject!(Tags2, format!("{a} tags"), items(a, tag_first)),
            subject!(Tags20, format!("{b} tags"), items(b, tag_first)),
            subject!(Tags200, format!("{c} tags"), items(c, tag_first)),
        ],
    )?;
    series(
        "tags of a union, last in the object",
        rounds,
        &[
            subject!(Tags2, format!("{a} tags"), items(a, tag_last)),
            subject!(Tags20, format!("{b} tags"), items(b, tag_last)),
            subject!(Tags200, format!("{c} tags"), items(c, tag_last)),
        ],
    )?;
    let nested = [4, 8, 16, 32, 64];
    let nested: Vec<_> = nested
        .into_iter()
        .map(|depth| subject!(Untagged, format!("depth {depth}"), nested_unions(depth)))
        .collect();
    series("nested untagged unions", rounds, &nested)
}

/// Prints the times of a series, and by which power of the text's length the last is longer than
/// the first.
fn series(title: &str, rounds: usize, subjects: &[Subject]) -> Result<(), String> {
    println!(
        "\n| {title} | bytes | typed, ns | ns/byte | validate only, ns | ns/byte | skipping, ns/byte |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    let mut times = Vec::new();
    for Subject {
        size,
        text,
        typed,
        validate,
    } in subjects
    {
        let bytes = text.as_bytes();
        if !typed(bytes) || !validate(bytes) {
            return Err(format!("{title}, {size}: the payload is rejected"));
        }
        let measured = medians(&[*typed, *validate, contenders::skip as Run], bytes, rounds);
        let [typed, validate, skip] = measured[..] else {
            return Err("a contender was not measured".to_owned());
        };
        let length = precise(bytes.len());
        println!(
            "| {size} | {length} | {typed:.0} | {:.2} | {validate:.0} | {:.2} | {:.2} |",
            typed / length,
            validate / length,
            skip / length
        );
        times.push((length, typed, validate));
    }
    // Series whose payloads have the same length have no exponent.
    if let (Some(first), Some(last)) = (times.first(), times.last())
        && last.0 > first.0
    {
        let power = |first_time: f64, last_time: f64| {
            (last_time / first_time).ln() / (last.0 / first.0).ln()
        };
        println!(
            "\nexponent: typed {:.2}, validate only {:.2}",
            power(first.1, last.1),
            power(first.2, last.2)
        );
    }
    Ok(())
}

fn precise(length: usize) -> f64 {
    u32::try_from(length).map_or(f64::INFINITY, f64::from)
}

fn reversed(count: usize) -> String {
    let members: Vec<_> = (0..count)
        .rev()
        .map(|number| format!(r#""{}":true"#, word(number)))
        .collect();
    format!("{{{}}}", members.join(","))
}

/// Enough items to hide the cost of beginning, each value in turn, not in the order of the schema.
fn items(count: usize, item: fn(usize) -> String) -> String {
    const STRIDE: usize = 7919; // a prime, so that all are reached
    let items: Vec<_> = (0..count.max(200))
        .map(|number| item(number * STRIDE % count))
        .collect();
    format!("[{}]", items.join(","))
}

fn value(number: usize) -> String {
    format!(r#""{}""#, word(number))
}

fn tag_first(number: usize) -> String {
    format!(r#"{{"t":"{}","v":1}}"#, word(number))
}

fn tag_last(number: usize) -> String {
    format!(r#"{{"v":1,"t":"{}"}}"#, word(number))
}

fn nested_unions(depth: usize) -> String {
    let open = r#"{"next":"#.repeat(depth);
    let close = r#","v":"a"}"#.repeat(depth);
    format!("{open}null{close}")
}
