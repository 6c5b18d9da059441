//! JSON values in generated schemas.

use serde_json::{Map, Value, json};

use super::words::{NAMES, WORDS};
use crate::choices::Choices;

/// Any JSON value.
pub(super) fn any_json(choices: &mut Choices<'_>, depth: usize) -> Value {
    match choices.below(if depth > 0 { 10 } else { 8 }) {
        0 => Value::Null,
        1 => choices.once_in(2).into(),
        2 => count(choices),
        3 => number(choices),
        4 => choices.pick(NAMES).into(),
        5 => choices.pick(WORDS).into(),
        6 => choices.text(8).into(),
        7 => "x".into(),
        8 => (0..choices.below(4))
            .map(|_| any_json(choices, depth - 1))
            .collect(),
        _ => {
            let members = (0..choices.below(4))
                .map(|_| (choices.pick(NAMES).to_owned(), any_json(choices, depth - 1)));
            Value::Object(members.collect::<Map<_, _>>())
        }
    }
}

/// A number, often at a bound of a Rust integer type.
pub(super) fn number(choices: &mut Choices<'_>) -> Value {
    let edges = [
        json!(0),
        json!(1),
        json!(-1),
        json!(127),
        json!(-128),
        json!(255),
        json!(256),
        json!(i32::MAX),
        json!(i32::MIN),
        json!(u32::MAX),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(9_007_199_254_740_993_u64),
        json!(1e300),
        json!(-0.0),
        json!(0.5),
        json!(1.0),
        json!(1e19),
        json!(5e-324),
    ];
    if choices.once_in(4) {
        return i64::from(choices.byte()).into();
    }
    edges[choices.below(edges.len())].clone()
}

/// A value for keywords of counts and lengths.
pub(super) fn count(choices: &mut Choices<'_>) -> Value {
    let counts = [
        json!(0),
        json!(1),
        json!(2),
        json!(3),
        json!(2.0),
        json!(200),
        json!(u64::MAX),
    ];
    counts[choices.below(counts.len())].clone()
}

/// An array of distinct strings, for property names or enum values.
pub(super) fn strings(choices: &mut Choices<'_>) -> Value {
    let mut strings: Vec<&str> = (0..choices.below(4)).map(|_| choices.pick(NAMES)).collect();
    strings.sort_unstable();
    strings.dedup();
    json!(strings)
}
