//! Compares this crate's scanner with `serde_json`: the same values, and the same errors with the
//! same message at the same position. Also checks that `accepts`, which builds no value, agrees
//! with both.

use proptest::prelude::*;
use schema_runtime::{
    __private::v1::{Deserialize, Read, Shape, Shaped, Untagged, accepts, from_slice},
    ErrorKind, Integer, Number, PlainInteger, check_text, value_from_slice,
};
use serde_json::Value;

use crate::model::{Event, Pair, Row, Ticket};

/// The outcome of reading a text: the value, or the message with line and column.
type Outcome<T> = Result<T, (String, usize, usize)>;

/// Whether `arbitrary_precision` is on. Then `serde_json` keeps the digits and no number is out of
/// its range: the verdicts are still the same, but not every message, position and spelling.
fn keeps_digits() -> bool {
    serde_json::from_str::<Value>("1e999").is_ok()
}

fn ours<T: for<'de> Read<'de>>(text: &[u8]) -> Outcome<T> {
    from_slice(text).map_err(|error| {
        let kind = match error.kind() {
            // The only error for which the messages differ.
            ErrorKind::TooDeep => "too deep".to_owned(),
            kind => kind.to_string(),
        };
        let message = match (error.keyword(), error.kind(), error.pointer()) {
            (None, ErrorKind::Syntax { .. } | ErrorKind::TooDeep, _) | (.., "") => kind,
            (.., pointer) => format!("{}: {kind}", schema_runtime::printable(pointer)),
        };
        (message, error.line(), error.column())
    })
}

/// The same readers with `serde_json`'s deserializer.
fn theirs<T: for<'de> Deserialize<'de>>(text: &[u8]) -> Outcome<T> {
    serde_json::from_slice(text).map_err(|error| {
        let message = error.to_string();
        let message = message
            .rfind(" at line ")
            .map_or(message.as_str(), |end| &message[..end]);
        let message = match message {
            "recursion limit exceeded" => "too deep".to_owned(),
            message if message.ends_with("nested more than 127 levels deep") => {
                "too deep".to_owned()
            }
            // With a pointer only if a reader of this crate found it out of range.
            message if message.ends_with("number out of range") => "number out of range".to_owned(),
            message => message.to_owned(),
        };
        (message, error.line(), error.column())
    })
}

fn agree<T>(text: &[u8]) -> Result<(), TestCaseError>
where
    T: for<'de> Read<'de> + for<'de> Deserialize<'de> + Shaped + PartialEq + std::fmt::Debug,
{
    let (ours, theirs) = (ours::<T>(text), theirs::<T>(text));
    let shown = String::from_utf8_lossy(text);
    if keeps_digits() {
        prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{}", shown);
    } else {
        prop_assert_eq!(ours, theirs, "{}", shown);
    }
    same_verdict::<T>(text)
}

fn same_verdict<T: for<'de> Read<'de> + Shaped>(text: &[u8]) -> Result<(), TestCaseError> {
    let read = from_slice::<T>(text).is_ok();
    prop_assert_eq!(
        accepts::<T>(text),
        read,
        "{}",
        String::from_utf8_lossy(text)
    );
    Ok(())
}

/// A `Value` read by this crate's strict reader, with `serde_json`'s deserializer.
#[derive(Debug, PartialEq)]
struct Strict(Value);

impl<'de> Read<'de> for Strict {
    fn read<D: serde::Deserializer<'de>>(
        deserializer: D,
        cx: &mut schema_runtime::__private::v1::Context,
    ) -> Result<Self, D::Error> {
        Read::read(deserializer, cx).map(Self)
    }
}

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        schema_runtime::__private::v1::deserialize(deserializer)
    }
}

impl Shaped for Strict {
    const SHAPE: Shape = Shape::Any;
}

fn agree_on_all(text: &[u8]) -> Result<(), TestCaseError> {
    agree::<Strict>(text)?;
    agree::<Number>(text)?;
    agree::<Integer>(text)?;
    agree::<PlainInteger>(text)?;
    same_verdict::<i64>(text)?;
    same_verdict::<u8>(text)?;
    agree::<Pair>(text)?;
    agree::<Row>(text)?;
    agree::<Event>(text)?;
    agree::<Ticket>(text)
}

/// Pieces of texts, valid and invalid.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    " ",
    "\n",
    "\t",
    "\"",
    "\\",
    "null",
    "true",
    "false",
    "nul",
    "trux",
    "0",
    "-",
    "-0",
    "01",
    "1.",
    "1.5",
    ".5",
    "1e5",
    "1E+2",
    "1e",
    "1e-",
    "1e400",
    "1e99999999999",
    "0e99999999999",
    "-1e99999999999",
    "1e-99999999999",
    "9223372036854775807",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "123456789012345678901234567890",
    "0.1",
    "5e-324",
    "2.2250738585072011e-308",
    "179769313486231580793e289",
    r#""a""#,
    r#""é""#,
    r#""\u00e9""#,
    r#""\ud83d\ude00""#,
    r#""\ud83d""#,
    r#""\ud83d\u0041""#,
    r#""\ude00""#,
    r#""\ud83dx""#,
    r#""\ud83d\n""#,
    r#""\x""#,
    r#""\u12"#,
    r#""a\"b""#,
    r#""\n\t\\\/\b\f\r""#,
    r#""longer than eight bytes""#,
    r#""longer \u0065scapes at the \"end\\""#,
    "\"\u{1}\"",
    "\"12345678\u{1f}\"",
    "\"\u{7f}\"",
    r#""id":1"#,
    r#""status":"new""#,
    r#""assignee_id":null"#,
    r#""type":"chat""#,
    r#""type":"call""#,
    r#""lines":[]"#,
    r#""extra":{"a":[1,2.5]}"#,
    r#""i\u0064":2"#,
    r#""parent":"#,
    r#""labels":{"x":-3}"#,
    r#""tags":["a"]"#,
    r#""created":"2024-02-29T10:00:00Z""#,
    r#""subject":"hello""#,
];

/// Pieces of texts, valid and invalid.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let fixed = prop::sample::select(PIECES);
    prop_oneof![
        20 => fixed.prop_map(|piece| piece.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 1..4),
        2 => any::<f64>().prop_map(|number| format!("{number:e}").into_bytes()),
        2 => any::<f64>().prop_map(|number| format!("{number}").into_bytes()),
        1 => any::<i64>().prop_map(|number| number.to_string().into_bytes()),
        1 => "[ -~é\u{1F600}]{0,20}".prop_map(|text| serde_json::to_vec(&text).unwrap()),
    ]
}

/// Names of properties of the types under test, and one that none of them has.
const NAMES: &[&str] = &[
    "id",
    "status",
    "assignee_id",
    "requester",
    "subject",
    "external_id",
    "channel",
    "tags",
    "labels",
    "created",
    "parent",
    "detail",
    "events",
    "type",
    "lines",
    "x",
];

/// Texts that are usually JSON, edited in one or two places.
fn edited_json() -> impl Strategy<Value = Vec<u8>> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|value| value.to_string()),
        any::<i32>().prop_map(|value| value.to_string()),
        any::<f64>().prop_filter_map("finite", |value| value
            .is_finite()
            .then(|| format!("{value:e}"))),
        ".{0,12}".prop_map(|text| Value::from(text).to_string()),
    ];
    let name = prop_oneof![
        prop::sample::select(NAMES).prop_map(str::to_owned),
        ".{0,4}",
    ];
    let json = leaf.prop_recursive(4, 24, 5, move |inner| {
        let member = (name.clone(), inner.clone())
            .prop_map(|(name, value)| format!("{} :{value}", Value::from(name)));
        prop_oneof![
            prop::collection::vec(inner, 0..5)
                .prop_map(|items| format!("[{}]", items.join(" ,\n"))),
            prop::collection::vec(member, 0..6)
                .prop_map(|members| format!("{{{}}}", members.join(","))),
        ]
    });
    let edit = (
        any::<prop::sample::Index>(),
        prop_oneof![
            Just(None),
            any::<u8>().prop_map(Some),
            prop::sample::select(b" \",:[]{}\\0-e.\n".to_vec()).prop_map(Some)
        ],
    );
    (json, prop::collection::vec(edit, 0..3)).prop_map(|(json, edits)| {
        let mut bytes = json.into_bytes();
        for (place, edit) in edits {
            let place = place.index(bytes.len().max(1));
            match edit {
                _ if place >= bytes.len() => {}
                Some(byte) => bytes[place] = byte,
                None => drop(bytes.remove(place)),
            }
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn pieces_in_any_order(pieces in prop::collection::vec(piece(), 0..8)) {
        agree_on_all(&pieces.concat())?;
    }

    #[test]
    fn edited_texts(text in edited_json()) {
        agree_on_all(&text)?;
    }

    #[test]
    fn strings(content in prop::collection::vec(piece(), 0..5)) {
        agree::<Strict>(&[b"\"".as_slice(), &content.concat(), b"\""].concat())?;
    }

    #[test]
    fn digits(text in "-?[0-9]{1,40}(\\.[0-9]{0,25})?([eE][+-]?[0-9]{0,12})?") {
        agree::<Strict>(text.as_bytes())?;
        agree::<Number>(text.as_bytes())?;
    }
}

/// Texts of tuples, with valid and invalid separators, brackets and items, and with text after the
/// end.
fn tuple_texts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "[",
        "]",
        ",",
        ":",
        "}",
        " ",
        "1",
        "2.5",
        "1e400",
        "\"a\"",
        "\"\\ud800\"",
        "null",
        "{}",
        "[7,",
        "{\"a\":1,\"a\":2}",
    ]);
    let begin = prop::sample::select(vec!["[", "[\"a\"", "[\"a\",1", "[\"a\",1,2"]);
    (begin, prop::collection::vec(piece, 0..5))
        .prop_map(|(begin, pieces)| format!("{begin}{}", pieces.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8192))]

    #[test]
    fn ends_of_tuples(text in tuple_texts()) {
        agree::<Pair>(text.as_bytes())?;
        agree::<Row>(text.as_bytes())?;
    }
}

/// Regression: a separator before the closing bracket was accepted where no value is built.
#[test]
fn a_tuple_ends_with_a_bracket_alone() {
    for text in [
        r#"["a",1,]"#,
        r#"["a",1,,]"#,
        r#"["a",]"#,
        r#"["a",1:]"#,
        r#"["a" 1]"#,
        r#"[,"a",1]"#,
        r#"["a",1,2,]"#,
        r#"["a",1"#,
        r#"["a",1}"#,
        r#"["a",1]]"#,
    ] {
        assert!(!accepts::<Pair>(text.as_bytes()), "{text}");
        assert!(!accepts::<Row>(text.as_bytes()), "{text}");
        agree::<Pair>(text.as_bytes()).unwrap();
        agree::<Row>(text.as_bytes()).unwrap();
    }
}

/// An untagged union, used in an object with additional properties.
#[derive(Debug, PartialEq)]
struct Tried;

impl Shaped for Tried {
    const SHAPE: Shape = Shape::Map(&Shape::ByTrial(&TRIED));
}

static TRIED: Untagged = Untagged::new(&[Shape::Any, Shape::Map(&Shape::Null)], true);

impl<'de> Read<'de> for Tried {
    fn read<D: serde::Deserializer<'de>>(
        deserializer: D,
        cx: &mut schema_runtime::__private::v1::Context,
    ) -> Result<Self, D::Error> {
        <Value as Read>::read(deserializer, cx).map(|_| Self)
    }
}

/// The names of the branch that fails last must be discarded.
#[test]
fn names_in_a_branch_that_failed_are_not_names_around_it() {
    let text = br#"{"u": {"x": null, "y": 1}, "x": 1}"#;
    assert!(accepts::<Tried>(text));
    assert!(!accepts::<Tried>(br#"{"u": {"x": null, "y": 1}, "u": 1}"#));
}

#[test]
fn every_prefix_and_every_broken_byte() {
    let text = "{\"id\": -12, \"status\": \"n\\u0065w\", \"assignee_id\": null,\r\n \"x\": [1.5e3, {\"é\": true}, \"a\\ud83d\\ude00\"], \"tags\": []}";
    for end in 0..=text.len() {
        agree_on_all(&text.as_bytes()[..end]).unwrap();
    }
    for place in 0..text.len() {
        for byte in [b'"', b'\\', b'}', b']', b',', b'0', b'x', 0, 0x80, 0xff] {
            let mut broken = text.as_bytes().to_vec();
            broken[place] = byte;
            agree_on_all(&broken).unwrap();
        }
    }
}

#[test]
fn the_depth_limit_is_the_same() {
    for levels in [126, 127, 128, 129] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")] {
            for inner in ["1", "", "[]", "x"] {
                let text = [open.repeat(levels), inner.to_owned(), close.repeat(levels)].concat();
                agree::<Strict>(text.as_bytes()).unwrap();
            }
        }
    }
}

/// `check_text`, which discards the value, gives the same errors as reading a `Value`.
#[test]
fn texts_are_checked_as_values_are_read() {
    for text in [
        "",
        " 1 ",
        "[1, [2], {\"a\": null}]",
        "[1e999]",
        "[-1e400, 1]",
        "{\"a\": 1, \"b\": {\"c\": 1, \"\\u0063\": 2}}",
        "{\"a\": 1, \"a\": 2",
        "{\"a\": [1,, 2]}",
        "{\"a\": [1",
        "[\"\\ud800\"]",
        "[1] 2",
        "nul",
        "{\"x/y\": {\"z\": tru}}",
        "123456789012345678901234567890",
        &"[".repeat(1000),
        &format!("{}1{}", "{\"a\":".repeat(127), "}".repeat(127)),
        &format!("{}1{}", "[".repeat(128), "]".repeat(128)),
    ] {
        let kept = value_from_slice(text.as_bytes()).map(drop);
        assert_eq!(check_text(text.as_bytes()), kept, "{text}");
    }
    for end in 0..30 {
        let bytes = &b"{\"a\": [\"\xC3\xA9\\u00e9\", 1.5e3, true]}"[..end];
        let kept = value_from_slice(bytes).map(drop);
        assert_eq!(check_text(bytes), kept, "{end}");
    }
}
