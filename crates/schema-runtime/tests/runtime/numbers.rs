//! Numbers: exact, compared by value, with every feature of `serde_json`.

use std::fmt::Debug;

use proptest::prelude::*;
use schema_runtime::{
    __private::v1::{self as rt, Read, Violation, from_str},
    Integer, Number, NumberError,
};
use serde_json::Value;

fn number(text: &str) -> Number {
    from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Reads the text directly and through a `Value`, which passes numbers in another way.
fn both_ways<T: for<'de> Read<'de> + PartialEq + Debug>(text: &str) -> Option<T> {
    let direct = from_str(text).ok();
    let value: Value = serde_json::from_str(text).unwrap();
    assert_eq!(rt::deserialize(value).ok(), direct, "{text}");
    direct
}

#[test]
fn integers_in_every_spelling() {
    for (text, value) in [
        ("0", 0_i64),
        ("-0", 0),
        ("-0.0", 0),
        ("0e5", 0),
        ("1.0", 1),
        ("1e3", 1000),
        ("1E+3", 1000),
        ("1000e-3", 1),
        ("-1.50e1", -15),
        ("9223372036854775807", i64::MAX),
        ("-9223372036854775808", i64::MIN),
        ("-9223372036854775808.0", i64::MIN),
        ("9007199254740993", 9_007_199_254_740_993),
    ] {
        assert_eq!(
            both_ways::<Integer>(text),
            Some(Integer::from(value)),
            "{text}"
        );
        assert_eq!(both_ways::<i64>(text), Some(value), "{text}");
        assert_eq!(
            both_ways::<Number>(text),
            Some(Number::from(value)),
            "{text}"
        );
    }
    assert_eq!(both_ways::<u64>("18446744073709551615"), Some(u64::MAX));
    assert_eq!(
        both_ways::<u64>("1.8446744073709550e19"),
        Some(18_446_744_073_709_549_568)
    );
}

#[test]
fn no_integers() {
    for text in ["0.5", "-1e-1", "1.0000000000000002", "4503599627370495.5"] {
        assert_eq!(both_ways::<Integer>(text), None, "{text}");
        assert_eq!(both_ways::<i64>(text), None, "{text}");
        assert!(both_ways::<Number>(text).is_some(), "{text}");
    }
}

#[test]
fn bounded_integers_keep_their_bounds() {
    assert_eq!(both_ways::<u8>("255.0"), Some(255));
    assert_eq!(both_ways::<i8>("-128"), Some(-128));
    for (text, keyword) in [
        ("256", "maximum"),
        ("-1", "minimum"),
        ("1e300", "maximum"),
        ("-1e300", "minimum"),
    ] {
        assert_eq!(
            from_str::<u8>(text).unwrap_err().keyword(),
            Some(keyword),
            "{text}"
        );
        assert_eq!(both_ways::<u8>(text), None, "{text}");
    }
    assert_eq!(both_ways::<u64>("18446744073709551616"), None);
    assert_eq!(both_ways::<i64>("9223372036854775808"), None);
    // The nearest double is the least `i64`, and the value model has no nearer number.
    assert_eq!(both_ways::<i64>("-9223372036854775809.5"), Some(i64::MIN));
}

#[test]
fn large_integers_are_the_nearest_doubles() {
    let large: Integer = both_ways("123456789012345678901234567890").unwrap();
    assert_eq!(large, both_ways("1.2345678901234568e29").unwrap());
    assert_eq!((large.as_i64(), large.as_u64()), (None, None));
    assert_eq!(
        large.as_i128(),
        Some(123_456_789_012_345_677_877_719_597_056)
    );
    assert_eq!(large.to_string(), "1.2345678901234568e29");
    assert_eq!(both_ways::<Integer>("1e300").unwrap().as_i128(), None);
    assert_eq!(
        Integer::try_from(-(2.0_f64.powi(127))).unwrap().as_i128(),
        Some(i128::MIN)
    );
    assert_eq!(
        Integer::try_from(2.0_f64.powi(127)).unwrap().as_i128(),
        None
    );
}

#[test]
fn order_is_exact_where_doubles_round() {
    let ascending = [
        "-1e300",
        "-9223372036854777856",
        "-9223372036854775808",
        "-9223372036854775807",
        "-2",
        "-1.5",
        "-1",
        "-0.5",
        "0",
        "5e-324",
        "0.5",
        "1",
        "1.5",
        "9007199254740992",
        "9007199254740993",
        "9007199254740994.0",
        "18446744073709549568.0",
        "18446744073709551614",
        "18446744073709551615",
        "18446744073709551616",
        "1e300",
    ];
    let numbers = ascending.map(number);
    for (i, a) in numbers.iter().enumerate() {
        for (j, b) in numbers.iter().enumerate() {
            assert_eq!(a.cmp(b), i.cmp(&j), "{} {}", ascending[i], ascending[j]);
        }
    }
}

#[test]
fn conversions_refuse_what_does_not_fit() {
    assert_eq!(Number::try_from(f64::NAN), Err(NumberError::NotFinite));
    assert_eq!(
        Integer::try_from(f64::INFINITY),
        Err(NumberError::NotFinite)
    );
    assert_eq!(Integer::try_from(1.5), Err(NumberError::NotAnInteger));
    assert_eq!(Integer::try_from(Number::from(7)), Ok(Integer::from(7)));
    assert_eq!(
        u8::try_from(Integer::from(256)),
        Err(NumberError::OutOfRange)
    );
    assert_eq!(i8::try_from(Integer::from(-128)), Ok(-128));
    assert_eq!(
        i128::try_from(Integer::from(u64::MAX)),
        Ok(i128::from(u64::MAX))
    );
    assert_eq!(
        i128::try_from(Integer::try_from(1e300).unwrap()),
        Err(NumberError::OutOfRange)
    );
}

#[test]
fn display_is_json() {
    for (text, shown) in [
        ("1.0", "1"),
        ("-0", "0"),
        ("1e21", "1e21"),
        ("0.1", "0.1"),
        ("1e-7", "1e-7"),
        ("5e-324", "5e-324"),
    ] {
        let number = number(text);
        assert_eq!(number.to_string(), shown);
        assert_eq!(format!("{number:?}"), shown);
        assert_eq!(from_str::<Number>(&number.to_string()).unwrap(), number);
    }
}

#[test]
fn kept_values_keep_their_spelling_of_numbers() {
    for text in ["1", "1.0", "-0.0", "1e300", "18446744073709551616", "0.1"] {
        let ours: Value = from_str(text).unwrap();
        let theirs: Value = serde_json::from_str(text).unwrap();
        assert_eq!(ours, theirs, "{text}");
        assert_eq!(ours.to_string(), theirs.to_string(), "{text}");
    }
}

#[test]
fn constants_compare_by_value() {
    #[derive(Debug)]
    struct Constant;
    impl<'de> Read<'de> for Constant {
        fn read<D: rt::Deserializer<'de>>(
            deserializer: D,
            cx: &mut rt::Context,
        ) -> Result<Self, D::Error> {
            rt::constant(deserializer, cx, r#"{"a": [1, 2.50], "b": null}"#).map(|()| Self)
        }
    }
    assert!(from_str::<Constant>(r#"{"b": null, "a": [1.0, 25e-1]}"#).is_ok());
    for text in [
        r#"{"a": [1, 2.5]}"#,
        r#"{"a": [2.5, 1], "b": null}"#,
        r#"{"a": [1, 2.5], "b": null, "c": 1}"#,
        "1",
    ] {
        let error = from_str::<Constant>(text).unwrap_err();
        assert_eq!(error.keyword(), Some("const"), "{text}");
        assert!(
            error
                .to_string()
                .starts_with(r#"must be {"a": [1, 2.50], "b": null} (const)"#),
            "{error}"
        );
    }
}

#[test]
fn bounds_are_exact() {
    let holds = |result: Result<(), Violation>| result.is_ok();
    let big = 9_007_199_254_740_993_u64;
    assert!(holds(rt::minimum(&big, 9_007_199_254_740_993_i64)));
    assert!(holds(rt::exclusive_minimum(&big, 9_007_199_254_740_992.0)));
    assert!(!holds(rt::maximum(&big, 9_007_199_254_740_992.0)));
    assert!(holds(rt::maximum(&u64::MAX, u64::MAX)));
    assert!(holds(rt::exclusive_maximum(
        &u64::MAX,
        18_446_744_073_709_551_616.0
    )));
    assert!(!holds(rt::exclusive_maximum(&5_i8, 5)));
    assert!(holds(rt::minimum(&-1_i32, -1.5)));
    assert!(!holds(rt::minimum(&number("-1.6"), -1.5)));
    assert!(!holds(rt::minimum(&0_i32, f64::NAN)));
    let violation = rt::exclusive_minimum(&Integer::from(0), 0).unwrap_err();
    assert_eq!(
        violation.to_string(),
        "must be more than 0 (exclusiveMinimum)"
    );
    let violation = rt::maximum(&number("2.5"), 2.25).unwrap_err();
    assert_eq!(violation.to_string(), "must be at most 2.25 (maximum)");
}

#[test]
fn counts_are_in_code_points() {
    for (text, length) in [
        ("", 0_u64),
        ("a", 1),
        ("é", 1),
        ("😀", 1),
        ("e\u{301}", 2),
        ("日本語", 3),
        ("😀😀😀😀😀", 5),
    ] {
        for limit in 0..8 {
            assert_eq!(
                rt::min_length(text, limit).is_ok(),
                length >= limit,
                "{text} {limit}"
            );
            assert_eq!(
                rt::max_length(text, limit).is_ok(),
                length <= limit,
                "{text} {limit}"
            );
        }
    }
    assert_eq!(
        rt::min_items(0, 1).unwrap_err().to_string(),
        "must have at least 1 item (minItems)"
    );
    assert_eq!(
        rt::max_items(3, 2).unwrap_err().to_string(),
        "must have at most 2 items (maxItems)"
    );
    assert_eq!(
        rt::min_properties(1, 2).unwrap_err().to_string(),
        "must have at least 2 properties (minProperties)"
    );
    assert_eq!(
        rt::max_properties(2, 1).unwrap_err().to_string(),
        "must have at most 1 property (maxProperties)"
    );
    assert!(rt::min_items(1, 1).is_ok() && rt::max_items(1, 1).is_ok());
}

/// Doubles of every size, including integral ones and neighbours of the bounds of integer types.
fn doubles() -> impl Strategy<Value = f64> {
    let near = |center: f64| {
        (-3_i32..=3)
            .prop_map(move |step| f64::from_bits(center.to_bits().wrapping_add_signed(step.into())))
    };
    prop_oneof![
        any::<f64>().prop_filter("finite", |f| f.is_finite()),
        any::<i32>().prop_map(f64::from),
        (-1_i32..2, any::<u32>()).prop_map(|(sign, n)| f64::from(sign) * f64::from(n) * 1024.25),
        near(9_223_372_036_854_775_808.0),
        near(-9_223_372_036_854_775_808.0),
        near(18_446_744_073_709_551_616.0),
        near(9_007_199_254_740_992.0),
    ]
}

fn numbers() -> impl Strategy<Value = Number> {
    prop_oneof![
        any::<u64>().prop_map(Number::from),
        any::<i64>().prop_map(Number::from),
        doubles().prop_map(|f| Number::try_from(f).unwrap()),
    ]
}

/// The exact value times 2^1074, which is an integer for every double: an obviously correct order.
fn exactly(number: Number) -> (bool, Vec<u32>) {
    if let Some(integer) = number.as_i128() {
        return (integer >= 0, shifted(integer.unsigned_abs(), 1074));
    }
    let bits = number.as_f64().to_bits();
    let exponent = (bits >> 52) & 0x7ff;
    let fraction = bits & ((1 << 52) - 1);
    let (significand, shift) = if exponent == 0 {
        (fraction, 0)
    } else {
        (fraction | (1 << 52), exponent - 1)
    };
    (
        number.as_f64() >= 0.0,
        shifted(significand.into(), usize::try_from(shift).unwrap()),
    )
}

/// `value << shift` in words, the lowest last, padded to one length so that comparing words
/// compares numbers.
fn shifted(value: u128, shift: usize) -> Vec<u32> {
    let mut words = vec![0; 72];
    for bit in (0..128).filter(|bit| value >> bit & 1 == 1) {
        let place = bit + shift;
        words[71 - place / 32] |= 1_u32 << (place % 32);
    }
    words
}

proptest! {
    #[test]
    fn order_agrees_with_arithmetic(a in numbers(), b in numbers()) {
        let ((a_up, a_size), (b_up, b_size)) = (exactly(a), exactly(b));
        let expected = match (a_up, b_up) {
            (true, true) => a_size.cmp(&b_size),
            (false, false) => b_size.cmp(&a_size),
            (up, _) => up.cmp(&!up),
        };
        prop_assert_eq!(a.cmp(&b), expected);
        prop_assert_eq!(a == b, expected.is_eq());
    }

    #[test]
    fn equal_numbers_hash_alike(n in any::<i32>()) {
        use std::hash::{BuildHasher, RandomState};
        let state = RandomState::new();
        let double = Number::try_from(f64::from(n)).unwrap();
        prop_assert_eq!(state.hash_one(double), state.hash_one(Number::from(n)));
    }

    #[test]
    fn numbers_come_back(n in numbers()) {
        let text = serde_json::to_string(&n).unwrap();
        prop_assert_eq!(from_str::<Number>(&text).unwrap(), n);
        prop_assert_eq!(serde_json::from_value::<Number>(serde_json::to_value(n).unwrap()).unwrap(), n);
        prop_assert_eq!(n.is_integer(), Integer::try_from(n).is_ok());
    }
}

/// By value: integers of 64 bits exactly, other numbers as their shortest decimals.
#[test]
fn multiples() {
    for (text, divisor, expected) in [
        ("18014398509481986", "9007199254740993", true),
        ("18014398509481984", "9007199254740993", false),
        ("-18014398509481986", "9007199254740993", true),
        ("18446744073709551615", "5", true),
        ("18446744073709551615", "2", false),
        ("0.07", "0.01", true),
        ("1.13", "0.01", true),
        ("4.35", "0.01", true),
        ("4.355", "0.01", false),
        ("19.99", "0.01", true),
        ("1070468.14", "0.01", true),
        ("0.0003", "1e-7", true),
        ("0.00000015", "1e-7", false),
        ("12391239123", "1e-8", true),
        ("7.5", "2.5", true),
        ("1e23", "10", true),
        ("123456789012345678901", "7", false),
        ("1e308", "0.5", true),
        ("1e308", "0.123456789", false),
        ("5e-324", "1e308", false),
        ("1e308", "5e-324", true),
        ("0", "1e308", true),
        ("-0.0", "3", true),
        ("1", "3", false),
    ] {
        let (value, limit) = (number(text), number(divisor));
        assert_eq!(value.is_multiple_of(&limit), expected, "{text} / {divisor}");
    }
    assert!(!number("0").is_multiple_of(&number("0")));
    let refused = rt::multiple_of(&Integer::from(7), 2).unwrap_err();
    assert_eq!(refused.to_string(), "must be a multiple of 2 (multipleOf)");
    assert!(rt::multiple_of(&number("0.3"), 0.1).is_ok());
    assert!(rt::multiple_of(&number("0.3"), f64::NAN).is_err());
}

/// Draft 4 has integers of any width; a value keeps 64 bits of them and the nearest double of
/// others.
#[test]
fn plain_integers_beyond_64_bits() {
    use schema_runtime::PlainInteger;
    for (text, accepted) in [
        ("123456789012345678901", true),
        ("-123456789012345678901", true),
        ("18446744073709551616", true),
        ("1e20", true),
        ("1.0", false),
        ("1e2", false),
        ("9007199254740993.0", false),
        ("12345678901234567.5", false),
    ] {
        let read = both_ways::<PlainInteger>(text);
        assert_eq!(read.is_some(), accepted, "{text}");
        assert_eq!(
            rt::accepts::<PlainInteger>(text.as_bytes()),
            accepted,
            "{text}"
        );
        if let Some(read) = read {
            let written = serde_json::to_string(&read).unwrap();
            assert_eq!(both_ways::<PlainInteger>(&written), Some(read), "{text}");
        }
    }
}
