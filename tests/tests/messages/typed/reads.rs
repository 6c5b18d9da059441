//! Payloads that generated types reject, by the kind of the error.

use schema_runtime::{Error, value_from_slice};

use crate::cases;
use crate::page::{Example, Input};

/// A payload that a type rejects.
struct Read {
    /// The variant of `ErrorKind`.
    kind: &'static str,
    schema: &'static str,
    payload: &'static [u8],
    error: fn(&[u8]) -> Option<Error>,
}

/// A payload for the root type of a case.
macro_rules! of {
    ($kind:literal, $case:ident::$root:ident, $payload:literal) => {
        Read {
            kind: $kind,
            schema: cases::$case::SOURCE,
            payload: $payload.as_bytes(),
            error: |bytes| cases::$case::$root::from_slice(bytes).err(),
        }
    };
}

/// A text that is read as any JSON value.
const fn text(kind: &'static str, payload: &'static [u8]) -> Read {
    Read {
        kind,
        schema: "true",
        payload,
        error: |bytes| value_from_slice(bytes).err(),
    }
}

const READS: &[Read] = &[
    text("Syntax", b""),
    text("Syntax", b"["),
    text("Syntax", b"{"),
    text("Syntax", b"\"a"),
    text("Syntax", b"{\"a\" 1}"),
    text("Syntax", b"[1 2]"),
    text("Syntax", b"{\"a\": 1 2}"),
    text("Syntax", b"{a: 1}"),
    text("Syntax", b"nul!"),
    text("Syntax", b"?"),
    text("Syntax", br#""\q""#),
    text("Syntax", br#""\ud800""#),
    text("Syntax", br#""\ud800\u0061""#),
    text("Syntax", b"01"),
    text("Syntax", b"1e999"),
    text("Syntax", b"\"\xff\""),
    text("Syntax", b"\"\t\""),
    text("Syntax", b"[1,]"),
    text("Syntax", b"1 2"),
    text("TooDeep", &[b'['; 128]),
    of!("Type", boolean::BooleanType, "1"),
    of!("Type", enum_closed::EnumClosed, "1"),
    of!("Type", members::ObjectMembers, "[]"),
    of!("Type", members::ObjectMembers, r#"{"b": 1.5}"#),
    of!("Type", tuple_closed::TupleClosed, "1"),
    of!("Type", union_by_json_type::UnionByJsonTypeThree, "null"),
    of!("Type", union_by_tag::UnionByTagAnyOf, "1"),
    of!("Type", draft_04_integers::DialectsDraft04Integers, "1.0"),
    of!("Missing", object_closed::ObjectClosed, "{}"),
    of!("Missing", union_by_tag::UnionByTagAnyOf, "{}"),
    of!(
        "Unknown",
        object_closed::ObjectClosed,
        r#"{"a": "", "c": 1}"#
    ),
    of!(
        "Unknown",
        groups::PatternPropertiesGroupsAndTypedRest,
        r#"{"c-1": 1}"#
    ),
    text("Duplicate", br#"{"a": 1, "a": 2}"#),
    of!("Rule", const_integer::ConstInteger, "8"),
    of!("Rule", const_in_members::ConstInMembers, r#"{"s": "y"}"#),
    of!("Rule", union_by_tag::UnionByTagAnyOf, r#"{"kind": "oval"}"#),
    of!("Rule", enum_closed::EnumClosed, r#""old""#),
    of!("Rule", pattern_and_length::StringPatternAndLength, r#""a""#),
    of!(
        "Rule",
        pattern_and_length::StringPatternAndLength,
        r#""abcd""#
    ),
    of!(
        "Rule",
        pattern_and_length::StringPatternAndLength,
        r#""ABC""#
    ),
    of!("Rule", date_time::FormatDateTimeAsserted, r#""today""#),
    of!("Rule", email::FormatEmailAsserted, r#""me""#),
    of!("Rule", integer_u8::IntegerU8, "-1"),
    of!("Rule", integer_u8::IntegerU8, "256"),
    of!("Rule", integer_odd_range::IntegerOddRange, "0"),
    of!("Rule", number_bounds::NumberBounds, "-1.6"),
    of!("Rule", number_bounds::NumberBounds, "2.6"),
    of!("Rule", number_multiple_of::NumberMultipleOf, "0.7"),
    of!("Rule", array_bounds::ArrayBounds, "[]"),
    of!("Rule", array_bounds::ArrayBounds, "[1, 2, 3, 4]"),
    of!("Rule", tuple_closed::TupleClosed, r#"["a"]"#),
    of!("Rule", tuple_closed::TupleClosed, r#"["a", 1, 2]"#),
    of!(
        "Rule",
        unique_items::AssertionsUniqueItemsByValue,
        "[1, 1.0]"
    ),
    of!("Rule", map_with_size::MapWithSize, "{}"),
    of!(
        "Rule",
        map_with_size::MapWithSize,
        r#"{"a": "", "b": "", "c": "", "d": ""}"#
    ),
    of!(
        "Rule",
        map_closed::PatternPropertiesMapClosed,
        r#"{"a": ""}"#
    ),
    of!("Rule", if_then::AssertionsCondition, r#"{"a": ""}"#),
    of!("Rule", union_by_property::UnionUntaggedWithoutTag, "{}"),
];

pub(super) fn examples(kind: &str) -> Vec<Example> {
    let reads = READS.iter().filter(|read| read.kind == kind);
    reads.map(example).collect()
}

fn example(read: &Read) -> Example {
    let payload = String::from_utf8_lossy(read.payload);
    let error = (read.error)(read.payload);
    let error = error.unwrap_or_else(|| panic!("{payload} is accepted"));
    let kind = format!("{:?}", error.kind());
    assert!(kind.starts_with(read.kind), "{payload}: {error}");
    let schema: serde_json::Value = serde_json::from_str(read.schema).unwrap();
    let about = match read.schema {
        "true" => "Any value".to_owned(),
        _ => format!("`{schema}`"),
    };
    let input = if read.payload.starts_with(b"[[") {
        Input::described("Any value, 128 times `[`:")
    } else {
        Input::file(&about, read.payload)
    };
    Example {
        inputs: vec![input],
        message: error.to_string(),
    }
}
