//! Tuples: items by position, too few items, too many items, further items.

use schema_runtime::{
    __private::v1::{self as rt, from_str},
    Integer, Presence,
};

use crate::model::{Pair, Row};

#[test]
fn items_are_read_by_position() {
    assert_eq!(
        from_str::<Pair>(r#"["a", 1.0]"#).unwrap(),
        Pair("a".to_owned(), Integer::from(1))
    );
    assert_eq!(
        from_str::<Row>(r#"["a"]"#).unwrap(),
        Row("a".to_owned(), vec![])
    );
    assert_eq!(
        from_str::<Row>(r#"["a", 1, 2]"#).unwrap(),
        Row("a".to_owned(), vec![1, 2])
    );
    assert!(serde_json::from_value::<Pair>(serde_json::json!(["a", 1])).is_ok());
}

#[test]
fn failures_say_which_item() {
    let refused = |text| from_str::<Pair>(text).unwrap_err().to_string();
    assert_eq!(
        refused(r#"["a"]"#),
        "must have an item at index 1 (minItems), line 1 column 5"
    );
    assert_eq!(
        refused(r#"["a", 1, 2]"#),
        "must have at most 2 items (maxItems), line 1 column 11"
    );
    assert_eq!(
        refused(r#"["a", "b"]"#),
        "expected an integer, found a string at `/1`, line 1 column 9"
    );
    assert_eq!(
        refused("5"),
        "expected a Pair array, found a number, line 1 column 1"
    );
    assert_eq!(
        from_str::<Row>(r#"["a", 1, 2, null]"#)
            .unwrap_err()
            .to_string(),
        "expected an integer, found null at `/3`, line 1 column 16"
    );
    let value = serde_json::json!(["a", 1, 2]);
    let error = serde_json::from_value::<Pair>(value).unwrap_err();
    assert_eq!(error.to_string(), "must have at most 2 items (maxItems)");
}

/// With both deserializers: `serde_json` itself skips a value of any depth and with any bytes.
#[test]
fn the_text_policies_hold_for_items_behind_the_end() {
    let too_deep = format!("[\"a\",1,{}", "[".repeat(127));
    let texts: [(&[u8], &str); 4] = [
        (too_deep.as_bytes(), "127 levels"),
        (b"[\"a\",1,\"\xf4\"]", "invalid unicode"),
        (b"[\"a\",1,{\"x\":1,\"x\":2}]", "`x`"),
        (b"[\"a\",1,\"\\ud800\"]", "hex escape"),
    ];
    for (text, what) in texts {
        let error = rt::from_slice::<Pair>(text).unwrap_err();
        assert!(error.to_string().contains(what), "{error}");
        let other = serde_json::from_slice::<Pair>(text).unwrap_err();
        let position = (other.line(), other.column());
        assert_eq!((error.line(), error.column()), position, "{error}, {other}");
    }
}

/// `[string?, (integer or null)?, boolean*]`
#[derive(Debug, PartialEq)]
struct Short(Option<String>, Presence<i8>, Vec<bool>);

impl<'de> rt::Tuple<'de> for Short {
    const EXPECTING: &'static str = "a Short array";

    fn read_items<A: rt::SeqAccess<'de>>(mut items: rt::Items<'_, A>) -> Result<Self, A::Error> {
        let value = Self(items.optional()?, items.presence()?, items.rest()?);
        Ok(value)
    }
}

impl<'de> rt::Read<'de> for Short {
    fn read<D: rt::Deserializer<'de>>(
        deserializer: D,
        cx: &mut rt::Context,
    ) -> Result<Self, D::Error> {
        rt::tuple(deserializer, cx)
    }
}

#[test]
fn the_last_items_may_be_left_out() {
    let text = |text: &str| Some(text.to_owned());
    for (json, short) in [
        ("[]", Short(None, Presence::Absent, vec![])),
        (r#"["a"]"#, Short(text("a"), Presence::Absent, vec![])),
        (r#"["a", null]"#, Short(text("a"), Presence::Null, vec![])),
        (
            r#"["a", 1, true]"#,
            Short(text("a"), Presence::Value(1), vec![true]),
        ),
    ] {
        assert_eq!(from_str::<Short>(json).unwrap(), short, "{json}");
    }
    let refused = |json| from_str::<Short>(json).unwrap_err();
    assert_eq!(refused("[null]").pointer(), "/0");
    assert_eq!(refused(r#"["a", "b"]"#).pointer(), "/1");
    assert_eq!(refused(r#"["a", 1, 2]"#).pointer(), "/2");
}
