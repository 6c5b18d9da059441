#![doc = include_str!("../README.md")]

#[doc(hidden)]
pub mod __private;
mod acceptance;
mod borrowing;
mod constraint_error;
mod date_time;
mod equality;
mod error;
mod hashing;
mod integer;
mod json_kind;
mod map;
mod name_list;
mod null;
mod number;
mod number_error;
#[cfg(any(feature = "condition", feature = "validator"))]
mod order;
mod plain_integer;
mod presence;
mod printable;
mod read;
mod rules;
#[cfg(feature = "schemars")]
mod schema;
mod text;
mod undecided;
mod unknown_value;
mod violation;
mod write;

pub use constraint_error::ConstraintError;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
pub use date_time::ConversionError;
pub use date_time::{DateTime, DateTimeError};
pub use equality::json_equal;
pub use error::{Error, ErrorKind};
pub use integer::Integer;
pub use json_kind::JsonKind;
pub use map::{Extra, IntoIter, Iter, IterMut, Map};
pub use null::Null;
pub use number::Number;
pub use number_error::NumberError;
pub use plain_integer::PlainInteger;
pub use presence::Presence;
pub use printable::{Printable, is_printable, printable};
/// Any JSON value: the type of `serde_json`.
pub use serde_json::Value;
pub use unknown_value::UnknownValue;
pub(crate) use violation::Violation;

/// Reads one JSON text into a `Value`, strictly: a duplicate key in an object, at any depth, is an
/// error.
///
/// Otherwise as `serde_json::from_slice`: white space may surround the text, nothing else may;
/// invalid UTF-8, lone surrogates, numbers beyond every double and more than 127 levels of nesting
/// are errors.
///
/// # Errors
///
/// The first thing that is wrong, with pointer and position.
///
/// ```
/// use schema_runtime::value_from_slice;
///
/// assert_eq!(value_from_slice(b"[1.0]").unwrap(), serde_json::json!([1.0]));
/// assert!(value_from_slice(br#"{"a": 1, "a": 1}"#).is_err());
/// assert!(value_from_slice(b"[] []").is_err());
/// ```
pub fn value_from_slice(bytes: &[u8]) -> Result<Value, Error> {
    read::from_slice(bytes)
}

/// Checks one JSON text against the policies of [`value_from_slice`], with the same errors, without
/// building a value.
///
/// Memory is allocated only for the names of objects with many members.
///
/// # Errors
///
/// As [`value_from_slice`].
///
/// ```
/// use schema_runtime::check_text;
///
/// assert!(check_text(br#"[{"a": 1}, {"a": 1}]"#).is_ok());
/// assert!(check_text(br#"{"a": 1, "a": 1}"#).is_err());
/// ```
pub fn check_text(bytes: &[u8]) -> Result<(), Error> {
    // Most texts are accepted, and the verdict alone takes a fraction of the time.
    if acceptance::accepts::<Value>(bytes) {
        return Ok(());
    }
    read::from_slice(bytes).map(|read::Ignored| ())
}
