//! Errors: kind, pointer, keyword, position and message; and that they never quote a payload.

use schema_runtime::{
    __private::v1::{Read, deserialize, from_slice, from_str},
    ConstraintError, Error, ErrorKind, Integer, JsonKind, value_from_slice,
};

use crate::model::{Requester, Subject, Ticket};

fn refused(text: &str) -> Error {
    from_str::<Ticket>(text).expect_err(text)
}

/// A text with the expected pointer, keyword and message of its error.
type Refusal = (
    &'static str,
    &'static str,
    Option<&'static str>,
    &'static str,
);

const REFUSALS: &[Refusal] = &[
    (
        r#"{"id": "1"}"#,
        "/id",
        Some("type"),
        "expected an integer, found a string at `/id`, line 1 column 10",
    ),
    (
        r#"{"id": 1.5}"#,
        "/id",
        Some("type"),
        "expected an integer, found a number at `/id`, line 1 column 10",
    ),
    (
        r#"{"status": 1}"#,
        "/status",
        Some("type"),
        "expected one of `new`, `on-hold`, found a number at `/status`, line 1 column 12",
    ),
    (
        r#"{"status": "old"}"#,
        "/status",
        Some("enum"),
        "must be one of `new`, `on-hold` (enum) at `/status`, line 1 column 16",
    ),
    (
        r#"{"subject": ""}"#,
        "/subject",
        Some("minLength"),
        "must have at least 1 character (minLength) at `/subject`, line 1 column 14",
    ),
    (
        r#"{"subject": "éééééé"}"#,
        "/subject",
        Some("maxLength"),
        "must have at most 5 characters (maxLength) at `/subject`, line 1 column 26",
    ),
    (
        r#"{"labels": {"a": 1, "x/y~z": 128}}"#,
        "/labels/x~1y~0z",
        Some("maximum"),
        "must be at most 127 (maximum) at `/labels/x~1y~0z`, line 1 column 32",
    ),
    (
        r#"{"labels": {"a": -129}}"#,
        "/labels/a",
        Some("minimum"),
        "must be at least -128 (minimum) at `/labels/a`, line 1 column 21",
    ),
    (
        r#"{"tags": ["a", "b", 3]}"#,
        "/tags/2",
        Some("type"),
        "expected a string, found a number at `/tags/2`, line 1 column 21",
    ),
    (
        r#"{"created": "2024-02-30T10:00:00Z"}"#,
        "/created",
        Some("format"),
        "must be an RFC 3339 date-time: the day is out of range (format) at `/created`, line 1 column 34",
    ),
    (
        r#"{"created": 1}"#,
        "/created",
        Some("type"),
        "expected a string, found a number at `/created`, line 1 column 13",
    ),
    (
        r#"{"a/b~ü": 0}"#,
        "/a~1b~0ü",
        Some("type"),
        "expected a boolean, found a number at `/a~1b~0ü`, line 1 column 12",
    ),
    (
        r#"{"requester": {}}"#,
        "/requester",
        Some("required"),
        "missing property `email` at `/requester`, line 1 column 16",
    ),
    (
        r#"{"requester": {"email": "a", "age": 256}}"#,
        "/requester/age",
        Some("maximum"),
        "must be at most 255 (maximum) at `/requester/age`, line 1 column 39",
    ),
    (
        r#"{"detail": [1, 2, "3"]}"#,
        "/detail/2",
        Some("type"),
        "expected an integer, found a string at `/detail/2`, line 1 column 21",
    ),
    (
        r#"{"detail": {"email": 1}}"#,
        "/detail/email",
        Some("type"),
        "expected a string, found a number at `/detail/email`, line 1 column 22",
    ),
    (
        r#"{"parent": {"parent": {"id": []}}}"#,
        "/parent/parent/id",
        Some("type"),
        "expected an integer, found an array at `/parent/parent/id`, line 1 column 31",
    ),
    (
        r"[]",
        "",
        Some("type"),
        "expected a Ticket object, found an array, line 1 column 2",
    ),
    (
        r"{}",
        "",
        Some("required"),
        "missing property `id`, line 1 column 2",
    ),
];

#[test]
fn each_failure_names_pointer_keyword_and_reason() {
    for &(text, pointer, keyword, message) in REFUSALS {
        let error = refused(text);
        assert_eq!(error.to_string(), message, "{text}");
        assert_eq!(
            (error.pointer(), error.keyword()),
            (pointer, keyword),
            "{text}"
        );
    }
}

#[test]
fn lines_are_counted() {
    let error = refused("{\n  \"id\": 1,\n  \"tags\": [\n    true\n  ]\n}");
    assert_eq!(
        (error.line(), error.column(), error.pointer()),
        (4, 8, "/tags/0")
    );
}

#[test]
fn every_json_type_is_named_beside_the_expected_one() {
    for (value, found) in [
        ("null", JsonKind::Null),
        ("true", JsonKind::Boolean),
        ("-1", JsonKind::Number),
        ("0.5", JsonKind::Number),
        ("12345678901234567890123", JsonKind::Number),
        ("\"s\"", JsonKind::String),
        ("\"\\u0073\"", JsonKind::String),
        ("[1]", JsonKind::Array),
        ("{\"a\":1}", JsonKind::Object),
        ("{}", JsonKind::Object),
    ] {
        check::<bool>(value, found, JsonKind::Boolean);
        check::<String>(value, found, JsonKind::String);
        check::<Integer>(value, found, JsonKind::Number);
        check::<Vec<serde_json::Value>>(value, found, JsonKind::Array);
        check::<schema_runtime::Null>(value, found, JsonKind::Null);
        check::<schema_runtime::Map>(value, found, JsonKind::Object);
        check::<Requester>(value, found, JsonKind::Object);
        check::<crate::model::Event>(value, found, JsonKind::Object);
    }
}

fn check<T: for<'de> Read<'de>>(text: &str, found: JsonKind, own: JsonKind) {
    if found != own {
        let error = from_str::<T>(text).err().unwrap();
        assert!(
            matches!(error.kind(), ErrorKind::Type { found: f, .. } if *f == found),
            "{text}: {error}"
        );
    }
}

#[test]
fn payloads_are_not_quoted() {
    let secret = "s3cr3t";
    for text in [
        r#"{"id": "s3cr3t"}"#,
        r#"{"status": "s3cr3t"}"#,
        r#"{"subject": "s3cr3t"}"#,
        r#"{"created": "s3cr3t"}"#,
        r#"{"events": [{"type": "s3cr3t"}]}"#,
        r#"{"tags": {"a": "s3cr3t"}}"#,
        r#"{"x": "s3cr3t"#,
        r#"{"x": "s3cr3t" s3cr3t"#,
        r#"{"x": "\u00s3cr3t"}"#,
        "s3cr3t",
        r#""s3cr3t""#,
    ] {
        let error = refused(text);
        assert!(!format!("{error} {error:?}").contains(secret), "{error:?}");
        let error = serde_json::from_str::<Ticket>(text).unwrap_err();
        assert!(!error.to_string().contains(secret), "{error}");
    }
}

#[test]
fn errors_of_the_text_have_a_path_too() {
    let error = refused(r#"{"tags": ["a", "b" "c"]}"#);
    assert_eq!(
        error.to_string(),
        "expected `,` or `]` at `/tags/2`, line 1 column 20"
    );
    assert_eq!(error.keyword(), None);
    let error = refused(r#"{"x": {"y": tru}}"#);
    assert_eq!(
        error.to_string(),
        "expected ident at `/x/y`, line 1 column 16"
    );
}

#[test]
fn serde_users_see_path_reason_and_one_position() {
    let text = "{\n\"requester\": {\"email\": 1}}";
    let error = serde_json::from_str::<Ticket>(text).unwrap_err();
    assert_eq!(
        error.to_string(),
        "/requester/email: expected a string, found a number at line 2 column 24"
    );
    assert_eq!((error.line(), error.column()), (2, 24));
    assert!(error.is_data());
    // Values have no positions.
    let value = serde_json::json!({"requester": {"email": 1}});
    let error = serde_json::from_value::<Ticket>(value).unwrap_err();
    assert_eq!(
        error.to_string(),
        "/requester/email: expected a string, found a number"
    );
}

#[test]
fn a_member_name_cannot_forge_a_position() {
    let text = r#"{"email": "a", "x at line 7 column 7": 1}"#;
    let error = serde_json::from_str::<Requester>(text).unwrap_err();
    assert_eq!(
        error.to_string(),
        "unknown property `x at line 7 column 7` at line 1 column 37"
    );
    assert_eq!((error.line(), error.column()), (1, 37));
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    let error = serde_json::from_value::<Requester>(value).unwrap_err();
    assert_eq!(
        (error.line(), error.to_string().as_str()),
        (0, "unknown property `x at line 7 column 7`")
    );
}

struct Broken;

impl std::io::Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::TimedOut.into())
    }
}

#[test]
fn errors_of_text_and_input_pass_untouched_through_serde() {
    let error = serde_json::from_str::<Ticket>(r#"{"id": 1,}"#).unwrap_err();
    assert!(error.is_syntax());
    assert_eq!(error.to_string(), "trailing comma at line 1 column 10");
    let error = serde_json::from_str::<Ticket>(r#"{"id": 1"#).unwrap_err();
    assert!(error.is_eof());

    let error = serde_json::from_reader::<_, Ticket>(Broken).unwrap_err();
    assert_eq!(error.io_error_kind(), Some(std::io::ErrorKind::TimedOut));
}

#[test]
fn other_error_types_get_the_message() {
    use serde::de::{IntoDeserializer, value};
    let text: value::StrDeserializer<'_, value::Error> = "1".into_deserializer();
    let error = deserialize::<Integer, _>(text).unwrap_err();
    assert_eq!(error.to_string(), "expected an integer, found a string");
}

#[test]
fn constraint_errors_state_the_rule() {
    assert!(Subject::try_from("fine".to_owned()).is_ok());
    let error: ConstraintError = Subject::try_from(String::new()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "must have at least 1 character (minLength)"
    );
    assert_eq!(error.keyword(), Some("minLength"));
    assert!(matches!(
        error.kind(),
        ErrorKind::Rule {
            keyword: "minLength",
            ..
        }
    ));
}

#[test]
fn results_stay_small() {
    assert_eq!(size_of::<Result<u8, Error>>(), 2 * size_of::<usize>());
    assert_eq!(size_of::<schema_runtime::Extra>(), size_of::<usize>());
    assert!(from_slice::<u8>(b"7").is_ok());
    assert_eq!(
        value_from_slice(b"").unwrap_err().to_string(),
        "EOF while parsing a value, line 1 column 0"
    );
}

/// Neither by `Display` nor by `Debug`, and not as the source of another error.
#[test]
fn no_error_of_this_crate_quotes_a_value() {
    const SECRET: &str = "Geheimnis";
    let mut printed: Vec<String> = Vec::new();
    let mut print = |error: &dyn std::error::Error| {
        assert!(error.source().is_none());
        printed.push(format!("{error} {error:?} {error:#?}"));
    };
    for text in [
        r#"{"id": "Geheimnis"}"#,
        r#"{"status": "Geheimnis"}"#,
        r#"{"subject": "Geheimnis"}"#,
        r#"{"subject": "Geheimnis", "id""#,
        r#"["Geheimnis"] 1"#,
        r#""Geheimnis\u12""#,
        "Geheimnis",
        r#"{"a": "Geheimnis", "a": 1}"#,
    ] {
        for error in [
            from_str::<Ticket>(text).err(),
            from_str::<Subject>(text).err(),
            from_str::<Requester>(text).err(),
            from_str::<schema_runtime::DateTime>(text).err(),
            value_from_slice(text.as_bytes()).err(),
        ]
        .into_iter()
        .flatten()
        {
            print(&error);
            print_kind(&error);
        }
        if let Err(error) = serde_json::from_str::<Ticket>(text) {
            print(&error);
        }
    }
    for text in ["Geheimnis", "2026-13-01T00:00:00Z"] {
        print(&schema_runtime::DateTime::new(text).unwrap_err());
    }
    print(&schema_runtime::Number::try_from(f64::NAN).unwrap_err());
    assert!(printed.len() > 30);
    assert!(
        printed.iter().all(|text| !text.contains(SECRET)),
        "{printed:#?}"
    );
}

fn print_kind(error: &Error) {
    let kind = format!("{} {:?}", error.kind(), error.kind());
    assert!(!kind.contains("Geheimnis"), "{kind}");
}

#[test]
fn names_in_messages_are_printable_and_short() {
    let long = "x".repeat(10_000);
    for (name, shown) in [
        (r"\u001b[31m", r"`\u{1b}[31m`".to_owned()),
        (r"a\nb", r"`a\nb`".to_owned()),
        ("a\u{202e}b", r"`a\u{202e}b`".to_owned()),
        (&long, format!("`{}…`", "x".repeat(100))),
    ] {
        let text = format!(r#"{{"{name}": 1, "{name}": 2}}"#);
        let error = value_from_slice(text.as_bytes()).unwrap_err();
        let expected = format!("duplicate key {shown}");
        assert!(error.to_string().starts_with(&expected), "{error}");
        let inner = value_from_slice(format!(r#"{{"{name}": {text}}}"#).as_bytes()).unwrap_err();
        assert!(inner.to_string().len() < 600);
        let place = shown.trim_end_matches("…`");
        assert!(
            inner
                .to_string()
                .contains(&format!("at `/{}", &place[1..place.len() - 1])),
            "{inner}"
        );
    }
}
