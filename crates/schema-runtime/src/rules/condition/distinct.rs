//! `uniqueItems` (validation specification, section 6.4.3) on a value that is walked, not built: each item is hashed as JSON counts
//! equality, numbers by value and objects without order. Only when two hashes are equal are the items looked at themselves.

use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

use serde::Serialize;
use serde_json::Value;

use super::scalar::Scalar;
use super::walk::{Items, Members, Unwritable, Walk, walk};
use crate::json_equal;

/// Whether no two items of an array are equal; so for everything that is no array.
pub(super) fn items_are_distinct<T: ?Sized + Serialize>(value: &T) -> bool {
    match walk(value, Hashed { items: true }) {
        Ok(Fingerprint { repeats: false, .. }) => true,
        Ok(_) => serde_json::to_value(value).is_ok_and(|value| has_distinct_items(&value)),
        Err(Unwritable) => false,
    }
}

fn has_distinct_items(value: &Value) -> bool {
    let items = value.as_array().map_or(&[][..], Vec::as_slice);
    let mut known: HashMap<u64, Vec<&Value>> = HashMap::new();
    items.iter().all(|item| {
        let alike = known.entry(hash_of(item).unwrap_or_default()).or_default();
        let is_new = !alike.iter().any(|earlier| json_equal(earlier, item));
        alike.push(item);
        is_new
    })
}

/// What is remembered of a value.
struct Fingerprint {
    hash: u64,
    /// Whether two items of this array have one hash.
    repeats: bool,
}

/// Hashes the value that is walked.
struct Hashed {
    /// Whether its items are to be compared.
    items: bool,
}

fn hash_of<T: ?Sized + Serialize>(value: &T) -> Result<u64, Unwritable> {
    let items = false;
    walk(value, Hashed { items }).map(|it| it.hash)
}

fn fingerprint(kind: u8, value: impl Hash) -> Fingerprint {
    let mut hasher = DefaultHasher::new();
    kind.hash(&mut hasher);
    value.hash(&mut hasher);
    let repeats = false;
    Fingerprint {
        hash: hasher.finish(),
        repeats,
    }
}

impl Walk for Hashed {
    type Output = Fingerprint;
    type Items = InArray;
    type Members = InObject;

    fn scalar(self, scalar: Scalar<'_>) -> Fingerprint {
        match scalar {
            Scalar::Null => fingerprint(0, ()),
            Scalar::Boolean(value) => fingerprint(1, value),
            Scalar::Number(number) => fingerprint(2, number),
            Scalar::Text(text) => fingerprint(3, text),
        }
    }

    fn items(self) -> InArray {
        InArray {
            hashes: Vec::new(),
            compared: self.items,
        }
    }

    fn members(self) -> InObject {
        InObject { sum: 0 }
    }
}

struct InArray {
    hashes: Vec<u64>,
    compared: bool,
}

impl Items for InArray {
    type Output = Fingerprint;

    fn item<T: ?Sized + Serialize>(&mut self, item: &T) -> Result<(), Unwritable> {
        self.hashes.push(hash_of(item)?);
        Ok(())
    }

    fn end(self) -> Fingerprint {
        let distinct = || self.hashes.iter().collect::<HashSet<_>>().len();
        let repeats = self.compared && distinct() < self.hashes.len();
        let Fingerprint { hash, .. } = fingerprint(4, &self.hashes);
        Fingerprint { hash, repeats }
    }
}

/// Members are added up, so that their order does not count.
struct InObject {
    sum: u64,
}

impl Members for InObject {
    type Output = Fingerprint;

    fn member<T: ?Sized + Serialize>(&mut self, name: &str, value: &T) -> Result<(), Unwritable> {
        let name = fingerprint(3, name).hash;
        let member = fingerprint(5, (name, hash_of(value)?)).hash;
        self.sum = self.sum.wrapping_add(member);
        Ok(())
    }

    fn end(self) -> Fingerprint {
        fingerprint(6, self.sum)
    }
}
