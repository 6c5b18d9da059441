//! Numbers around the bounds of the schema and of Rust's integers.

use serde_json::Value;

use crate::{Document, guide::Hints};

/// The limits of Rust's integers, and of integers that doubles represent exactly. Numbers on both
/// sides of each are tried.
const EDGES: &[i128] = &[
    i32::MIN as i128,
    i32::MAX as i128,
    u32::MAX as i128,
    -(1 << 53),
    1 << 53,
    i64::MIN as i128,
    i64::MAX as i128,
    u64::MAX as i128,
];

/// Spellings of numbers that a reader may get wrong.
const SPELLINGS: &[&str] = &[
    "-0",
    "-0.0",
    "0e10",
    "1e3",
    "1E+2",
    "100e-2",
    "123.000",
    "2147483646.5",
    "2147483647.0000001",
    "-2147483648.5",
    "2.147483647e9",
    "2.147483648e9",
    "9.223372036854775e18",
    "9223372036854775807.0",
    "-9.223372036854775808e18",
    "-9.223372036854777e18",
    "1.8446744073709552e19",
    "5e-324",
    "1.7976931348623157e308",
    "0.1",
];

/// Numbers to try where there is a number or the schema allows one; none elsewhere.
pub(super) fn around_bounds(hints: &Hints<'_>, node: &Document) -> Vec<Document> {
    let numeric = matches!(node, Document::Number(_))
        || ["integer", "number"]
            .iter()
            .any(|json_type| hints.says("type", json_type));
    if !numeric {
        return Vec::new();
    }
    let edges = hints
        .bounds()
        .filter_map(exact)
        .chain(EDGES.iter().copied());
    let integers = edges
        .flat_map(|edge| [edge - 1, edge, edge + 1])
        .map(|integer| integer.to_string());
    let floats = hints
        .bounds()
        .filter_map(Value::as_f64)
        .flat_map(just_around);
    let spellings = SPELLINGS.iter().map(|&spelling| spelling.to_owned());
    let mut all: Vec<_> = integers.chain(floats).chain(spellings).collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().map(Document::Number).collect()
}

fn exact(bound: &Value) -> Option<i128> {
    bound
        .as_i64()
        .map(i128::from)
        .or_else(|| bound.as_u64().map(i128::from))
}

/// A double, its neighbours, and the doubles that differ from it by 0.5.
fn just_around(bound: f64) -> [String; 5] {
    [
        bound,
        bound.next_down(),
        bound.next_up(),
        bound - 0.5,
        bound + 0.5,
    ]
    .map(|number| format!("{number:?}"))
}
