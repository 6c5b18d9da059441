//! Compares the readers of one type with the verdict and the value of the reference.

use std::fmt::Debug;

use schema_runtime::Error;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// A text with the reference's value and verdict.
pub(crate) struct Text<'t> {
    pub(crate) bytes: &'t [u8],
    /// Its value; `None` if the text is unreadable.
    pub(crate) value: Option<&'t Value>,
    /// Whether the schema accepts the value.
    pub(crate) accepted: bool,
}

/// A generated type that owns its text.
pub(crate) trait Owned: Clone + Debug + PartialEq + Serialize + DeserializeOwned {
    fn from_slice(json: &[u8]) -> Result<Self, Error>;
    fn is_valid(json: &[u8]) -> bool;
}

/// Checks an owned type: `from_slice`, `is_valid`, the same readers over `serde_json` from text and
/// from a `Value`, and the round trip. `looks_ahead`: whether it holds unions that are decided by
/// looking ahead, whose values `serde_json` reads into buffers.
pub(crate) fn check_owned<T: Owned>(looks_ahead: bool, text: &Text<'_>) {
    let name = std::any::type_name::<T>();
    let typed = T::from_slice(text.bytes);
    assert_eq!(
        typed.is_ok(),
        text.accepted,
        "{name}: from_slice: {typed:?}"
    );
    assert_eq!(T::is_valid(text.bytes), text.accepted, "{name}: is_valid");
    same_through_serde_json(name, looks_ahead, text.bytes, &typed);
    if let Some(value) = text.value {
        let of_value = T::deserialize(value);
        assert_eq!(
            of_value.ok(),
            typed.as_ref().ok().cloned(),
            "{name}: from a value"
        );
    }
    if let (Ok(typed), Some(value)) = (typed, text.value) {
        let written = serde_json::to_value(&typed).expect("a typed value can be written");
        assert!(
            schema_runtime::json_equal(&written, value),
            "{name}: the round trip gives {written}"
        );
        let written = serde_json::to_vec(&typed).expect("a typed value can be written");
        assert_eq!(
            T::from_slice(&written).ok(),
            Some(typed),
            "{name}: written and read again"
        );
    }
}

/// Checks the borrowed type against the owned one: the same verdict, error and output.
pub(crate) fn check_borrowed<T: Owned, B: Serialize>(
    text: &Text<'_>,
    read: Result<B, Error>,
    valid: bool,
) {
    let name = std::any::type_name::<T>();
    assert_eq!(
        valid, text.accepted,
        "{name}: is_valid of the borrowed type"
    );
    match (T::from_slice(text.bytes), read) {
        (Ok(owned), Ok(borrowed)) => {
            let owned = serde_json::to_string(&owned).expect("a typed value can be written");
            let borrowed = serde_json::to_string(&borrowed).expect("a typed value can be written");
            assert_eq!(owned, borrowed, "{name}: owned and borrowed");
        }
        (Err(owned), Err(borrowed)) => {
            assert_eq!(
                owned.to_string(),
                borrowed.to_string(),
                "{name}: owned and borrowed"
            );
        }
        (owned, borrowed) => {
            let borrowed = borrowed.map(|_| "a value");
            panic!("{name}: owned {owned:?}, borrowed {borrowed:?}");
        }
    }
}

/// Checks that reading through `serde_json` gives the same value, or an error at the same position.
/// It may be later where the type looks ahead: then it is the end of a buffer.
fn same_through_serde_json<T: Owned>(
    name: &str,
    looks_ahead: bool,
    text: &[u8],
    typed: &Result<T, Error>,
) {
    match (typed, serde_json::from_slice::<T>(text)) {
        (Ok(typed), Ok(other)) => assert_eq!(*typed, other, "{name}: through serde_json"),
        (Err(error), Err(other)) => {
            let (ours, theirs) = (
                (error.line(), error.column()),
                (other.line(), other.column()),
            );
            assert!(
                ours == theirs || looks_ahead && ours < theirs,
                "{name}: ours {error}, through serde_json {other}"
            );
        }
        (typed, other) => panic!("{name}: {typed:?}, but {other:?} through serde_json"),
    }
}
