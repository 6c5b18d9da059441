//! One property of an object being read: its name has been read, its value has not.

use serde::de::{self, MapAccess};

use super::{
    Context, Inner, Read,
    destination::{ToPresence, ToSlot},
};
use crate::{ErrorKind, Presence};

/// A property whose value is to be read next. Every method consumes the entry, so that the value is
/// read exactly once.
pub struct Entry<'a, A> {
    map: &'a mut A,
    cx: &'a mut Context,
    name: &'static str,
}

impl<'a, A> Entry<'a, A> {
    /// The entry of the property `name`. For an additional property `name` is empty:
    /// [`Rest`](super::Rest) gets the name separately.
    pub(super) fn new(map: &'a mut A, cx: &'a mut Context, name: &'static str) -> Self {
        Self { map, cx, name }
    }

    /// The context, to report a failure of the name.
    pub(super) fn context(self) -> &'a mut Context {
        self.cx
    }

    #[cold]
    fn duplicate<E: de::Error>(self) -> E {
        let member = self.name.to_owned();
        self.cx.fail(ErrorKind::Duplicate { member })
    }
}

impl<'de, A: MapAccess<'de>> Entry<'_, A> {
    /// Reads the value into its slot.
    ///
    /// # Errors
    ///
    /// If the slot is occupied, since then the key is duplicate; and errors of reading the value.
    pub fn fill<T: Read<'de>>(self, slot: &mut Option<T>) -> Result<(), A::Error> {
        if slot.is_some() {
            return Err(self.duplicate());
        }
        let Self { map, cx, name } = self;
        let outcome = map.next_value_seed(ToSlot { cx: &mut *cx, slot });
        noted(outcome, name, cx)
    }

    /// Reads the value into its slot, `null` as [`Presence::Null`].
    ///
    /// # Errors
    ///
    /// As [`fill`](Self::fill).
    pub fn fill_presence<T: Read<'de>>(self, slot: &mut Presence<T>) -> Result<(), A::Error> {
        if !slot.is_absent() {
            return Err(self.duplicate());
        }
        let Self { map, cx, name } = self;
        let outcome = map.next_value_seed(ToPresence { cx: &mut *cx, slot });
        noted(outcome, name, cx)
    }

    /// Fails, for an index without a property. Such an index never occurs; an error is better than
    /// a panic.
    ///
    /// # Errors
    ///
    /// Always.
    pub fn nothing(self) -> Result<(), A::Error> {
        let member = self.name.to_owned();
        Err(self.cx.fail(ErrorKind::Unknown { member }))
    }

    /// Reads the value of an additional property. `name` is called only on failure, for the path.
    pub(super) fn undeclared<T: Read<'de>>(
        self,
        name: impl FnOnce() -> String,
    ) -> Result<T, A::Error> {
        let value = self.map.next_value_seed(Inner::new(self.cx));
        if value.is_err() {
            self.cx.push_member(name());
        }
        value
    }
}

/// Records the property in which reading failed, if it did.
#[inline]
fn noted<E>(outcome: Result<(), E>, name: &'static str, cx: &mut Context) -> Result<(), E> {
    if outcome.is_err() {
        cx.push_member(name);
    }
    outcome
}
