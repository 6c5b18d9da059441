//! Writing: order of properties, constants, presence.

use schema_runtime::{__private::v1 as rt, Extra, Map, Presence};
use serde_json::json;

use crate::model::{Event, Ticket};

#[test]
fn properties_are_in_schema_order_and_extras_follow() {
    let text = r#"{"z": 1, "assignee_id": null, "a": [], "status": "new", "external_id": null, "id": 7.0}"#;
    let ticket: Ticket = rt::from_str(text).unwrap();
    assert_eq!(
        serde_json::to_string(&ticket).unwrap(),
        r#"{"id":7,"status":"new","assignee_id":null,"external_id":null,"z":1,"a":[]}"#
    );
}

#[test]
fn tagged_values_are_their_branch() {
    let event: Event = rt::from_str(r#"{"seconds": 5, "type": "call"}"#).unwrap();
    assert_eq!(
        serde_json::to_string(&event).unwrap(),
        r#"{"type":"call","seconds":5}"#
    );
}

#[test]
fn constants_are_written_unchanged() {
    let mut out = Vec::new();
    rt::write_constant(
        &mut serde_json::Serializer::new(&mut out),
        r#"{"b": 1.5, "a": [true]}"#,
    )
    .unwrap();
    let written: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(written, json!({"b": 1.5, "a": [true]}));
    let null = rt::write_constant(serde_json::value::Serializer, "null").unwrap();
    assert_eq!(null, json!(null));
    assert!(rt::write_constant(serde_json::value::Serializer, "{").is_err());
}

#[test]
fn presence_alone_writes_null_for_both_kinds_of_nothing() {
    for nothing in [Presence::Absent, Presence::<u8>::Null] {
        assert_eq!(serde_json::to_value(nothing).unwrap(), json!(null));
    }
    assert_eq!(serde_json::to_value(Presence::Value(1)).unwrap(), json!(1));
}

#[test]
fn maps_compare_without_order_and_write_with_it() {
    let a: Map<u8> = Map::from([("x", 1), ("y", 2)]);
    let b: Map<u8> = Map::from([("y", 2), ("x", 1)]);
    assert_eq!(a, b);
    assert_eq!(serde_json::to_string(&b).unwrap(), r#"{"y":2,"x":1}"#);
    assert_eq!(serde_json::to_string(&<Extra>::new()).unwrap(), "{}");
}
