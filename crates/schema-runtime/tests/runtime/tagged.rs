//! Tagged unions: the result, the errors and their paths do not depend on the position of the tag.

use schema_runtime::{__private::v1::from_str, Error, ErrorKind};
use serde_json::json;

use crate::model::{ChatEvent, Event};

fn refused(text: &str) -> Error {
    from_str::<Event>(text).expect_err(text)
}

#[test]
fn the_tag_may_be_anywhere() {
    let members = [
        r#""type": "chat""#,
        r#""lines": [{"email": "a"}, {"age": 1.0, "email": "b"}]"#,
        r#""x": {"y": 1.5}"#,
    ];
    let first = from_str::<Event>(&format!("{{{}}}", members.join(","))).unwrap();
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let text = format!("{{{}}}", order.map(|index| members[index]).join(","));
        assert_eq!(from_str::<Event>(&text).unwrap(), first, "{text}");
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(
            serde_json::from_value::<Event>(value).unwrap(),
            first,
            "{text}"
        );
    }
    let Event::Chat(ChatEvent { lines, extra, .. }) = first else {
        panic!("a chat was sent")
    };
    assert_eq!(lines[1].age, Some(1));
    assert_eq!(extra.get("x"), Some(&json!({"y": 1.5})));
}

#[test]
fn order_of_unknown_members_is_kept_around_the_tag() {
    let text = r#"{"b":1,"lines":[],"a":2,"type":"chat","z":3,"y":4}"#;
    let Event::Chat(event) = from_str(text).unwrap() else {
        panic!("a chat was sent")
    };
    assert_eq!(event.extra.keys().collect::<Vec<_>>(), ["b", "a", "z", "y"]);
}

#[test]
fn paths_are_the_same_for_streamed_and_replayed_members() {
    for text in [
        r#"{"type": "chat", "lines": [{"email": "a"}, {"email": 1}]}"#,
        r#"{"lines": [{"email": "a"}, {"email": 1}], "type": "chat"}"#,
    ] {
        let error = refused(text);
        assert_eq!(
            (error.pointer(), error.keyword()),
            ("/lines/1/email", Some("type")),
            "{text}"
        );
    }
}

#[test]
fn tags_that_are_missing_or_unknown() {
    let error = refused(r#"{"lines": []}"#);
    assert_eq!(error.kind(), &ErrorKind::Missing { member: "type" });
    assert_eq!(error.pointer(), "");

    for text in [
        r#"{"type": "fax"}"#,
        r#"{"a": 1, "type": 5}"#,
        r#"{"type": null}"#,
    ] {
        let error = refused(text);
        assert_eq!(
            (error.pointer(), error.keyword()),
            ("/type", Some("const")),
            "{text}"
        );
        assert!(
            error
                .to_string()
                .starts_with(r#"must be one of "chat", "call" (const) at `/type`"#),
            "{error}"
        );
    }
}

#[test]
fn the_error_is_that_of_the_tagged_branch() {
    let error = refused(r#"{"type": "call", "seconds": -1}"#);
    assert_eq!(
        (error.pointer(), error.keyword()),
        ("/seconds", Some("minimum"))
    );
    let error = refused(r#"{"seconds": 1, "type": "chat"}"#);
    assert_eq!(error.kind(), &ErrorKind::Missing { member: "lines" });
    let error = refused(r#"{"note": 1, "seconds": 1, "type": "call"}"#);
    assert_eq!(
        error.kind(),
        &ErrorKind::Unknown {
            member: "note".to_owned()
        }
    );
}

#[test]
fn broken_text_before_the_tag() {
    let error = refused(r#"{"lines": [{"email": tru}], "type": "chat"}"#);
    assert_eq!(
        error.to_string(),
        "expected ident at `/lines/0/email`, line 1 column 25"
    );
}
