//! Objects: presence, additional properties, duplicate keys, escaped names.

use schema_runtime::{
    __private::v1::from_str, DateTime, ErrorKind, Integer, JsonKind, Map, Presence, json_equal,
};
use serde_json::{Value, json};

use crate::model::{Channel, ChatEvent, Detail, Event, Requester, Status, Ticket};

const LEAST: &str = r#"{"id": 1, "status": "new", "assignee_id": null}"#;

fn ticket(text: &str) -> Ticket {
    from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Checks the round trip by JSON Schema's equality, also through `serde_json`'s entry points.
fn round_trip(text: &str) -> Ticket {
    let read = ticket(text);
    let sent: Value = serde_json::from_str(text).unwrap();
    assert!(
        json_equal(&serde_json::to_value(&read).unwrap(), &sent),
        "{text}"
    );
    assert_eq!(serde_json::from_str::<Ticket>(text).unwrap(), read);
    assert_eq!(serde_json::from_value::<Ticket>(sent).unwrap(), read);
    assert_eq!(
        serde_json::from_reader::<_, Ticket>(text.as_bytes()).unwrap(),
        read
    );
    read
}

#[test]
fn least_object() {
    let read = round_trip(LEAST);
    assert_eq!(read.id, Integer::from(1));
    assert_eq!(read.status, Status::New);
    assert_eq!(read.assignee_id, None);
    assert_eq!(read.external_id, Presence::Absent);
    assert!(read.extra.is_empty());
}

#[test]
fn everything_at_once() {
    let read = round_trip(
        r#"{
            "id": 1e3, "status": "on-hold", "assignee_id": 18446744073709551615,
            "requester": {"email": "a@b", "age": 255},
            "subject": "héllo", "external_id": "x", "channel": "email", "tags": ["a", "b"],
            "labels": {"z": -128, "a": 127}, "created": "2016-12-31T23:59:60z",
            "parent": {"id": 2, "status": "new", "assignee_id": 3, "x": {"y": [null, 1.5]}},
            "a/b~ü": true, "detail": {"email": "c"},
            "events": [{"lines": [], "type": "chat", "new": 1}, {"type": "call", "seconds": 4294967295}],
            "later": {"deep": [{"er": 1e300}]}, "": null
        }"#,
    );
    assert_eq!(read.id, Integer::from(1000));
    assert_eq!(
        read.labels.as_ref().map(|labels| labels.keys().collect()),
        Some(vec!["z", "a"])
    );
    assert_eq!(
        read.created.as_ref().map(DateTime::as_str),
        Some("2016-12-31T23:59:60z")
    );
    assert_eq!(read.a_b_ü, Some(true));
    assert!(
        matches!(&read.detail, Presence::Value(Detail::Requester(person)) if person.email == "c")
    );
    assert!(matches!(
        read.events.as_deref(),
        Some([Event::Chat(ChatEvent { extra, .. }), Event::Call(_)]) if extra.get("new") == Some(&json!(1))
    ));
    assert_eq!(read.extra.keys().collect::<Vec<_>>(), ["later", ""]);
    assert_eq!(read.extra.get(""), Some(&Value::Null));
    assert_eq!(
        read.parent.unwrap().extra.get("x"),
        Some(&json!({"y": [null, 1.5]}))
    );
}

#[test]
fn null_is_not_absent() {
    let with = |member: &str| LEAST.replace('}', &format!(", {member}}}"));
    assert_eq!(
        round_trip(&with(r#""external_id": null"#)).external_id,
        Presence::Null
    );
    assert_eq!(
        round_trip(&with(r#""external_id": """#)).external_id,
        Presence::Value(String::new())
    );
    // Optional is not nullable.
    let error = from_str::<Ticket>(&with(r#""tags": null"#)).unwrap_err();
    let found = JsonKind::Null;
    assert_eq!(
        error.kind(),
        &ErrorKind::Type {
            expected: "an array",
            found
        }
    );
    assert_eq!(error.pointer(), "/tags");
    // Nullable is not optional.
    let error = from_str::<Ticket>(r#"{"id": 1, "status": "new"}"#).unwrap_err();
    assert_eq!(
        error.kind(),
        &ErrorKind::Missing {
            member: "assignee_id"
        }
    );
}

#[test]
fn a_union_distinguishes_null_from_absence() {
    let with = LEAST.replace('}', r#", "detail": null}"#);
    assert_eq!(round_trip(&with).detail, Presence::Null);
    assert_eq!(ticket(LEAST).detail, Presence::Absent);
}

#[test]
fn open_enum_keeps_unlisted_values() {
    let with = LEAST.replace('}', r#", "channel": "caf\u00e9 \"post\""}"#);
    let read = round_trip(&with);
    assert!(
        matches!(read.channel, Some(Channel::Unknown(text)) if text.as_str() == "café \"post\"")
    );
}

#[test]
fn escaped_names_are_the_names_they_spell() {
    let read = round_trip(
        r#"{"\u0069d": 1, "st\u0061tus": "n\u0065w", "assignee_id": null, "a\/b~\u00fc": false, "\ud83d\ude00": 1}"#,
    );
    assert_eq!(read.a_b_ü, Some(false));
    assert_eq!(read.extra.get("😀"), Some(&json!(1)));
}

#[test]
fn duplicates_are_refused_at_any_depth() {
    for (text, member, pointer) in [
        (r#"{"id": 1, "id": 1}"#, "id", ""),
        (r#"{"id": 1, "\u0069d": 1}"#, "id", ""),
        (
            r#"{"external_id": null, "external_id": null}"#,
            "external_id",
            "",
        ),
        (
            r#"{"assignee_id": null, "assignee_id": null}"#,
            "assignee_id",
            "",
        ),
        (r#"{"x": 1, "y": 2, "x": 1}"#, "x", ""),
        (r#"{"x": {"y": [{}, {"z": 1, "z": 1}]}}"#, "z", "/x/y/1"),
        (r#"{"labels": {"a": 1, "a": 1}}"#, "a", "/labels"),
        (
            r#"{"requester": {"email": "a", "email": "a"}}"#,
            "email",
            "/requester",
        ),
        (r#"{"detail": {"age": 1, "age": 1}}"#, "age", "/detail"),
        (
            r#"{"events": [{"type": "call", "type": "call"}]}"#,
            "type",
            "/events/0",
        ),
        (
            r#"{"events": [{"note": "a", "note": "a", "type": "chat"}]}"#,
            "note",
            "/events/0",
        ),
        (
            r#"{"events": [{"new": 1, "type": "chat", "lines": [], "new": 1}]}"#,
            "new",
            "/events/0",
        ),
        (
            r#"{"events": [{"new": [{"p": 1, "p": 2}], "type": "chat"}]}"#,
            "p",
            "/events/0/new/0",
        ),
    ] {
        let error = from_str::<Ticket>(text).unwrap_err();
        assert_eq!(
            error.kind(),
            &ErrorKind::Duplicate {
                member: member.to_owned()
            },
            "{text}"
        );
        assert_eq!(error.pointer(), pointer, "{text}");
        assert_eq!(error.keyword(), None);
    }
}

#[test]
fn closed_objects_refuse_what_they_do_not_declare() {
    let error = from_str::<Requester>(r#"{"email": "a", "phone": 1}"#).unwrap_err();
    assert_eq!(
        error.kind(),
        &ErrorKind::Unknown {
            member: "phone".to_owned()
        }
    );
    assert_eq!(error.keyword(), Some("additionalProperties"));
    assert_eq!(error.pointer(), "");
}

#[test]
fn maps_are_read_strictly_by_serde_too() {
    let map: Map = serde_json::from_str(r#"{"b": 1, "a": {"c": 2}}"#).unwrap();
    assert_eq!(map.keys().collect::<Vec<_>>(), ["b", "a"]);
    let error = serde_json::from_str::<Map>(r#"{"b": {"c": 1, "c": 2}}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "/b: duplicate key `c` at line 1 column 18"
    );
}

#[test]
fn extra_with_a_declared_name_is_not_written_twice() {
    let mut read = ticket(LEAST);
    read.extra.insert("id", json!(2));
    let error = serde_json::to_string(&read).unwrap_err();
    assert_eq!(
        error.to_string(),
        "extra property `id` has the name of a declared property: put its value into the field"
    );
}
