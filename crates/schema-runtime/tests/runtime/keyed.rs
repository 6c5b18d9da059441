//! Unions that are discriminated by the presence of a property: the property may be anywhere, and
//! properties before it are kept.

use schema_runtime::{__private::v1 as rt, Error, Map};

/// Numbers if there is a property `n`, strings otherwise.
#[derive(Debug, Clone, PartialEq)]
enum Bag {
    Numbers(Map<i8>),
    Texts(Map<String>),
}

impl<'de> rt::Keyed<'de> for Bag {
    const EXPECTING: &'static str = "a Bag object";
    const KEYS: &'static [rt::Part] = &[rt::Part::required::<rt::Value>("n")];
    const HAS_OTHERWISE: bool = true;

    fn branch<D: rt::Deserializer<'de>>(
        index: Option<usize>,
        deserializer: D,
        cx: &mut rt::Context,
    ) -> Result<Option<Self>, D::Error> {
        let value = match index {
            Some(0) => rt::Read::read(deserializer, cx).map(Self::Numbers),
            None => rt::Read::read(deserializer, cx).map(Self::Texts),
            _ => return Ok(None),
        };
        value.map(Some)
    }
}

impl<'de> rt::Read<'de> for Bag {
    fn read<D: rt::Deserializer<'de>>(
        deserializer: D,
        cx: &mut rt::Context,
    ) -> Result<Self, D::Error> {
        rt::keyed(deserializer, cx)
    }
}

fn read(text: &str) -> Result<Bag, Error> {
    rt::from_str(text)
}

#[test]
fn the_property_may_be_anywhere() {
    let numbers = Bag::Numbers(Map::from([("n", 1), ("m", 2), ("l", 3)]));
    for text in [
        r#"{"n": 1, "m": 2, "l": 3}"#,
        r#"{"m": 2, "n": 1, "l": 3}"#,
        r#"{"m": 2, "l": 3, "n": 1}"#,
        r#"{"m": 2, "\u006e": 1, "l": 3}"#,
    ] {
        assert_eq!(read(text).unwrap(), numbers, "{text}");
    }
    let Bag::Numbers(numbers) = read(r#"{"m": 2, "n": 1, "l": 3}"#).unwrap() else {
        panic!("there is an `n`")
    };
    assert_eq!(numbers.keys().collect::<Vec<_>>(), ["m", "n", "l"]);
}

#[test]
fn without_the_member_it_is_the_other_branch() {
    assert_eq!(read("{}").unwrap(), Bag::Texts(Map::new()));
    let texts = Bag::Texts(Map::from([("a", "x".to_owned())]));
    assert_eq!(read(r#"{"a": "x"}"#).unwrap(), texts);
}

#[test]
fn failures_have_their_paths_before_and_behind_the_member() {
    for text in [r#"{"a": "x", "n": 1}"#, r#"{"n": 1, "a": "x"}"#] {
        let error = read(text).unwrap_err();
        let found = (error.pointer(), error.keyword());
        assert_eq!(found, ("/a", Some("type")), "{text}");
    }
    assert_eq!(read(r#"{"a": 1}"#).unwrap_err().pointer(), "/a");
    assert_eq!(read("[]").unwrap_err().pointer(), "");
    for text in [r#"{"a": 1, "a": 1, "n": 1}"#, r#"{"n": 1, "n": 1}"#] {
        assert!(read(text).is_err(), "{text}");
    }
}

/// Only objects with one of the properties.
#[derive(Debug)]
struct Strict;

impl<'de> rt::Keyed<'de> for Strict {
    const EXPECTING: &'static str = "a Strict object";
    const KEYS: &'static [rt::Part] = &[
        rt::Part::required::<rt::Value>("a"),
        rt::Part::required::<rt::Value>("b"),
    ];
    const HAS_OTHERWISE: bool = false;

    fn branch<D: rt::Deserializer<'de>>(
        index: Option<usize>,
        deserializer: D,
        cx: &mut rt::Context,
    ) -> Result<Option<Self>, D::Error> {
        let read = index.map(|_| <Map as rt::Read>::read(deserializer, cx));
        Ok(read.transpose()?.map(|_| Self))
    }
}

impl<'de> rt::Read<'de> for Strict {
    fn read<D: rt::Deserializer<'de>>(
        deserializer: D,
        cx: &mut rt::Context,
    ) -> Result<Self, D::Error> {
        rt::keyed(deserializer, cx)
    }
}

#[test]
fn the_error_of_an_object_with_none_of_the_properties_lists_them() {
    assert!(rt::from_str::<Strict>(r#"{"b": 1}"#).is_ok());
    let error = rt::from_str::<Strict>(r#"{"c": 1}"#).unwrap_err();
    assert_eq!(error.keyword(), Some("required"));
    assert!(
        error.to_string().contains("one of the properties `a`, `b`"),
        "{error}"
    );
}
