//! The reader of tuples: arrays whose items have a type for each position.

use std::marker::PhantomData;

use serde::{Deserializer, de::SeqAccess};
use serde_json::Value;

use super::{
    Context, Inner, Read,
    containers::read_items,
    kinds::{Kinds, read_kinds},
};
use crate::{Presence, Violation};

/// A tuple, as its reader needs it.
pub trait Tuple<'de>: Sized {
    /// The type in words: "a pair of numbers".
    const EXPECTING: &'static str;

    /// Reads the items, in order, and ends with [`Items::end`] or [`Items::rest`].
    ///
    /// # Errors
    ///
    /// The errors of [`Items`].
    fn read_items<A: SeqAccess<'de>>(items: Items<'_, A>) -> Result<Self, A::Error>;
}

/// Reads a tuple.
///
/// # Errors
///
/// A value that is not an array, an invalid item, too few items (keyword `minItems`) or too many
/// (keyword `maxItems`).
pub fn tuple<'de, T: Tuple<'de>, D: Deserializer<'de>>(
    deserializer: D,
    cx: &mut Context,
) -> Result<T, D::Error> {
    read_kinds(TupleReader(PhantomData), deserializer, cx)
}

struct TupleReader<T>(PhantomData<T>);

impl<'de, T: Tuple<'de>> Kinds<'de> for TupleReader<T> {
    type Output = T;

    fn expected(&self) -> &'static str {
        T::EXPECTING
    }

    fn array<A: SeqAccess<'de>>(self, array: A, cx: &mut Context) -> Result<T, A::Error> {
        T::read_items(Items {
            array,
            cx,
            read: 0,
            ended: false,
        })
    }
}

/// The items of an array, read one by one.
pub struct Items<'a, A> {
    array: A,
    cx: &'a mut Context,
    read: usize,
    /// Whether the array has been read to its end. A sequence must not be asked for an item again
    /// after its end.
    ended: bool,
}

impl<'de, A: SeqAccess<'de>> Items<'_, A> {
    /// The next item, which is required.
    ///
    /// # Errors
    ///
    /// If it is absent (keyword `minItems`), and errors of reading it.
    #[expect(
        clippy::should_implement_trait,
        reason = "each item has a type of its own, so this cannot be an iterator"
    )]
    pub fn next<T: Read<'de>>(&mut self) -> Result<T, A::Error> {
        match self.array.next_element_seed(Inner::new(self.cx)) {
            Ok(Some(item)) => {
                self.read += 1;
                Ok(item)
            }
            Ok(None) => {
                let expected = format!("have an item at index {}", self.read);
                Err(self.cx.fail(Violation::rule("minItems", expected)))
            }
            Err(error) => {
                self.cx.push_item(self.read);
                Err(error)
            }
        }
    }

    /// The next item, if there is one.
    ///
    /// # Errors
    ///
    /// Errors of reading it.
    pub fn optional<T: Read<'de>>(&mut self) -> Result<Option<T>, A::Error> {
        if self.ended {
            return Ok(None);
        }
        let item = self.array.next_element_seed(Inner::new(self.cx));
        match &item {
            Ok(Some(_)) => self.read += 1,
            Ok(None) => self.ended = true,
            Err(_) => self.cx.push_item(self.read),
        }
        item
    }

    /// The next item, if there is one; `null` as [`Presence::Null`].
    ///
    /// # Errors
    ///
    /// Errors of reading it.
    pub fn presence<T: Read<'de>>(&mut self) -> Result<Presence<T>, A::Error> {
        let item = self.optional::<Option<T>>()?;
        Ok(item.map_or(Presence::Absent, |item| {
            item.map_or(Presence::Null, Presence::Value)
        }))
    }

    /// Ends the tuple: no further item may follow.
    ///
    /// # Errors
    ///
    /// If one follows (keyword `maxItems`), and errors of reading it.
    pub fn end(mut self) -> Result<(), A::Error> {
        let most = self.read;
        // Read as a `Value`: `IgnoredAny` of `serde_json` checks neither ranges nor escapes, and
        // invalid JSON must not be reported as an excess item.
        if self.optional::<Value>()?.is_none() {
            return Ok(());
        }
        let expected = format!(
            "have at most {most} {}",
            if most == 1 { "item" } else { "items" }
        );
        Err(self.cx.fail(Violation::rule("maxItems", expected)))
    }

    /// All further items.
    ///
    /// # Errors
    ///
    /// Errors of reading one of them.
    pub fn rest<T: Read<'de>>(self) -> Result<Vec<T>, A::Error> {
        if self.ended {
            return Ok(Vec::new());
        }
        read_items(self.array, self.read, self.cx)
    }
}
