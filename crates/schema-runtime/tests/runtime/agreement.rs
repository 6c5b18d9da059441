//! Checks that this crate and the `jsonschema` crate give the same verdicts.

use jsonschema::Validator;
use proptest::prelude::*;
use schema_runtime::{
    __private::v1::{self as rt, from_str},
    DateTime, Integer, json_equal,
};
use serde_json::{Value, json};

fn validator(schema: &Value) -> Validator {
    jsonschema::options()
        .should_validate_formats(true)
        .build(schema)
        .unwrap()
}

/// Date-times and near misses.
fn near_date_times() -> impl Strategy<Value = String> {
    let part = |most: u32| prop_oneof![4 => (0..most).boxed(), 1 => Just(most).boxed(), 1 => (0_u32..100).boxed()];
    let date = (
        prop_oneof![0..10_000_u32, Just(2000), Just(1900), Just(2024)],
        part(12),
        prop_oneof![28..32_u32, part(28)],
    );
    let time = (
        prop_oneof![Just(23), part(23)],
        prop_oneof![Just(59), part(59)],
        prop_oneof![Just(60), part(59)],
    );
    let fraction = "(\\.[0-9]{0,12})?";
    let offset = prop_oneof![
        Just("Z".to_owned()),
        Just("z".to_owned()),
        (prop_oneof![Just('+'), Just('-')], part(23), part(59))
            .prop_map(|(sign, h, m)| format!("{sign}{h:02}:{m:02}")),
    ];
    (date, "[Tt ]", time, fraction, offset).prop_map(
        |((y, mo, d), t, (h, mi, s), fraction, offset)| {
            format!("{y:04}-{mo:02}-{d:02}{t}{h:02}:{mi:02}:{s:02}{fraction}{offset}")
        },
    )
}

fn edited_date_times() -> impl Strategy<Value = String> {
    (
        near_date_times(),
        any::<prop::sample::Index>(),
        prop_oneof![Just(String::new()), "[0-9:.TtZz+é -]"],
    )
        .prop_map(|(text, place, edit)| {
            let mut characters: Vec<String> = text.chars().map(String::from).collect();
            let place = place.index(characters.len());
            characters[place] = edit;
            characters.concat()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn date_time(text in prop_oneof![near_date_times(), edited_date_times(), ".{0,30}"]) {
        let ours = DateTime::new(text.as_str()).is_ok();
        let theirs = jsonschema_date_time().is_valid(&json!(text));
        prop_assert!(ours == theirs || (theirs && has_a_sign_for_a_digit(&text)), "{}: {}", text, ours);
    }

    #[test]
    fn leap_seconds_at_every_offset(hour in 0..24, minute in 0..60, sign in "[+-]", h in 0..24, m in 0..60) {
        let text = format!("2016-12-31T{hour:02}:{minute:02}:60{sign}{h:02}:{m:02}");
        let accepted = jsonschema_date_time().is_valid(&json!(text));
        prop_assert_eq!(DateTime::new(text.as_str()).is_ok(), accepted, "{}", text);
    }

    #[test]
    fn lengths(text in ".{0,8}", limit in 0_u64..9) {
        prop_assert_eq!(rt::min_length(&text, limit).is_ok(), validator(&json!({"minLength": limit})).is_valid(&json!(text)));
        prop_assert_eq!(rt::max_length(&text, limit).is_ok(), validator(&json!({"maxLength": limit})).is_valid(&json!(text)));
    }

    #[test]
    fn equality(a in values(), b in values()) {
        prop_assert_eq!(json_equal(&a, &b), validator(&json!({"const": a})).is_valid(&b));
        prop_assert!(json_equal(&a, &a) && json_equal(&a, &a.clone()));
    }

    #[test]
    fn values_are_read_as_serde_json_reads_them(value in values()) {
        let text = value.to_string();
        let theirs: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&from_str::<Value>(&text).unwrap(), &theirs);
        prop_assert_eq!(&rt::deserialize::<Value, _>(theirs.clone()).unwrap(), &theirs);
    }

    #[test]
    fn integers(text in "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,3})?([eE][+-]?[0-9]{1,2})?") {
        let value: Value = serde_json::from_str(&text).unwrap();
        let accepted = validator(&json!({"type": "integer"})).is_valid(&value);
        prop_assert_eq!(from_str::<Integer>(&text).is_ok(), accepted, "{}", text);
        prop_assert_eq!(serde_json::from_value::<Integer>(value).is_ok(), accepted, "{}", text);
    }
}

/// A known bug of `jsonschema` 0.60.2: it accepts any of `*+,-./` as a digit.
fn has_a_sign_for_a_digit(text: &str) -> bool {
    const DIGITS: [usize; 14] = [0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18];
    let bytes = text.as_bytes();
    let sign = |at: usize| bytes.get(at).is_some_and(|byte| b"*+,-./".contains(byte));
    let offset = bytes.len().checked_sub(6).filter(|&at| at > 18 && sign(at));
    let in_offset = offset.is_some_and(|at| [1, 2, 4, 5].iter().any(|digit| sign(at + digit)));
    in_offset || DIGITS.into_iter().any(sign)
}

/// This crate follows RFC 3339 here. If this test fails, the validator has been fixed and the
/// exception can be removed.
#[test]
fn one_known_disagreement() {
    for text in [
        "2024-01-2+T00:00:00Z",
        "202/-01-01T00:00:00Z",
        "2024-01-01T0/:00:00Z",
        "2024-01-01T00:00:00+0-:00",
    ] {
        assert!(DateTime::new(text).is_err(), "{text}");
        assert!(jsonschema_date_time().is_valid(&json!(text)), "{text}");
    }
}

/// Every minute of the day, which sampling would miss.
#[test]
fn leap_seconds_at_every_minute() {
    for minute in 0..1440 {
        for offset in [
            "Z", "+00:00", "-00:00", "+05:30", "-08:00", "+23:59", "-23:59",
        ] {
            let text = format!(
                "2016-12-31T{:02}:{:02}:60{offset}",
                minute / 60,
                minute % 60
            );
            let accepted = jsonschema_date_time().is_valid(&json!(text));
            assert_eq!(DateTime::new(text.as_str()).is_ok(), accepted, "{text}");
        }
    }
}

fn jsonschema_date_time() -> &'static Validator {
    static VALIDATOR: std::sync::LazyLock<Validator> =
        std::sync::LazyLock::new(|| validator(&json!({"type": "string", "format": "date-time"})));
    &VALIDATOR
}

/// Small values from few choices, so that two of them are often equal.
fn values() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0..3).prop_map(Value::from),
        (0..3).prop_map(|n| Value::from(f64::from(n))),
        Just(json!(0.5)),
        Just(json!(-0.0)),
        Just(json!("")),
    ];
    scalar.prop_recursive(3, 8, 2, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::vec(("[ab]", inner), 0..3)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

#[cfg(feature = "pattern")]
mod patterns {
    use super::*;

    #[test]
    fn verdicts_are_the_validators() {
        let texts = [
            "",
            "a",
            "abc",
            "xabcx",
            "get",
            "GET",
            "a b",
            "\u{3000}",
            "\u{85}",
            "x-y",
            "$ref",
            "12",
            "é",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
            "a\n",
            "2024-01",
        ];
        for source in [
            "",
            "^abc",
            "^abc$",
            "abc",
            "^(get|put)$",
            "^\\S*$",
            "^\\s$",
            "^\\d+$",
            "^\\w+$",
            "^\\$ref$",
            "^(?!x)",
            "(?<=a)b",
            "^(a)\\1",
            "^[^\\d]$",
            "^\\p{L}+$",
            "^(a+)+$",
            "^.$",
            "a$",
            "^a.?$",
            "^\\d{4}-\\d{2}$",
            "[\\w--z]",
            "^\\cA",
            "\\u0061",
        ] {
            let pattern = rt::Pattern::new(source);
            let validator = validator(&json!({"pattern": source}));
            for text in texts {
                assert_eq!(
                    rt::pattern(text, &pattern).is_ok(),
                    validator.is_valid(&json!(text)),
                    "{source} {text:?}"
                );
            }
        }
    }

    #[test]
    fn an_unusable_pattern_refuses_and_says_so() {
        let pattern = rt::Pattern::new("(");
        let violation = rt::pattern("(", &pattern).unwrap_err();
        assert_eq!(
            violation.to_string(),
            "must match `(`, which is not a usable regular expression (pattern)"
        );
        let violation = rt::pattern("b", &rt::Pattern::new("^a$")).unwrap_err();
        assert_eq!(violation.to_string(), "must match `^a$` (pattern)");
    }
}
