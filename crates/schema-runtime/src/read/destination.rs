//! Seeds that read a value directly into its final place: a returned value would be copied at every
//! level of calls.
//!
//! They must not depend on the object or array that the slot or list belongs to.

use std::fmt;

use serde::{
    Deserializer,
    de::{self, DeserializeSeed, Visitor},
};

use super::{Context, Read};
use crate::Presence;

/// Reads a value one level deeper, into a slot.
pub(super) struct ToSlot<'a, T> {
    pub(super) cx: &'a mut Context,
    pub(super) slot: &'a mut Option<T>,
}

impl<'de, T: Read<'de>> DeserializeSeed<'de> for ToSlot<'_, T> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.cx.descend()?;
        *self.slot = Some(T::read(deserializer, self.cx)?);
        self.cx.ascend();
        Ok(())
    }
}

/// Reads a value one level deeper, `null` as [`Presence::Null`].
pub(super) struct ToPresence<'a, T> {
    pub(super) cx: &'a mut Context,
    pub(super) slot: &'a mut Presence<T>,
}

impl<'de, T: Read<'de>> DeserializeSeed<'de> for ToPresence<'_, T> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.cx.descend()?;
        deserializer.deserialize_option(self)
    }
}

impl<'de, T: Read<'de>> Visitor<'de> for ToPresence<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<(), E> {
        *self.slot = Presence::Null;
        self.cx.ascend();
        Ok(())
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.visit_none()
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        *self.slot = Presence::Value(T::read(deserializer, self.cx)?);
        self.cx.ascend();
        Ok(())
    }
}

/// Reads an item one level deeper and appends it to a list.
pub(super) struct ToItems<'a, T> {
    pub(super) cx: &'a mut Context,
    pub(super) items: &'a mut Vec<T>,
}

impl<T> ToItems<'_, T> {
    /// The capacity of the first allocation: up to four items, fewer if they are large. Most lists
    /// of objects in payloads are short.
    const FIRST_ROOM: usize = match 1000_usize.checked_div(size_of::<T>()) {
        Some(0) => 1,
        Some(few @ 1..4) => few,
        _ => 4,
    };
}

impl<'de, T: Read<'de>> DeserializeSeed<'de> for ToItems<'_, T> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.cx.descend()?;
        let item = T::read(deserializer, self.cx)?;
        if self.items.is_empty() {
            self.items.reserve_exact(Self::FIRST_ROOM);
        }
        self.items.push(item);
        self.cx.ascend();
        Ok(())
    }
}
