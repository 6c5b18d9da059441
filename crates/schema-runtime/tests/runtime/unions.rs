//! Unions that are discriminated by the JSON type.

use schema_runtime::{
    __private::v1::{self as rt, from_str},
    ErrorKind, Integer, JsonKind,
};
use serde_json::{Value, json};

use crate::model::Detail;

#[test]
fn each_type_goes_to_its_branch() {
    for (text, detail) in [
        ("true", Detail::Boolean(true)),
        ("1e2", Detail::Integer(Integer::from(100))),
        ("-5", Detail::Integer(Integer::from(-5))),
        ("\"a\"", Detail::String("a".to_owned())),
        ("\"\\u0061\"", Detail::String("a".to_owned())),
        ("[1, 2]", Detail::Array(vec![1, 2])),
    ] {
        assert_eq!(from_str::<Detail>(text).unwrap(), detail, "{text}");
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(
            serde_json::from_value::<Detail>(value).unwrap(),
            detail,
            "{text}"
        );
    }
    // Null belongs to the property or item, not to the union.
    assert_eq!(from_str::<Option<Detail>>("null").unwrap(), None);
    assert_eq!(
        serde_json::from_value::<Option<Detail>>(json!(null)).unwrap(),
        None
    );
    assert!(
        matches!(from_str(r#"{"age": 3, "email": "a"}"#), Ok(Detail::Requester(person)) if person.age == Some(3))
    );
}

#[test]
fn the_branch_checks_its_values() {
    let error = from_str::<Detail>("1.5").unwrap_err();
    let found = JsonKind::Number;
    assert_eq!(
        error.kind(),
        &ErrorKind::Type {
            expected: "an integer",
            found
        }
    );
    let error = from_str::<Detail>("null").unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected a boolean or a number or a string or an array or an object, found null, line 1 column 4"
    );
    let error = from_str::<Detail>(r#"{"email": "a", "x": 1}"#).unwrap_err();
    assert_eq!(
        error.kind(),
        &ErrorKind::Unknown {
            member: "x".to_owned()
        }
    );
    let error = from_str::<Detail>("[1, 300]").unwrap_err();
    assert_eq!((error.pointer(), error.keyword()), ("/1", Some("maximum")));
}

/// A union without branches: every default method must refuse and name the JSON type.
#[derive(Debug)]
struct Nothing;

impl rt::Union<'_> for Nothing {
    const EXPECTING: &'static str = "nothing at all";
    const KINDS: &'static [JsonKind] = &[];
}

impl<'de> rt::Read<'de> for Nothing {
    fn read<D: rt::Deserializer<'de>>(
        deserializer: D,
        cx: &mut rt::Context,
    ) -> Result<Self, D::Error> {
        rt::union(deserializer, cx)
    }
}

#[test]
fn types_without_a_branch_are_refused() {
    for value in [
        json!(null),
        json!(true),
        json!(1),
        json!(1.5),
        json!("a"),
        json!([1]),
        json!({"a": 1}),
    ] {
        let error = from_str::<Nothing>(&value.to_string()).unwrap_err();
        let found = JsonKind::of(&value);
        assert_eq!(
            error.kind(),
            &ErrorKind::Type {
                expected: "nothing at all",
                found
            }
        );
    }
}

/// A union whose branches are nullable or keep values: the deserializer that is passed on must
/// support every method a reader may call.
#[derive(Debug, PartialEq)]
enum Kept {
    Number(Option<Value>),
    String(Option<Value>),
    Array(Option<Value>),
    Object(Option<Value>),
    Boolean(Option<bool>),
    Null(Option<bool>),
}

impl<'de> rt::Union<'de> for Kept {
    const EXPECTING: &'static str = "a value";
    const KINDS: &'static [JsonKind] = &[
        JsonKind::Null,
        JsonKind::Boolean,
        JsonKind::Number,
        JsonKind::String,
        JsonKind::Array,
        JsonKind::Object,
    ];

    fn null<D: rt::Deserializer<'de>>(d: D, cx: &mut rt::Context) -> Result<Self, D::Error> {
        rt::Read::read(d, cx).map(Self::Null)
    }

    fn boolean<D: rt::Deserializer<'de>>(d: D, cx: &mut rt::Context) -> Result<Self, D::Error> {
        rt::Read::read(d, cx).map(Self::Boolean)
    }

    fn number<D: rt::Deserializer<'de>>(d: D, cx: &mut rt::Context) -> Result<Self, D::Error> {
        rt::Read::read(d, cx).map(Self::Number)
    }

    fn string<D: rt::Deserializer<'de>>(d: D, cx: &mut rt::Context) -> Result<Self, D::Error> {
        rt::Read::read(d, cx).map(Self::String)
    }

    fn array<D: rt::Deserializer<'de>>(d: D, cx: &mut rt::Context) -> Result<Self, D::Error> {
        rt::Read::read(d, cx).map(Self::Array)
    }

    fn object<D: rt::Deserializer<'de>>(d: D, cx: &mut rt::Context) -> Result<Self, D::Error> {
        rt::Read::read(d, cx).map(Self::Object)
    }
}

impl<'de> rt::Read<'de> for Kept {
    fn read<D: rt::Deserializer<'de>>(
        deserializer: D,
        cx: &mut rt::Context,
    ) -> Result<Self, D::Error> {
        rt::union(deserializer, cx)
    }
}

#[test]
fn values_are_handed_on_as_they_came() {
    let kept = |text: &str| Some(serde_json::from_str::<Value>(text).unwrap());
    for number in [
        "1",
        "-1",
        "1.0",
        "0.1",
        "18446744073709551616",
        "1e300",
        "-0.0",
    ] {
        assert_eq!(
            from_str::<Kept>(number).unwrap(),
            Kept::Number(kept(number)),
            "{number}"
        );
    }
    assert_eq!(
        from_str::<Kept>("\"a\"").unwrap(),
        Kept::String(kept("\"a\""))
    );
    assert_eq!(
        from_str::<Kept>("[1.0, {}]").unwrap(),
        Kept::Array(kept("[1.0, {}]"))
    );
    assert_eq!(
        from_str::<Kept>(r#"{"a": {"b": 1.0}}"#).unwrap(),
        Kept::Object(kept(r#"{"a": {"b": 1.0}}"#))
    );
    assert_eq!(from_str::<Kept>("{}").unwrap(), Kept::Object(kept("{}")));
    assert_eq!(from_str::<Kept>("true").unwrap(), Kept::Boolean(Some(true)));
    assert_eq!(from_str::<Kept>("null").unwrap(), Kept::Null(None));
    assert_eq!(
        rt::deserialize::<Kept, _>(json!(null)).unwrap(),
        Kept::Null(None)
    );
}
