//! Malicious texts: deeply nested, long, truncated, badly encoded.

use std::time::{Duration, Instant};

use schema_runtime::{
    __private::v1::{from_slice, from_str},
    Error, ErrorKind, Extra, value_from_slice,
};
use serde_json::Value;

use crate::model::{Detail, Event, Ticket};

fn deep(open: &str, middle: &str, close: &str, levels: usize) -> String {
    [open.repeat(levels), middle.to_owned(), close.repeat(levels)].concat()
}

fn is_too_deep(error: &Error) -> bool {
    *error.kind() == ErrorKind::TooDeep
}

#[test]
fn nesting_stops_at_127_levels() {
    for (open, close) in [("[", "]"), (r#"{"x":"#, "}")] {
        assert!(value_from_slice(deep(open, "1", close, 127).as_bytes()).is_ok());
        for levels in [128, 10_000, 1_000_000] {
            let error = value_from_slice(deep(open, "1", close, levels).as_bytes()).unwrap_err();
            assert!(is_too_deep(&error), "{levels}: {error}");
        }
    }
}

#[test]
fn typed_nesting_stops_there_too() {
    let open = r#"{"id":1,"status":"new","assignee_id":null,"parent":"#;
    let inner = r#"{"id":1,"status":"new","assignee_id":null}"#;
    assert!(from_str::<Ticket>(&deep(open, inner, "}", 126)).is_ok());
    assert!(is_too_deep(
        &from_str::<Ticket>(&deep(open, inner, "}", 127)).unwrap_err()
    ));
    assert!(is_too_deep(
        &from_str::<Ticket>(&deep(open, inner, "}", 10_000)).unwrap_err()
    ));
}

#[test]
fn unions_and_tags_count_no_level_of_their_own() {
    // 124 levels of values in a union in a ticket, and under a tag, buffered or not.
    let value = deep("[", "1", "]", 124);
    let ticket = format!(
        r#"{{"id":1,"status":"new","assignee_id":null,"detail":{{"email":"a"}},"x":{value}}}"#
    );
    assert!(from_str::<Ticket>(&ticket).is_ok());
    for text in [
        format!(r#"{{"type":"chat","lines":[],"x":{value}}}"#),
        format!(r#"{{"x":{value},"type":"chat","lines":[]}}"#),
    ] {
        assert!(from_str::<Event>(&text).is_ok());
        let events = format!(r#"{{"id":1,"status":"new","assignee_id":null,"events":[{text}]}}"#);
        assert!(from_str::<Ticket>(&events).is_ok());
    }
}

#[test]
fn deep_values_in_memory_are_refused_like_deep_texts() {
    let nested = |levels| (0..levels).fold(Value::Null, |value, _| Value::Array(vec![value]));
    assert!(serde_json::from_value::<Extra>(serde_json::json!({"x": nested(126)})).is_ok());
    let error =
        serde_json::from_value::<Extra>(serde_json::json!({"x": nested(1000)})).unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("arrays and objects nested more than 127 levels deep"),
        "{error}"
    );
}

#[test]
fn every_cut_off_text_is_an_error() {
    let whole = r#"{"id": 10, "status": "new", "assignee_id": null, "detail": [1], "events": [{"x": "\u00e9", "type": "call", "seconds": 5.0}], "x": {"y": false}}"#;
    // The closed CallEvent refuses `x`, so the error of the whole text is a violation and not a
    // syntax error.
    assert_eq!(
        from_str::<Ticket>(whole).unwrap_err().keyword(),
        Some("additionalProperties")
    );
    let whole = whole.replace(r#""x": "\u00e9", "#, "");
    assert!(from_str::<Ticket>(&whole).is_ok());
    for end in 0..whole.len() {
        let error = from_slice::<Ticket>(&whole.as_bytes()[..end]).unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::Syntax { .. }),
            "{end}: {error}"
        );
        assert!(value_from_slice(&whole.as_bytes()[..end]).is_err(), "{end}");
    }
}

#[test]
fn nothing_may_follow() {
    for text in ["1 1", "1]", "1,", "[] x", "{}{}", "null\0"] {
        assert!(value_from_slice(text.as_bytes()).is_err(), "{text}");
    }
    assert!(value_from_slice(b" \r\n\t1 \r\n\t").is_ok());
    let error = from_str::<Detail>("[1] 2").unwrap_err();
    assert_eq!(error.to_string(), "trailing characters, line 1 column 5");
}

#[test]
fn bad_encodings_are_errors_everywhere() {
    for bytes in [
        &b"\"\xff\""[..],
        b"\"\xc3\"",
        b"\"\xed\xa0\x80\"",
        b"\"\xc0\x80\"",
        b"{\"\xff\": 1}",
        b"{\"id\xff\": 1}",
        b"\xef\xbb\xbf{}",
        b"\xff\xfe{\0}\0",
        br#""\ud800""#,
        br#""\udc00""#,
        br#""\ud800\u0041""#,
        br#"{"\ud800": 1}"#,
        b"\"\n\"",
        b"\"\0\"",
    ] {
        for error in [
            value_from_slice(bytes).unwrap_err(),
            from_slice::<Ticket>(bytes).unwrap_err(),
            from_slice::<Detail>(bytes).unwrap_err(),
            from_slice::<Event>(bytes).unwrap_err(),
            from_slice::<Extra>(bytes).unwrap_err(),
        ] {
            let by_text = matches!(error.kind(), ErrorKind::Syntax { .. });
            let by_type = matches!(error.kind(), ErrorKind::Type { .. });
            assert!(by_text || by_type, "{bytes:?}: {error}");
        }
        assert!(matches!(
            value_from_slice(bytes).unwrap_err().kind(),
            ErrorKind::Syntax { .. }
        ));
    }
}

#[test]
fn numbers_that_are_not_json_are_refused() {
    for text in [
        "NaN", "Infinity", "-", "+1", "01", "1.", ".5", "1e", "0x1", "1e999", "-1e999", "--1",
    ] {
        assert!(value_from_slice(text.as_bytes()).is_err(), "{text}");
        assert!(from_str::<schema_runtime::Number>(text).is_err(), "{text}");
        assert!(from_str::<i64>(text).is_err(), "{text}");
    }
}

#[test]
fn a_million_unknown_members_take_linear_time() {
    let text = |count: usize| {
        let members: Vec<_> = (0..count).map(|n| format!("\"m{n}\":{n}")).collect();
        format!(
            r#"{{"id":1,"status":"new","assignee_id":null,{}}}"#,
            members.join(",")
        )
    };
    let time = |text: &str| {
        let start = Instant::now();
        let ticket: Ticket = from_str(text).unwrap();
        (start.elapsed(), ticket.extra.len())
    };
    let (small, large) = (text(100_000), text(1_000_000));
    let (short, _) = time(&small);
    let (long, count) = time(&large);
    assert_eq!(count, 1_000_000);
    // Ten times the members: ten times the time, with room for a busy machine; a quadratic reader
    // would need a hundred times.
    assert!(
        long < short.max(Duration::from_millis(5)) * 50,
        "{short:?} {long:?}"
    );
}

#[test]
fn long_strings_are_read_whole() {
    let long = "é".repeat(5_000_000);
    let value = value_from_slice(format!("\"{long}\"").as_bytes()).unwrap();
    assert_eq!(value.as_str().map(str::len), Some(10_000_000));
}

/// The private names of `serde_json` are ordinary names, unless features of the build give them a
/// meaning. Then they have the meaning of `serde_json`, and nothing panics.
#[test]
fn private_names_of_serde_json_are_no_way_in() {
    for name in [
        "$serde_json::private::Number",
        "$serde_json::private::RawValue",
    ] {
        for value in [
            r#""5""#,
            r#""x""#,
            r#""""#,
            "5",
            "null",
            "[]",
            r#"{"a": 1}"#,
        ] {
            for text in [
                format!(r#"{{"{name}": {value}}}"#),
                format!(r#"{{"{name}": {value}, "b": 1}}"#),
            ] {
                let as_usual: Option<Value> = serde_json::from_str(&text).ok();
                let is_object = as_usual.as_ref().is_some_and(Value::is_object);
                let (value, map) = (value_from_slice(text.as_bytes()), from_str::<Extra>(&text));
                if is_object {
                    assert_eq!(value.ok(), as_usual, "{text}");
                    assert_eq!(
                        map.unwrap().get("b").is_some(),
                        text.contains("\"b\""),
                        "{text}"
                    );
                }
                assert!(from_str::<Ticket>(&text).is_err());
                assert!(
                    from_str::<Detail>(&text).is_err()
                        || as_usual.is_some_and(|value| value.is_number())
                );
                assert!(from_str::<Event>(&text).is_err());
            }
        }
    }
}
