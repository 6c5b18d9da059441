//! `uniqueItems` (validation specification, section 6.4.3) on a value that is traversed, not built.
//! Each item is hashed according to JSON Schema's equality: numbers by value, objects without
//! order. Only items with equal hashes are built and compared.
//!
//! Payloads are untrusted, so a prepared payload must not take longer. The hash has random keys;
//! the hashes of an object's members are sorted and hashed again, since collisions of a sum or an
//! XOR could be computed by linear algebra; and items with equal hashes are sorted by a total
//! order, which is O(n log n) even if all hashes are equal.

use std::collections::HashSet;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hash};

use serde::Serialize;
use serde_json::Value;

use super::scalar::Scalar;
use super::walk::{Items, Members, Unwritable, Walk, walk};
use crate::order::json_order;

/// Whether no two items of an array are equal; `true` for a value that is not an array.
pub(super) fn items_are_distinct<T: ?Sized + Serialize>(value: &T) -> bool {
    are_distinct(&RandomState::new(), value)
}

fn are_distinct<S: BuildHasher, T: ?Sized + Serialize>(keys: &S, value: &T) -> bool {
    let Ok(mut hashes) = walk(value, TopLevel { keys }) else {
        return false;
    };
    let repeated = repeated(&mut hashes);
    if repeated.is_empty() {
        return true;
    }
    let candidates = Candidates {
        keys,
        repeated: &repeated,
    };
    walk(value, candidates).is_ok_and(all_differ)
}

/// The hashes that several items have.
fn repeated(hashes: &mut [u64]) -> HashSet<u64> {
    hashes.sort_unstable();
    let pairs = hashes.windows(2);
    pairs
        .filter_map(|pair| match pair {
            [one, other] if one == other => Some(*one),
            _ => None,
        })
        .collect()
}

fn all_differ(mut items: Vec<Value>) -> bool {
    items.sort_unstable_by(json_order);
    let mut pairs = items.windows(2);
    pairs.all(|pair| match pair {
        [one, other] => json_order(one, other).is_ne(),
        _ => true,
    })
}

/// Collects the hashes of an array's items; empty for other values.
struct TopLevel<'k, S> {
    keys: &'k S,
}

impl<'k, S: BuildHasher> Walk for TopLevel<'k, S> {
    type Output = Vec<u64>;
    type Items = InArray<'k, S>;
    type Members = Nothing<u64>;

    fn scalar(self, _: Scalar<'_>) -> Vec<u64> {
        Vec::new()
    }

    fn items(self) -> InArray<'k, S> {
        InArray {
            keys: self.keys,
            hashes: Vec::new(),
        }
    }

    fn members(self) -> Nothing<u64> {
        Nothing(Vec::new())
    }
}

struct InArray<'k, S> {
    keys: &'k S,
    hashes: Vec<u64>,
}

impl<S: BuildHasher> Items for InArray<'_, S> {
    type Output = Vec<u64>;

    fn item<T: ?Sized + Serialize>(&mut self, item: &T) -> Result<(), Unwritable> {
        self.hashes.push(hash_of(self.keys, item)?);
        Ok(())
    }

    fn end(self) -> Vec<u64> {
        self.hashes
    }
}

/// Builds the items whose hash is not unique.
struct Candidates<'k, S> {
    keys: &'k S,
    repeated: &'k HashSet<u64>,
}

impl<'k, S: BuildHasher> Walk for Candidates<'k, S> {
    type Output = Vec<Value>;
    type Items = Alike<'k, S>;
    type Members = Nothing<Value>;

    fn scalar(self, _: Scalar<'_>) -> Vec<Value> {
        Vec::new()
    }

    fn items(self) -> Alike<'k, S> {
        Alike {
            all: self,
            built: Vec::new(),
        }
    }

    fn members(self) -> Nothing<Value> {
        Nothing(Vec::new())
    }
}

struct Alike<'k, S> {
    all: Candidates<'k, S>,
    built: Vec<Value>,
}

impl<S: BuildHasher> Items for Alike<'_, S> {
    type Output = Vec<Value>;

    fn item<T: ?Sized + Serialize>(&mut self, item: &T) -> Result<(), Unwritable> {
        if self.all.repeated.contains(&hash_of(self.all.keys, item)?) {
            self.built
                .push(serde_json::to_value(item).map_err(|_| Unwritable)?);
        }
        Ok(())
    }

    fn end(self) -> Vec<Value> {
        self.built
    }
}

/// The result of an object, which has no items.
struct Nothing<T>(Vec<T>);

impl<T> Members for Nothing<T> {
    type Output = Vec<T>;

    fn member<V: ?Sized + Serialize>(&mut self, _: &str, _: &V) -> Result<(), Unwritable> {
        Ok(())
    }

    fn end(self) -> Vec<T> {
        self.0
    }
}

fn hash_of<S: BuildHasher, T: ?Sized + Serialize>(keys: &S, value: &T) -> Result<u64, Unwritable> {
    walk(value, Hashed { keys })
}

/// Hashes the value that is traversed.
struct Hashed<'k, S> {
    keys: &'k S,
}

/// Hashed with the content, so that equal content of different JSON types has different hashes.
#[derive(Hash)]
enum Kind {
    Null,
    Boolean,
    Number,
    Text,
    Array,
    Object,
}

impl<'k, S: BuildHasher> Walk for Hashed<'k, S> {
    type Output = u64;
    type Items = HashedItems<'k, S>;
    type Members = HashedMembers<'k, S>;

    fn scalar(self, scalar: Scalar<'_>) -> u64 {
        match scalar {
            Scalar::Null => self.keys.hash_one(Kind::Null),
            Scalar::Boolean(value) => self.keys.hash_one((Kind::Boolean, value)),
            Scalar::Number(number) => self.keys.hash_one((Kind::Number, number)),
            Scalar::Text(text) => self.keys.hash_one((Kind::Text, text)),
        }
    }

    fn items(self) -> HashedItems<'k, S> {
        HashedItems(InArray {
            keys: self.keys,
            hashes: Vec::new(),
        })
    }

    fn members(self) -> HashedMembers<'k, S> {
        HashedMembers {
            keys: self.keys,
            hashes: Vec::new(),
        }
    }
}

struct HashedItems<'k, S>(InArray<'k, S>);

impl<S: BuildHasher> Items for HashedItems<'_, S> {
    type Output = u64;

    fn item<T: ?Sized + Serialize>(&mut self, item: &T) -> Result<(), Unwritable> {
        self.0.item(item)
    }

    fn end(self) -> u64 {
        let InArray { keys, hashes } = self.0;
        keys.hash_one((Kind::Array, hashes))
    }
}

struct HashedMembers<'k, S> {
    keys: &'k S,
    hashes: Vec<u64>,
}

impl<S: BuildHasher> Members for HashedMembers<'_, S> {
    type Output = u64;

    fn member<T: ?Sized + Serialize>(&mut self, name: &str, value: &T) -> Result<(), Unwritable> {
        let value = hash_of(self.keys, value)?;
        self.hashes.push(self.keys.hash_one((name, value)));
        Ok(())
    }

    fn end(mut self) -> u64 {
        // The order of members is irrelevant.
        self.hashes.sort_unstable();
        self.keys.hash_one((Kind::Object, self.hashes))
    }
}

#[cfg(test)]
mod tests {
    use std::{
        hash::{BuildHasherDefault, Hasher},
        time::{Duration, Instant},
    };

    use serde_json::json;

    use super::*;

    /// Gives every value the same hash: the worst case.
    #[derive(Default)]
    struct Same;

    impl Hasher for Same {
        fn finish(&self) -> u64 {
            0
        }

        fn write(&mut self, _: &[u8]) {}
    }

    fn time(work: impl FnOnce() -> bool) -> Duration {
        let started = Instant::now();
        assert!(work());
        started.elapsed()
    }

    #[test]
    fn equal_hashes_do_not_decide_and_cost_no_square() {
        let keys = BuildHasherDefault::<Same>::default();
        let items: Vec<_> = (0..16_384)
            .map(|n| json!({"n": n, "b": [n, "x"]}))
            .collect();
        let mut items = Value::from(items);
        let taken = time(|| are_distinct(&keys, &items));
        // 134 million comparisons of objects take many seconds, 230 thousand a fraction of one.
        assert!(taken < Duration::from_secs(5), "{taken:?}");
        items[7] = json!({"b": [9.0, "x"], "n": 9});
        assert!(!are_distinct(&keys, &items));
    }

    /// Pairs of members whose hashes have the same sum for a hash with fixed keys: any choice of
    /// one of each pair gives the same hash.
    const PREPARED: &[(&str, &str, [u32; 2], [u32; 2])] = &[
        ("a", "b", [2_292_753, 1_994_230], [4_928_343, 5_389_323]),
        ("c", "d", [1_389_603, 1_850_545], [5_744_212, 7_821_599]),
        ("e", "f", [962_506, 1_890_013], [4_509_968, 6_376_965]),
        ("g", "h", [4_051_124, 3_553_841], [8_249_889, 6_657_668]),
        ("i", "j", [1_897_592, 3_490_485], [7_895_754, 4_801_620]),
        ("k", "l", [3_112_438, 1_869_394], [6_361_193, 8_301_065]),
        ("m", "n", [434_660, 1_406_764], [4_652_852, 6_198_024]),
        ("o", "p", [3_348_912, 188_736], [6_848_823, 7_812_139]),
        ("q", "r", [3_911_514, 1_634_250], [5_497_467, 5_438_947]),
        ("s", "t", [3_693_845, 3_883_495], [6_457_936, 4_734_102]),
        ("u", "v", [3_581_922, 1_513_178], [5_752_997, 6_467_425]),
        ("w", "x", [1_263_485, 87_113], [4_322_244, 8_357_797]),
    ];

    #[test]
    fn objects_prepared_for_a_known_hash_take_no_longer_than_others() {
        let object = |choices: usize, shift: u32| {
            let members = PREPARED.iter().enumerate().flat_map(|(place, pair)| {
                let (one, other, first, second) = *pair;
                let [a, b] = if choices >> place & 1 == 0 {
                    first
                } else {
                    second
                };
                [(one, a + shift), (other, b + shift)]
            });
            let members = members.map(|(name, value)| (name.to_owned(), Value::from(value)));
            Value::Object(members.collect())
        };
        let array = |shift| -> Value {
            let choices = 0..1 << PREPARED.len();
            choices.map(|choices| object(choices, shift)).collect()
        };
        let (prepared, other) = (array(0), array(1));
        let other = time(|| items_are_distinct(&other));
        let prepared = time(|| items_are_distinct(&prepared));
        assert!(
            prepared < other * 4 + Duration::from_millis(200),
            "{prepared:?} {other:?}"
        );
    }
}
