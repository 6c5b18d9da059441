//! Errors of building, converting and writing values, and of reading through serde.

use conversation_models::{DateTime, Extra, Integer, Number};
use schema_runtime::DateTimeError;

use crate::cases;
use crate::page::{Example, Group, Input};
use crate::source;

const DATE_TIME: &str = "crates/schema-runtime/src/date_time/date_time_error.rs";
const CONVERSION: &str = "crates/schema-runtime/src/date_time/conversion_error.rs";
const NUMBER: &str = "crates/schema-runtime/src/number_error.rs";

pub(super) fn groups() -> Vec<Group> {
    vec![
        constraint_error(),
        serde_error(),
        date_time_error(),
        conversion_error(),
        number_error(),
        writing(),
    ]
}

fn example(about: &str, message: &impl ToString) -> Example {
    Example {
        inputs: vec![Input::described(format!("`{about}`:"))],
        message: message.to_string(),
    }
}

fn constraint_error() -> Group {
    let array = cases::array_bounds::ArrayBounds::try_from(Vec::new());
    let object = cases::if_then::AssertionsCondition::from_slice(br#"{"b": 1}"#);
    let mut object = object.unwrap();
    object.extra = Extra::new();
    object.a = Some(String::new());
    let about = "What `TryFrom` and `check` say: the message of the kind, without a position.";
    let examples = vec![
        example("ArrayBounds::try_from(Vec::new())", &array.unwrap_err()),
        example(
            r#"AssertionsCondition { a: Some(""), .. }.check()"#,
            &object.check().unwrap_err(),
        ),
    ];
    Group::of("ConstraintError", about, examples)
}

fn serde_error() -> Group {
    type Closed = cases::object_closed::ObjectClosed;
    let text = r#"{"a": 1}"#;
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    let examples = vec![
        example(
            "serde_json::from_str::<ObjectClosed>(…)",
            &serde_json::from_str::<Closed>(text).unwrap_err(),
        ),
        example(
            "serde_json::from_value::<ObjectClosed>(…)",
            &serde_json::from_value::<Closed>(value).unwrap_err(),
        ),
        example(
            "serde_json::from_str::<ObjectClosed>(\"{}\")",
            &serde_json::from_str::<Closed>("{}").unwrap_err(),
        ),
    ];
    let about = format!("The same errors through serde, of `{text}`.");
    Group::of("Deserialize", about, examples)
}

/// Texts that are not date-times, by the variant of the error.
const DATE_TIMES: &[(&str, &str)] = &[
    ("Shape", "today"),
    ("Shape", "2026.01.01"),
    ("Shape", "2026-01-01 10:00:00Z"),
    ("Shape", "2026-01-01T10"),
    ("Shape", "2026-01-01T10:00:00"),
    ("Shape", "2026-01-01T10:00:00Z "),
    ("Range", "2026-13-01T10:00:00Z"),
    ("Range", "2026-02-29T10:00:00Z"),
    ("Range", "2026-01-01T24:00:00Z"),
    ("Range", "2026-01-01T10:60:00Z"),
    ("Range", "2026-01-01T10:00:61Z"),
    ("Range", "2026-01-01T10:00:00+24:00"),
    ("Range", "2026-01-01T10:00:00+01:60"),
    ("LeapSecond", "2026-01-01T10:00:60Z"),
];

fn date_time_error() -> Group {
    for variant in source::variants(DATE_TIME, "DateTimeError") {
        let mut shown = DATE_TIMES.iter().map(|(name, _)| *name);
        assert!(shown.any(|name| name == variant.name), "{}", variant.name);
    }
    let examples = DATE_TIMES.iter().map(|(variant, text)| {
        let error: DateTimeError = DateTime::new(*text).unwrap_err();
        assert!(format!("{error:?}").starts_with(variant), "{error:?}");
        example(text, &error)
    });
    let about = "Why a text is not an RFC 3339 date-time.";
    Group::of("DateTimeError", about, examples.collect())
}

fn conversion_error() -> Group {
    let worded = [
        "the date-time lies in a leap second, which the type asked for does not have",
        "the date-time is out of the type's range",
        "the offset from UTC has seconds, which RFC 3339 cannot write",
    ];
    for wording in worded {
        source::assert_contains(CONVERSION, wording);
    }
    let why = "needs a date library";
    Group {
        unseen: worded.map(|text| (text.to_owned(), why.to_owned())).into(),
        ..Group::of(
            "ConversionError",
            "Why a date-time has no exact counterpart in the type of a date library.",
            Vec::new(),
        )
    }
}

fn number_error() -> Group {
    let errors = [
        (
            "Number::try_from(f64::NAN)",
            Number::try_from(f64::NAN).unwrap_err(),
        ),
        (
            "Integer::try_from(1.5)",
            Integer::try_from(1.5).unwrap_err(),
        ),
        (
            "u8::try_from(Integer::from(256))",
            u8::try_from(Integer::from(256)).unwrap_err(),
        ),
    ];
    for variant in source::variants(NUMBER, "NumberError") {
        let mut shown = errors.iter().map(|(_, error)| format!("{error:?}"));
        assert!(shown.any(|name| name == variant.name), "{}", variant.name);
    }
    let examples = errors.map(|(about, error)| example(about, &error));
    let about = "Why a conversion between number types failed.";
    Group::of("NumberError", about, examples.into())
}

fn writing() -> Group {
    let mut object = cases::members::ObjectMembers::from_slice(br#"{"a": "", "c": null}"#).unwrap();
    object.extra.insert("b", 1.into());
    let mut groups = cases::groups::PatternPropertiesGroupsAndTypedRest::from_slice(b"{}").unwrap();
    groups.extra.insert("a-1", true);
    let mut tuple =
        cases::tuple_that_may_end_early::TupleThatMayEndEarly::from_slice(b"[]").unwrap();
    tuple.1 = Some(Integer::from(1));
    let examples = vec![
        example(
            r#"ObjectMembers { extra: [("b", 1)], .. }"#,
            &serde_json::to_string(&object).unwrap_err(),
        ),
        example(
            r#"PatternPropertiesGroupsAndTypedRest { extra: [("a-1", true)], .. }"#,
            &serde_json::to_string(&groups).unwrap_err(),
        ),
        example(
            "TupleThatMayEndEarly(None, Some(1), [])",
            &serde_json::to_string(&tuple).unwrap_err(),
        ),
    ];
    let about = "Values that could not be read back as they are: `serde_json::to_string`.";
    Group::of("Serialize", about, examples)
}
