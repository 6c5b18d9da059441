//! `uniqueItems` in full validation. It replaces the implementation of the `jsonschema` crate,
//! which combines the hashes of members by XOR, with fixed keys: 16,384 prepared objects (13 MB)
//! took half a minute. Here equal items are found by sorting.

use jsonschema::{Keyword, ValidationError, paths::Location};
use serde_json::{Map, Value};

use crate::order::json_order;

/// The keyword in one schema.
struct UniqueItems {
    is_enabled: bool,
}

/// Creates the keyword for one schema.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature is that of the crate's factories"
)]
pub(super) fn keyword<'a>(
    _: &'a Map<String, Value>,
    value: &'a Value,
    _: Location,
) -> Result<Box<dyn for<'i> Keyword<'i>>, ValidationError<'a>> {
    let is_enabled = *value == Value::Bool(true);
    Ok(Box::new(UniqueItems { is_enabled }))
}

impl<'i> Keyword<'i> for UniqueItems {
    fn validate(&self, value: &'i Value) -> Result<(), ValidationError<'i>> {
        if Keyword::is_valid(self, value) {
            Ok(())
        } else {
            Err(ValidationError::custom("two items are equal"))
        }
    }

    fn is_valid(&self, value: &'i Value) -> bool {
        !self.is_enabled || value.as_array().is_none_or(|items| are_distinct(items))
    }
}

fn are_distinct(items: &[Value]) -> bool {
    let mut items: Vec<_> = items.iter().collect();
    items.sort_unstable_by(|one, other| json_order(one, other));
    let mut pairs = items.windows(2);
    pairs.all(|pair| match pair {
        [one, other] => json_order(one, other).is_ne(),
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use std::{
        hash::{Hash, Hasher},
        iter,
        time::{Duration, Instant},
    };

    use super::*;
    use crate::rules::{Validator, accepted};

    /// By how much the choice between two values of a member changes the object's hash in the
    /// `jsonschema` crate.
    fn difference(name: &str) -> u64 {
        let hash = |value: bool| {
            let mut hasher = ahash::AHasher::default();
            name.hash(&mut hasher);
            value.hash(&mut hasher);
            hasher.finish()
        };
        hash(false) ^ hash(true)
    }

    /// Sets of members whose combined choices do not change the hash, by Gaussian elimination: at
    /// least one for each member beyond 64.
    fn kernel(names: &[String]) -> Vec<u128> {
        let (mut basis, mut kernel) = (Vec::<(u64, u128)>::new(), Vec::new());
        for (place, name) in names.iter().enumerate() {
            let (mut rest, mut members) = (difference(name), 1_u128 << place);
            for (vector, with) in &basis {
                if rest ^ vector < rest {
                    rest ^= vector;
                    members ^= with;
                }
            }
            if rest == 0 {
                kernel.push(members);
            } else {
                basis.push((rest, members));
                basis.sort_by_key(|(vector, _)| std::cmp::Reverse(*vector));
            }
        }
        kernel
    }

    fn object(names: &[String], members: u128) -> Value {
        let members = names.iter().enumerate().map(|(place, name)| {
            let chosen = members >> place & 1 == 1;
            (name.clone(), Value::Bool(chosen))
        });
        Value::Object(members.collect())
    }

    fn time(items: &Value, validator: &Validator) -> Duration {
        let started = Instant::now();
        assert!(accepted(items, validator).is_ok());
        started.elapsed()
    }

    #[test]
    fn objects_prepared_for_a_known_hash_take_no_longer_than_others() {
        const BITS: usize = 11;
        let names: Vec<_> = (0..64 + BITS).map(|name| format!("{name:02}")).collect();
        let kernel = kernel(&names);
        assert!(kernel.len() >= BITS);
        let chosen = |number: usize| {
            let vectors = kernel.iter().enumerate();
            let vectors = vectors.filter(|(place, _)| number >> place & 1 == 1);
            vectors.fold(0, |members, (_, vector)| members ^ vector)
        };
        let numbers = 0..1 << BITS;
        let prepared = numbers.clone().map(|number| object(&names, chosen(number)));
        let prepared = prepared.collect();
        // Similar objects, whose hashes differ.
        let other = iter::successors(Some(1_u128), |last| {
            Some(last.wrapping_mul(0x9E37_79B9_7F4A_7C15))
        });
        let other = other
            .take(numbers.len())
            .map(|it| object(&names, it))
            .collect();
        let validator = Validator::new(r#"{"uniqueItems": true}"#, false);
        let (prepared, other) = (time(&prepared, &validator), time(&other, &validator));
        assert!(
            prepared < other * 5 + Duration::from_millis(300),
            "{prepared:?} {other:?}"
        );
    }
}
