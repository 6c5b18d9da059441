//! The texts to read, the same in every run. Each list has so many values that the cost of the text
//! around it is negligible.

use crate::Text;

/// How many values a list has.
const COUNT: usize = 64;

/// The properties of the schema `keys`, in its order.
const KEYS: [&str; 16] = [
    "active",
    "billed",
    "closed",
    "delayed",
    "escalated",
    "flagged",
    "held",
    "internal",
    "locked",
    "muted",
    "notified",
    "open",
    "paused",
    "queued",
    "recorded",
    "shared",
];

/// All properties in two orders, or as many additional properties.
pub(crate) fn keys() -> [Text; 3] {
    let member = |name: &str| format!(r#""{name}":true"#);
    [
        ("as in the schema", object(KEYS.iter().map(|it| member(it)))),
        ("reversed", object(KEYS.iter().rev().map(|it| member(it)))),
        (
            "all unknown",
            object(KEYS.iter().map(|it| member(&format!("x{it}")))),
        ),
    ]
}

/// Date-times in the two common forms.
pub(crate) fn dates() -> [Text; 2] {
    [
        (
            "in UTC",
            values(|index| format!(r#""2026-08-15T08:{index:02}:00.000Z""#)),
        ),
        (
            "with an offset",
            values(|index| format!(r#""2026-08-15T08:{index:02}:00.123456+05:30""#)),
        ),
    ]
}

/// Additional properties.
pub(crate) fn extras() -> [Text; 3] {
    let with = |unknown: fn(usize) -> String| {
        let unknown = (0..8).map(move |index| format!(r#""extra_{index}":{}"#, unknown(index)));
        object([r#""id":1"#.to_owned()].into_iter().chain(unknown))
    };
    [
        ("none", r#"{"id":1}"#.to_owned()),
        ("scalars", with(|index| format!(r#""value {index}""#))),
        (
            "nested",
            with(|index| format!(r#"{{"name":"value {index}","list":[{index},null,true]}}"#)),
        ),
    ]
}

/// Objects with the tag as the first property, and as the last.
pub(crate) fn tagged() -> [Text; 2] {
    [
        (
            "tag first",
            values(|index| match index % 2 {
                0 => r#"{"type":"chat","text":"good morning","read":true}"#.to_owned(),
                _ => r#"{"type":"call","number":"0049 30 1234","held":false}"#.to_owned(),
            }),
        ),
        (
            "tag last",
            values(|index| match index % 2 {
                0 => r#"{"text":"good morning","read":true,"type":"chat"}"#.to_owned(),
                _ => r#"{"number":"0049 30 1234","held":false,"type":"call"}"#.to_owned(),
            }),
        ),
    ]
}

/// Values of four JSON types in alternation.
pub(crate) fn kinds() -> [Text; 1] {
    let value = |index: usize| match index % 4 {
        0 => "true".to_owned(),
        1 => index.to_string(),
        2 => r#""good morning""#.to_owned(),
        _ => r#"{"name":"yes"}"#.to_owned(),
    };
    [("mixed", values(value))]
}

/// Strings of a line's length.
pub(crate) fn strings() -> [Text; 2] {
    [
        (
            "plain",
            values(|_| r#""I cannot log in, it says my code is wrong.""#.to_owned()),
        ),
        (
            "escaped",
            values(|_| r#""I cannot \"log in\",\nit says my c\u00f6de is wrong.""#.to_owned()),
        ),
    ]
}

fn object(members: impl Iterator<Item = String>) -> String {
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

fn values(value: impl Fn(usize) -> String) -> String {
    let values: Vec<String> = (0..COUNT).map(|index| value(index % 60)).collect();
    format!(r#"{{"values":[{}]}}"#, values.join(","))
}
