//! The entry points of reading: from bytes or text with this crate's errors, or from any
//! deserializer with its own.

use serde::{Deserializer, de};

use super::{Context, Read};
use crate::{
    Error,
    acceptance::Decisions,
    text::{Fault, Scanner},
    undecided::payload,
};

/// Reads a `T` from one JSON text, in one pass. Nothing but white space may follow it.
///
/// # Errors
///
/// The first thing that is wrong, with pointer and position.
pub fn from_slice<'de, T: Read<'de>>(bytes: &'de [u8]) -> Result<T, Error> {
    let mut scanner = Scanner::new(bytes);
    let mut cx = Context::of_text();
    let (value, undecided) = payload(|| {
        let value = T::read(&mut scanner, &mut cx);
        value.and_then(|value| scanner.end().map(|()| value))
    });
    match (value, undecided) {
        (value, None) => value.map_err(|fault| cx.into_error(fault, &scanner)),
        (Err(fault), Some(_)) if cx.is_undecided() => Err(cx.into_error(fault, &scanner)),
        // Either nothing else is wrong, or the other error may be a consequence of the undecided
        // pattern.
        (_, Some(undecided)) => Err(Error::new(undecided.into_kind(), String::new(), 0, 0)),
    }
}

/// As [`from_slice`], from a `str`.
///
/// # Errors
///
/// As [`from_slice`].
pub fn from_str<'de, T: Read<'de>>(text: &'de str) -> Result<T, Error> {
    // Through bytes, so that the readers are compiled for one kind of input only.
    from_slice(text.as_bytes())
}

/// Reads a `T` from a text that was buffered, as a part of what `cx` is the context of.
///
/// # Errors
///
/// As [`from_slice`]; the violation is in `cx`.
pub fn from_buffer<'t, T: Read<'t>>(text: &'t str, cx: &mut Context) -> Result<T, Fault> {
    T::read(&mut Scanner::within(text, cx.depth()), cx)
}

/// Whether a `T` can be read at the scanner's position.
pub(crate) fn read_through<T: for<'de> Read<'de>>(
    scanner: &mut Scanner<'_>,
    decisions: &mut Decisions,
) -> bool {
    Context::inside(scanner, decisions, |scanner, cx| {
        T::read(scanner, cx).is_ok()
    })
}

/// Reads a `T` for a `Deserialize` impl. The deserializer's error contains the violation and its
/// path in the value.
///
/// # Errors
///
/// The deserializer's own. For a violation its message is `POINTER: VIOLATION`, or the violation
/// alone if it is of the whole value.
pub fn deserialize<'de, T: Read<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let mut cx = Context::new();
    match payload(|| T::read(deserializer, &mut cx)) {
        (value, None) => value.map_err(|error| cx.explain(error)),
        (Err(error), Some(_)) if cx.is_undecided() => Err(cx.explain(error)),
        (_, Some(undecided)) => Err(de::Error::custom(undecided)),
    }
}
