//! The readers of string enums, open or closed, and of constant strings. They copy a string only to
//! keep it.

use std::marker::PhantomData;

use serde::{Deserializer, de};
use serde_json::Value;

use super::{
    Context,
    kinds::{Kinds, read_kinds},
};
use crate::{JsonKind, UnknownValue, Violation};

/// A string enum, as its reader needs it.
pub trait StringEnum: Sized {
    /// The type in words: "a Status string".
    const EXPECTING: &'static str;

    /// The value of a string. An open enum has one for every string; a closed enum returns `None`
    /// for strings that it does not list.
    fn from_wire(text: &str) -> Option<Self>;
}

/// Reads a string enum.
///
/// # Errors
///
/// A value that is not a string (keyword `type`), a string that is not listed (keyword `enum`).
pub fn string_enum<'de, T: StringEnum, D: Deserializer<'de>>(
    deserializer: D,
    cx: &mut Context,
) -> Result<T, D::Error> {
    read_kinds(EnumReader(PhantomData), deserializer, cx)
}

/// Wraps a string that an open enum does not list.
#[must_use]
pub fn unknown(text: &str) -> UnknownValue {
    UnknownValue::new(text)
}

struct EnumReader<T>(PhantomData<T>);

impl<T: StringEnum> Kinds<'_> for EnumReader<T> {
    type Output = T;

    fn expected(&self) -> &'static str {
        T::EXPECTING
    }

    fn string<E: de::Error>(self, text: &str, cx: &mut Context) -> Result<T, E> {
        T::from_wire(text).ok_or_else(|| {
            let expected = format!("be {}", T::EXPECTING);
            cx.fail(Violation::rule("enum", expected))
        })
    }
}

/// Reads a string that must be `text`.
///
/// # Errors
///
/// Any other value, of whatever type (keyword `const`).
pub fn constant_string<'de, D: Deserializer<'de>>(
    deserializer: D,
    cx: &mut Context,
    text: &'static str,
) -> Result<(), D::Error> {
    read_kinds(ConstantReader(text), deserializer, cx)
}

struct ConstantReader(&'static str);

impl Kinds<'_> for ConstantReader {
    type Output = ();

    fn expected(&self) -> &'static str {
        self.0
    }

    fn string<E: de::Error>(self, text: &str, cx: &mut Context) -> Result<(), E> {
        if text == self.0 {
            Ok(())
        } else {
            self.refuse(JsonKind::String, cx)
        }
    }

    fn refuse<E: de::Error>(self, _: JsonKind, cx: &mut Context) -> Result<(), E> {
        let expected = format!("be {}", Value::from(self.0));
        Err(cx.fail(Violation::rule("const", expected)))
    }
}
