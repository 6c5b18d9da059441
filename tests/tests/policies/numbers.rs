//! Numbers of additional properties, which no schema constrains: kept by value, rejected beyond the
//! range of doubles.

use conversation_models::zendesk::ChatEndedEvent;
use conversation_tests::{Root, for_each_root};
use serde_json::Value;

use crate::{is_accepted, is_unreadable, with_members};

for_each_root! {
    numbers_of_unknown_members_are_kept => |R| kept::<R>()
    numbers_beyond_every_double_are_no_numbers => |R| beyond::<R>()
}

/// Each number is written back as the second text: integers up to 64 bits exactly, all others as
/// the nearest double.
fn kept<R: Root>() {
    let numbers = [
        ("-0", "-0.0"),
        ("-0.0", "-0.0"),
        ("1.0", "1.0"),
        ("9007199254740991", "9007199254740991"),
        ("9007199254740993", "9007199254740993"),
        ("-9007199254740993", "-9007199254740993"),
        ("9007199254740993.0", "9007199254740992.0"),
        ("18446744073709551615", "18446744073709551615"),
        ("18446744073709551616", "1.8446744073709552e+19"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("-9223372036854775809", "-9.223372036854775808e+18"),
        ("0.1", "0.1"),
        ("123456.789e3", "123456789.0"),
        ("1.7976931348623157e308", "1.7976931348623157e+308"),
        ("5e-324", "5e-324"),
        ("1e-400", "0.0"),
    ];
    for (spelt, expected) in numbers {
        let member = format!(r#""x": {spelt}, "y": [{{"z": {spelt}}}]"#);
        let typed = is_accepted::<R>(&with_members::<R>(member.as_bytes()));
        let written = serde_json::to_value(&typed).unwrap();
        let expected: Value = serde_json::from_str(expected).unwrap();
        for kept in [&written["x"], &written["y"][0]["z"]] {
            assert_eq!(kept.to_string(), expected.to_string(), "{spelt}");
        }
    }
}

fn beyond<R: Root>() {
    let digits = "9".repeat(400);
    for spelt in [
        "1e400",
        "-1e400",
        "1e999999999999",
        "1.7976931348623159e308",
        &digits,
    ] {
        for member in [
            format!(r#""x": {spelt}"#),
            format!(r#""x": {{"y": [{spelt}]}}"#),
        ] {
            is_unreadable::<R>(&with_members::<R>(member.as_bytes()));
        }
    }
}

/// A bounded integer is compared exactly, also where doubles are not exact.
#[test]
fn sixty_four_bits_are_sixty_four_bits() {
    let read = |id: &str| {
        let text = format!(r#"{{"id": {id}, "type": "ChatEndedEvent"}}"#);
        ChatEndedEvent::from_slice(text.as_bytes())
    };
    let same = [
        i64::MAX,
        i64::MAX - 1,
        i64::MIN,
        i64::MIN + 1,
        (1 << 53) + 1,
        -(1 << 53) - 1,
    ];
    for id in same {
        assert_eq!(read(&id.to_string()).map(|event| event.id), Ok(id));
    }
    assert_eq!(read("1e3").map(|event| event.id), Ok(1000));
    assert_eq!(read("-0.0").map(|event| event.id), Ok(0));
    for (id, keyword) in [
        ("9223372036854775808", "maximum"),
        ("9223372036854775807.0", "maximum"),
        ("1e19", "maximum"),
        ("-1e19", "minimum"),
        ("0.5", "type"),
    ] {
        assert_eq!(read(id).unwrap_err().keyword(), Some(keyword), "{id}");
    }
    assert_eq!(read("1e400").unwrap_err().keyword(), None);
}
