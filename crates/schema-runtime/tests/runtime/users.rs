//! The public types in hand-written structs: derived serde, flattening, buffering.

use schema_runtime::{DateTime, Extra, Integer, Map, Null, Number, Presence, json_equal};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::model::{Requester, Ticket};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Order {
    count: Integer,
    price: Number,
    #[serde(default, skip_serializing_if = "Presence::is_absent")]
    note: Presence<String>,
    sent: Option<DateTime>,
    nothing: Null,
    #[serde(default)]
    extra: Map<Vec<i8>>,
    by: Requester,
}

#[test]
fn derived_structs_use_the_readers() {
    let text = r#"{"count":2.0,"price":0.5,"note":null,"sent":"2024-01-01T00:00:00Z","nothing":null,"extra":{"a":[1]},"by":{"email":"x"}}"#;
    let order: Order = serde_json::from_str(text).unwrap();
    assert_eq!(order.note, Presence::Null);
    assert!(json_equal(
        &serde_json::to_value(&order).unwrap(),
        &serde_json::from_str(text).unwrap()
    ));

    let error = serde_json::from_str::<Order>(&text.replace("[1]", "[1,200]")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "/a/1: must be at most 127 (maximum) at line 1 column 101"
    );
}

/// Serde's `flatten` and `untagged` read from a buffer in a form of their own.
#[test]
fn buffered_readings_agree() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Envelope {
        to: String,
        #[serde(flatten)]
        requester: Extra,
    }
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(untagged)]
    enum Either {
        Ticket(Box<Ticket>),
        Number(Number),
        Order(Box<Order>),
    }
    let text = r#"{"id": 1.0, "to": "a", "big": 12345678901234567890123, "part": 1.5}"#;
    let envelope: Envelope = serde_json::from_str(text).unwrap();
    assert_eq!(
        envelope.requester.keys().collect::<Vec<_>>(),
        ["id", "big", "part"]
    );
    let big: Value = serde_json::from_str("12345678901234567890123").unwrap();
    assert!(json_equal(envelope.requester.get("big").unwrap(), &big));
    assert!(json_equal(envelope.requester.get("id").unwrap(), &json!(1)));

    let either: Either =
        serde_json::from_str(r#"{"id": 1.0, "status": "new", "assignee_id": 1e2, "x": 0.5}"#)
            .unwrap();
    assert!(
        matches!(either, Either::Ticket(ticket) if ticket.assignee_id == Some(Integer::from(100)))
    );
    assert_eq!(
        serde_json::from_str::<Either>("1.5").unwrap(),
        Either::Number(Number::try_from(1.5).unwrap())
    );
}
