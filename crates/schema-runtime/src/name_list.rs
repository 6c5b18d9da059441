//! Static lists of names in which the names of payloads are looked up: declared properties, the
//! values of tags and of enums.
//!
//! A short list is searched from its start. Generated code gives a long one an index, so that
//! looking up all names of a payload takes linear time in whatever order they come.

use std::{collections::HashMap, sync::OnceLock};

use crate::hashing::NameHash;

/// The positions of the names of one list. Filled on first use, so that a program pays only for the
/// lists it looks names up in.
pub struct NameIndex(OnceLock<HashMap<&'static str, usize, NameHash>>);

impl NameIndex {
    /// The index of a list that is passed with each lookup.
    #[must_use]
    #[expect(
        clippy::new_without_default,
        reason = "it is the value of statics in generated code"
    )]
    pub const fn new() -> Self {
        Self(OnceLock::new())
    }

    /// The position of `name` in the list, which must be the same in every call.
    pub fn position(&self, list: impl Iterator<Item = &'static str>, name: &str) -> Option<usize> {
        let filled = || {
            list.enumerate()
                .map(|(place, name)| (name, place))
                .collect()
        };
        self.0.get_or_init(filled).get(name).copied()
    }
}

/// Where the index of a list is kept.
pub(crate) type IndexOf = fn() -> &'static NameIndex;

/// A list of distinct names.
#[derive(Clone, Copy)]
pub struct NameList {
    names: &'static [&'static str],
    index: Option<IndexOf>,
}

impl NameList {
    /// A short list.
    #[must_use]
    pub const fn new(names: &'static [&'static str]) -> Self {
        Self { names, index: None }
    }

    /// A long list with its index.
    #[must_use]
    pub const fn indexed(names: &'static [&'static str], index: IndexOf) -> Self {
        let index = Some(index);
        Self { names, index }
    }

    /// The names.
    pub(crate) const fn names(self) -> &'static [&'static str] {
        self.names
    }

    /// The position of `name`.
    #[inline]
    pub(crate) fn position(self, name: &str) -> Option<usize> {
        match self.index {
            None => self.names.iter().position(|listed| *listed == name),
            Some(index) => index().position(self.names.iter().copied(), name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_finds_what_a_search_finds() {
        static INDEX: NameIndex = NameIndex::new();
        const NAMES: &[&str] = &["b", "", "a", "ä", "aa"];
        let (short, long) = (NameList::new(NAMES), NameList::indexed(NAMES, || &INDEX));
        for (place, name) in NAMES.iter().enumerate() {
            assert_eq!(short.position(name), Some(place));
            assert_eq!(long.position(name), Some(place));
        }
        assert_eq!((short.position("c"), long.position("c")), (None, None));
    }
}
