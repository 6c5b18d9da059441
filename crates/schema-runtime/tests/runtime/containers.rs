//! The public methods of `Presence` and `Map`.

use schema_runtime::{Extra, Map, Presence};
use serde_json::json;

const ABSENT: Presence<u8> = Presence::Absent;
const NULL: Presence<u8> = Presence::Null;
const SEVEN: Presence<u8> = Presence::Value(7);

#[test]
fn presence_distinguishes_three_cases() {
    assert_eq!(
        (ABSENT.is_absent(), NULL.is_absent(), SEVEN.is_absent()),
        (true, false, false)
    );
    assert_eq!(
        (ABSENT.is_null(), NULL.is_null(), SEVEN.is_null()),
        (false, true, false)
    );
    assert_eq!(
        (ABSENT.is_value(), NULL.is_value(), SEVEN.is_value()),
        (false, false, true)
    );
    assert!(
        SEVEN.is_value_and(|n| n == 7)
            && !SEVEN.is_value_and(|n| n == 8)
            && !NULL.is_value_and(|_| true)
    );
    assert_eq!(Presence::<u8>::default(), ABSENT);
    assert_eq!(Presence::from(7), SEVEN);
}

#[test]
fn presence_gives_options() {
    assert_eq!(
        [ABSENT, NULL, SEVEN].map(Presence::into_option),
        [None, None, Some(7)]
    );
    assert_eq!(
        [ABSENT, NULL, SEVEN].map(Option::<Option<u8>>::from),
        [None, Some(None), Some(Some(7))]
    );
    assert_eq!(
        [None, Some(None), Some(Some(7))].map(Presence::from),
        [ABSENT, NULL, SEVEN]
    );
    assert_eq!((SEVEN.value(), NULL.value()), (Some(&7), None));
    assert_eq!([ABSENT, NULL, SEVEN].map(|p| p.unwrap_or(1)), [1, 1, 7]);
    assert_eq!(
        [ABSENT, NULL, SEVEN].map(|p| p.unwrap_or_else(|| 2)),
        [2, 2, 7]
    );
    assert_eq!(
        [ABSENT, NULL, SEVEN].map(Presence::unwrap_or_default),
        [0, 0, 7]
    );
    assert_eq!([ABSENT, NULL, SEVEN].into_iter().flatten().sum::<u8>(), 7);
    assert_eq!(SEVEN.iter().chain(&NULL).collect::<Vec<_>>(), [&7]);
}

#[test]
fn presence_maps_the_value_and_keeps_the_rest() {
    assert_eq!(
        [ABSENT, NULL, SEVEN].map(|p| p.map(|n| n + 1)),
        [ABSENT, NULL, Presence::Value(8)]
    );
    assert_eq!(
        [ABSENT, NULL, SEVEN].map(|p| p.and_then(|_| NULL)),
        [ABSENT, NULL, NULL]
    );
    assert_eq!(
        [ABSENT, NULL, SEVEN]
            .each_ref()
            .map(|p| p.as_ref().copied()),
        [ABSENT, NULL, SEVEN]
    );
    let text = Presence::Value("a".to_owned());
    assert_eq!(text.as_deref(), Presence::Value("a"));
    assert_eq!(text.as_ref().cloned(), text);
}

#[test]
fn presence_changes_in_place() {
    let mut member = ABSENT;
    assert_eq!(*member.get_or_insert(1), 1);
    assert_eq!(*member.get_or_insert_with(|| 2), 1);
    *member.insert(3) += 1;
    assert_eq!(member.replace(5), Presence::Value(4));
    if let Presence::Value(value) = member.as_mut() {
        *value += 1;
    }
    for value in &mut member {
        *value += 1;
    }
    assert_eq!(member.take(), SEVEN);
    assert_eq!(member, ABSENT);
    member = NULL;
    assert_eq!(member.value_mut(), None);
    assert_eq!(*member.get_or_insert(9), 9);
}

#[test]
fn maps_keep_order_through_changes() {
    let mut map: Map<u8> = [("a", 1), ("b", 2), ("c", 3)].into_iter().collect();
    assert_eq!(map.insert("b", 20), Some(2));
    assert_eq!(map.remove("a"), Some(1));
    assert_eq!(map.remove("a"), None);
    map.extend([("d", 4)]);
    assert_eq!(
        map.iter().collect::<Vec<_>>(),
        [("b", &20), ("c", &3), ("d", &4)]
    );
    assert_eq!(map.iter().next_back(), Some(("d", &4)));
    assert_eq!((map.len(), map.iter().len(), map.keys().len()), (3, 3, 3));
    for (_, value) in &mut map {
        *value /= 2;
    }
    map.values_mut().for_each(|value| *value += 1);
    assert_eq!(map.values().copied().collect::<Vec<_>>(), [11, 2, 3]);
    *map.get_mut("c").unwrap() = 9;
    map.retain(|name, value| name != "d" && *value > 8);
    assert_eq!(
        map.into_iter().collect::<Vec<_>>(),
        [("b".to_owned(), 11), ("c".to_owned(), 9)]
    );
}

#[test]
fn a_map_that_became_empty_equals_a_new_one() {
    for empty in [
        |map: &mut Extra| drop(map.remove("a")),
        |map: &mut Extra| map.retain(|_, _| false),
        |map: &mut Extra| map.clear(),
    ] {
        let mut map = Extra::from([("a", json!(1))]);
        empty(&mut map);
        assert!(
            map.is_empty()
                && map.iter().next().is_none()
                && map.clone().into_iter().next().is_none()
        );
        assert_eq!(map, Extra::new());
    }
    assert_eq!(
        serde_json::from_str::<Extra>("{}").unwrap(),
        Extra::default()
    );
    assert_eq!(format!("{:?}", Map::<u8>::from([("a", 1)])), r#"{"a": 1}"#);
}
