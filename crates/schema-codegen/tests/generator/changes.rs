//! The schemas of `tests/cases` with random parts removed, replaced or transplanted.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use jsonptr::{Pointer, Token};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

use crate::arbitrary::any_json;

/// The schemas of `tests/cases`.
pub(crate) static CASES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let folders = |folder: &Path| {
        let entries = std::fs::read_dir(folder).unwrap();
        let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.is_dir());
        paths.sort();
        paths
    };
    let cases = folders(&root).into_iter().flat_map(|topic| folders(&topic));
    let schema = |case: PathBuf| {
        let text = std::fs::read_to_string(case.join("schema.json")).unwrap();
        serde_json::from_str(&text).unwrap()
    };
    cases.map(schema).collect()
});

/// A change of one value in a schema.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    Drop,
    Replace(Value),
    /// Replaces it by a value of a case's schema: the index of the case, and that of the value in
    /// it.
    Transplant(Index, Index),
}

pub(crate) fn any_change() -> impl Strategy<Value = (Index, Change)> {
    let change = prop_oneof![
        Just(Change::Drop),
        any_json().prop_map(Change::Replace),
        (any::<Index>(), any::<Index>()).prop_map(|(case, at)| Change::Transplant(case, at)),
    ];
    (any::<Index>(), change)
}

fn pointers(value: &Value) -> Vec<String> {
    let below = |(token, value): (String, &Value)| {
        let token = Token::new(token);
        let inside = pointers(value).into_iter();
        inside
            .map(move |pointer| format!("/{}{pointer}", token.encoded()))
            .collect::<Vec<_>>()
    };
    let mut all = vec![String::new()];
    match value {
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| (name.clone(), value));
            all.extend(members.flat_map(below));
        }
        Value::Array(items) => {
            let items = items
                .iter()
                .enumerate()
                .map(|(i, value)| (i.to_string(), value));
            all.extend(items.flat_map(below));
        }
        _ => {}
    }
    all
}

pub(crate) fn changed(mut schema: Value, changes: &[(Index, Change)]) -> Value {
    for (at, change) in changes {
        let pointers = pointers(&schema);
        let pointer = at.get(&pointers);
        match change {
            Change::Drop => drop_at(&mut schema, pointer),
            Change::Replace(value) => *schema.pointer_mut(pointer).unwrap() = value.clone(),
            Change::Transplant(case, from) => {
                let donor = case.get(CASES.as_slice());
                let places = self::pointers(donor);
                let place: &String = from.get(&places);
                let piece = donor.pointer(place).unwrap();
                *schema.pointer_mut(pointer).unwrap() = piece.clone();
            }
        }
    }
    schema
}

fn drop_at(schema: &mut Value, pointer: &str) {
    let Some((parent, token)) = Pointer::parse(pointer).unwrap().split_back() else {
        return;
    };
    match schema.pointer_mut(parent.as_str()) {
        Some(Value::Object(members)) => {
            members.shift_remove(&*token.decoded());
        }
        Some(Value::Array(items)) => {
            items.remove(token.encoded().parse().unwrap());
        }
        _ => {}
    }
}
