//! A total order on JSON values that agrees with [`json_equal`](crate::json_equal). The order
//! itself has no meaning. It serves to find equal values by sorting, which no prepared payload
//! makes quadratic.

use std::cmp::Ordering;

use serde_json::{Map, Value};

use crate::{JsonKind, Number};

/// Compares two values; `Equal` exactly if [`json_equal`](crate::json_equal) holds.
pub(crate) fn json_order(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Number(a), Value::Number(b)) => numbers(a, b),
        (Value::String(a), Value::String(b)) => a.cmp(b),
        (Value::Array(a), Value::Array(b)) => {
            let shorter = a.len().cmp(&b.len());
            let items = a.iter().zip(b);
            shorter.then_with(|| first_difference(items.map(|(a, b)| json_order(a, b))))
        }
        (Value::Object(a), Value::Object(b)) => {
            let fewer = a.len().cmp(&b.len());
            fewer.then_with(|| {
                let members = sorted(a).into_iter().zip(sorted(b));
                first_difference(members.map(|((name, value), (other_name, other))| {
                    name.cmp(other_name).then_with(|| json_order(value, other))
                }))
            })
        }
        (a, b) => rank(a).cmp(&rank(b)),
    }
}

fn first_difference(mut orders: impl Iterator<Item = Ordering>) -> Ordering {
    orders
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

/// The members by name. Whether an object's own order is by name depends on features of
/// `serde_json`.
fn sorted(object: &Map<String, Value>) -> Vec<(&String, &Value)> {
    let mut members: Vec<_> = object.iter().collect();
    members.sort_unstable_by_key(|(name, _)| *name);
    members
}

fn numbers(a: &serde_json::Number, b: &serde_json::Number) -> Ordering {
    match (Number::from_json(a), Number::from_json(b)) {
        // Both are beyond every double. Only `arbitrary_precision` has such numbers, and it
        // compares their text.
        (None, None) => a.to_string().cmp(&b.to_string()),
        (a, b) => a.cmp(&b),
    }
}

fn rank(value: &Value) -> u8 {
    match JsonKind::of(value) {
        JsonKind::Null => 0,
        JsonKind::Boolean => 1,
        JsonKind::Number => 2,
        JsonKind::String => 3,
        JsonKind::Array => 4,
        JsonKind::Object => 5,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::json_equal;

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(json!(null)),
            any::<bool>().prop_map(Value::from),
            (-2_i64..3).prop_map(Value::from),
            prop_oneof![Just(1.0), Just(-0.0), Just(0.5), Just(1e300)].prop_map(Value::from),
            Just(json!(u64::MAX)),
            "[ab]{0,2}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 12, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
                prop::collection::btree_map("[ab]", inner, 0..3)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn the_order_is_total_and_agrees_with_equality(a in value(), b in value(), c in value()) {
            prop_assert_eq!(json_order(&a, &b).is_eq(), json_equal(&a, &b));
            prop_assert_eq!(json_order(&a, &b), json_order(&b, &a).reverse());
            if json_order(&a, &b).is_le() && json_order(&b, &c).is_le() {
                prop_assert!(json_order(&a, &c).is_le());
            }
        }
    }
}
