//! Readers that look at the text ahead before they read a value, to read it with the right branch
//! at once, without a buffer.
//!
//! Serde has no such step. It is expressed by an enum access: the "variant" is the text ahead, the
//! variant's content is the value.

use std::fmt;

use serde::{
    Deserializer,
    de::{DeserializeSeed, EnumAccess, VariantAccess, Visitor},
};

use super::Context;

/// A reader that looks ahead.
pub(super) trait LooksAhead<'de>: Sized {
    /// What it reads.
    type Output;
    /// What it decides by the text ahead.
    type Decision;

    /// Decides how the value at the beginning of `rest` is read; `rest` is empty if the text is not
    /// valid UTF-8, which any way of reading reports.
    fn decide(&self, rest: &'de str, cx: &mut Context) -> Self::Decision;

    /// Reads the value.
    ///
    /// # Errors
    ///
    /// The errors of reading it.
    fn read<D: Deserializer<'de>>(
        self,
        decision: Self::Decision,
        deserializer: D,
        cx: &mut Context,
    ) -> Result<Self::Output, D::Error>;
}

/// Looks ahead, then reads.
pub(super) fn look_ahead<'de, R: LooksAhead<'de>, A: EnumAccess<'de>>(
    reader: R,
    access: A,
    cx: &mut Context,
) -> Result<R::Output, A::Error> {
    let (decision, value) = access.variant_seed(Ahead {
        reader: &reader,
        cx: &mut *cx,
    })?;
    value.newtype_variant_seed(ReadWith {
        reader,
        decision,
        cx,
    })
}

struct Ahead<'c, R> {
    reader: &'c R,
    cx: &'c mut Context,
}

impl<'de, R: LooksAhead<'de>> DeserializeSeed<'de> for Ahead<'_, R> {
    type Value = R::Decision;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<R::Decision, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, R: LooksAhead<'de>> Visitor<'de> for Ahead<'_, R> {
    type Value = R::Decision;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text ahead")
    }

    fn visit_borrowed_str<E>(self, rest: &'de str) -> Result<R::Decision, E> {
        Ok(self.reader.decide(rest, self.cx))
    }

    fn visit_unit<E>(self) -> Result<R::Decision, E> {
        Ok(self.reader.decide("", self.cx))
    }
}

struct ReadWith<'c, R, N> {
    reader: R,
    decision: N,
    cx: &'c mut Context,
}

impl<'de, R: LooksAhead<'de>> DeserializeSeed<'de> for ReadWith<'_, R, R::Decision> {
    type Value = R::Output;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<R::Output, D::Error> {
        self.reader.read(self.decision, deserializer, self.cx)
    }
}
