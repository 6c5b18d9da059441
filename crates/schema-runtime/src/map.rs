//! The members of a JSON object whose names no type knows beforehand. Keeps their order; is one pointer wide and allocates nothing
//! while empty, because almost every object has such a field and almost none has such members.

mod iterators;

use std::fmt;

use indexmap::IndexMap;
use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Value;

pub use iterators::{IntoIter, Iter, IterMut};

/// The members of a JSON object, in order, by name.
///
/// Two maps are equal when they have equal members, whatever the order. Looking up and inserting take constant time.
///
/// ```
/// use schema_runtime::Map;
///
/// let mut headers: Map<u32> = serde_json::from_str(r#"{"b": 1, "a": 2}"#).unwrap();
/// headers.insert("c", 3);
/// assert_eq!(headers.get("a"), Some(&2));
/// assert_eq!(headers.keys().collect::<Vec<_>>(), ["b", "a", "c"]);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Map<V = Value>(Option<Box<Members<V>>>);

/// The unknown members that generated types keep, so that writing a value back loses nothing.
pub type Extra<V = Value> = Map<V>;

/// How many members the first allocation holds: as many as fit without the table of places growing.
const FIRST_ROOM: usize = 7;

/// `None` stands for "no members", and nothing else does: a map that becomes empty goes back to it.
///
/// Names come from outside, so the hasher is the standard library's: nobody can prepare names that collide, and that is worth its time.
pub(crate) type Members<V> = IndexMap<String, V>;

impl<V> Map<V> {
    /// A map without members. Allocates nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |members| members.len())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The member called `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&V> {
        self.0.as_ref()?.get(name)
    }

    /// The member called `name`, to change in place.
    #[must_use]
    pub fn get_mut(&mut self, name: &str) -> Option<&mut V> {
        self.0.as_mut()?.get_mut(name)
    }

    /// Whether there is a member called `name`.
    #[must_use]
    pub fn contains_key(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Puts a member at the end, or in the place of the one of that name, which it gives back.
    pub fn insert(&mut self, name: impl Into<String>, value: V) -> Option<V> {
        self.members_mut().insert(name.into(), value)
    }

    /// Takes the member called `name` out. The others keep their order, so this takes time linear in their count.
    pub fn remove(&mut self, name: &str) -> Option<V> {
        let removed = self.0.as_mut()?.shift_remove(name);
        self.forget_if_empty();
        removed
    }

    /// Keeps only the members for which `keep` holds.
    pub fn retain(&mut self, mut keep: impl FnMut(&str, &mut V) -> bool) {
        if let Some(members) = &mut self.0 {
            members.retain(|name, value| keep(name, value));
        }
        self.forget_if_empty();
    }

    /// Takes all members out.
    pub fn clear(&mut self) {
        self.0 = None;
    }

    /// Names and values, in order.
    #[must_use]
    pub fn iter(&self) -> Iter<'_, V> {
        Iter::new(self.0.as_deref())
    }

    /// Names and values to change in place, in order.
    #[must_use]
    pub fn iter_mut(&mut self) -> IterMut<'_, V> {
        IterMut::new(self.0.as_deref_mut())
    }

    /// The names, in order.
    #[must_use]
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &str> + DoubleEndedIterator + Clone {
        self.iter().map(|(name, _)| name)
    }

    /// The values, in order.
    #[must_use]
    pub fn values(&self) -> impl ExactSizeIterator<Item = &V> + DoubleEndedIterator + Clone {
        self.iter().map(|(_, value)| value)
    }

    /// The values to change in place, in order.
    #[must_use]
    pub fn values_mut(&mut self) -> impl ExactSizeIterator<Item = &mut V> + DoubleEndedIterator {
        self.iter_mut().map(|(_, value)| value)
    }

    /// The table behind it, made on first use. Whoever asks must put something in.
    pub(crate) fn members_mut(&mut self) -> &mut Members<V> {
        self.0
            .get_or_insert_with(|| Box::new(Members::with_capacity(FIRST_ROOM)))
    }

    fn forget_if_empty(&mut self) {
        self.0.take_if(|members| members.is_empty());
    }
}

impl<V> Default for Map<V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<V: fmt::Debug> fmt::Debug for Map<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

/// A name that comes twice keeps its first place and its last value.
impl<K: Into<String>, V> FromIterator<(K, V)> for Map<V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(members: I) -> Self {
        let mut map = Self::new();
        map.extend(members);
        map
    }
}

impl<K: Into<String>, V> Extend<(K, V)> for Map<V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, members: I) {
        for (name, value) in members {
            self.insert(name, value);
        }
    }
}

impl<K: Into<String>, V, const N: usize> From<[(K, V); N]> for Map<V> {
    fn from(members: [(K, V); N]) -> Self {
        members.into_iter().collect()
    }
}

impl<V> IntoIterator for Map<V> {
    type Item = (String, V);
    type IntoIter = IntoIter<V>;

    fn into_iter(self) -> Self::IntoIter {
        IntoIter::new(self.0)
    }
}

impl<'a, V> IntoIterator for &'a Map<V> {
    type Item = (&'a str, &'a V);
    type IntoIter = Iter<'a, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, V> IntoIterator for &'a mut Map<V> {
    type Item = (&'a str, &'a mut V);
    type IntoIter = IterMut<'a, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl<V: Serialize> Serialize for Map<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.len()))?;
        for (name, value) in self {
            object.serialize_entry(name, value)?;
        }
        object.end()
    }
}
