//! Finds duplicate keys among additional properties. A few names are compared one by one, on a
//! stack shared by all open objects; an object with many names gets a set of its own and leaves the
//! stack to the objects nested in it.

use std::{borrow::Cow, collections::HashSet};

use crate::{
    hashing::{FEW_NAMES, NameHash, filter_bit},
    text::Text,
};

/// The capacity of the shared stack.
const ROOM: usize = 48;

/// The additional property names of all open objects.
pub(super) struct Names<'t> {
    stack: [&'t str; ROOM],
    len: usize,
}

/// The names of one object: a range of the stack, or a set.
pub(super) struct Level<'t> {
    base: usize,
    /// A bit for each of the object's names on the stack: a name whose bit is not set is new
    /// without a comparison.
    filter: u64,
    set: Option<HashSet<Cow<'t, str>, NameHash>>,
}

impl<'t> Names<'t> {
    pub(super) fn new() -> Self {
        Self {
            stack: [""; ROOM],
            len: 0,
        }
    }

    /// Begins an object.
    #[inline]
    pub(super) fn enter(&self) -> Level<'t> {
        Level {
            base: self.len,
            filter: 0,
            set: None,
        }
    }

    /// Ends an object.
    #[inline]
    pub(super) fn leave(&mut self, level: &Level<'t>) {
        self.len = level.base;
    }

    /// Adds a name to an object. Returns whether it is new.
    pub(super) fn insert(&mut self, level: &mut Level<'t>, name: Text<'t>) -> bool {
        let known = self.stack.get(level.base..self.len).unwrap_or_default();
        let bit = filter_bit(&name);
        if level.filter & bit != 0 && level.set.is_none() && known.contains(&&*name) {
            return false;
        }
        level.filter |= bit;
        let few = level.set.is_none() && known.len() < FEW_NAMES && self.len < ROOM;
        let name = match name {
            Text::Borrowed(name) if few => {
                if let Some(place) = self.stack.get_mut(self.len) {
                    *place = name;
                    self.len += 1;
                }
                return true;
            }
            Text::Borrowed(name) => Cow::Borrowed(name),
            Text::Owned(name) => Cow::Owned(name),
        };
        let new = spill(level, known).insert(name);
        self.len = level.base;
        new
    }
}

/// The object's own set. It holds all names of the object from now on.
fn spill<'l, 't>(
    level: &'l mut Level<'t>,
    known: &[&'t str],
) -> &'l mut HashSet<Cow<'t, str>, NameHash> {
    let all = || known.iter().map(|name| Cow::Borrowed(*name)).collect();
    level.set.get_or_insert_with(all)
}
