//! The undeclared names of objects, to find those that stand twice. A few are compared one by one, on a stack that all open objects
//! share; an object with many gets a set of its own, and leaves the stack to the objects in it.

use std::{borrow::Cow, collections::HashSet};

use crate::text::Text;

/// How many names the shared stack holds.
const ROOM: usize = 48;

/// From how many names on an object has a set of its own: few enough that comparing them all is quick.
const FEW: usize = 32;

/// The names of all objects around a place.
pub(super) struct Names<'t> {
    stack: [&'t str; ROOM],
    len: usize,
}

/// The part of one object.
pub(super) struct Level<'t> {
    base: usize,
    set: Option<HashSet<Cow<'t, str>>>,
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
            set: None,
        }
    }

    /// Ends an object.
    #[inline]
    pub(super) fn leave(&mut self, level: &Level<'t>) {
        self.len = level.base;
    }

    /// Whether the object has the name for the first time.
    pub(super) fn insert(&mut self, level: &mut Level<'t>, name: Text<'t>) -> bool {
        let known = self.stack.get(level.base..self.len).unwrap_or_default();
        if level.set.is_none() && known.contains(&&*name) {
            return false;
        }
        let few = level.set.is_none() && known.len() < FEW && self.len < ROOM;
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

/// The object's own set, which has all its names from now on.
fn spill<'l, 't>(level: &'l mut Level<'t>, known: &[&'t str]) -> &'l mut HashSet<Cow<'t, str>> {
    let all = || known.iter().map(|name| Cow::Borrowed(*name)).collect();
    level.set.get_or_insert_with(all)
}
