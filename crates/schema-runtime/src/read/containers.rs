//! The readers of `Option`, `Box`, `Vec` and `Map`.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserializer,
    de::{SeqAccess, Visitor},
};

use super::{
    Check, Context, Read,
    destination::ToItems,
    kinds::{Kinds, read_kinds, read_kinds_checked},
    object::{object, object_checked},
};
use crate::{Map, acceptance::Shaped};

/// `null` as `None`.
impl<'de, T: Read<'de>> Read<'de> for Option<T> {
    fn read<D: Deserializer<'de>>(deserializer: D, cx: &mut Context) -> Result<Self, D::Error> {
        let some = PhantomData;
        deserializer.deserialize_option(OptionVisitor { cx, some })
    }
}

/// The only reader that does not use [`Kinds`]: `deserialize_option` looks ahead for `null` and
/// consumes nothing else.
struct OptionVisitor<'c, T> {
    cx: &'c mut Context,
    some: PhantomData<T>,
}

impl<'de, T: Read<'de>> Visitor<'de> for OptionVisitor<'_, T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::read(deserializer, self.cx).map(Some)
    }
}

impl<'de, T: Read<'de>> Read<'de> for Box<T> {
    fn read<D: Deserializer<'de>>(deserializer: D, cx: &mut Context) -> Result<Self, D::Error> {
        T::read(deserializer, cx).map(Self::new)
    }
}

impl<'de, V: Read<'de> + Shaped> Read<'de> for Map<V> {
    fn read<D: Deserializer<'de>>(deserializer: D, cx: &mut Context) -> Result<Self, D::Error> {
        object(deserializer, cx)
    }

    fn read_checked<D: Deserializer<'de>>(
        deserializer: D,
        cx: &mut Context,
        check: Check<'_, Self>,
    ) -> Result<Self, D::Error> {
        object_checked(deserializer, cx, check)
    }
}

impl<'de, T: Read<'de>> Read<'de> for Vec<T> {
    fn read<D: Deserializer<'de>>(deserializer: D, cx: &mut Context) -> Result<Self, D::Error> {
        read_kinds(VecReader(PhantomData), deserializer, cx)
    }

    fn read_checked<D: Deserializer<'de>>(
        deserializer: D,
        cx: &mut Context,
        check: Check<'_, Self>,
    ) -> Result<Self, D::Error> {
        read_kinds_checked(VecReader(PhantomData), deserializer, cx, check)
    }
}

struct VecReader<T>(PhantomData<T>);

impl<'de, T: Read<'de>> Kinds<'de> for VecReader<T> {
    type Output = Vec<T>;

    fn expected(&self) -> &'static str {
        "an array"
    }

    fn array<A: SeqAccess<'de>>(self, items: A, cx: &mut Context) -> Result<Vec<T>, A::Error> {
        read_items(items, 0, cx)
    }
}

/// Reads the remaining items of an array, the first of which has the index `start`.
pub(super) fn read_items<'de, T: Read<'de>, A: SeqAccess<'de>>(
    mut items: A,
    start: usize,
    cx: &mut Context,
) -> Result<Vec<T>, A::Error> {
    // No capacity is reserved: a stated length need not be the actual one.
    let mut read = Vec::new();
    loop {
        let seed = ToItems {
            cx: &mut *cx,
            items: &mut read,
        };
        match items.next_element_seed(seed) {
            Ok(Some(())) => {}
            Ok(None) => return Ok(read),
            Err(error) => {
                cx.push_item(start + read.len());
                return Err(error);
            }
        }
    }
}
