//! The public type [`Map`]: properties by name, in order. It is one pointer wide and allocates
//! nothing while empty, because almost every generated struct has a field for additional properties
//! and few objects have any.

mod iterators;
mod members;

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Value;

pub use iterators::{IntoIter, Iter, IterMut};
pub(crate) use members::Members;

/// The properties of a JSON object, by name, in order.
///
/// Two maps are equal if they have equal properties, in any order. Looking up and inserting take
/// constant time.
///
/// ```
/// use schema_runtime::Map;
///
/// let mut headers: Map<u32> = serde_json::from_str(r#"{"b": 1, "a": 2}"#).unwrap();
/// headers.insert("c", 3);
/// assert_eq!(headers.get("a"), Some(&2));
/// assert_eq!(headers.keys().collect::<Vec<_>>(), ["b", "a", "c"]);
/// ```
#[derive(Clone)]
pub struct Map<V = Value>(Option<Box<Members<V>>>);

/// The additional properties that generated types keep, so that the round trip is lossless.
pub type Extra<V = Value> = Map<V>;

/// The capacity of the first allocation.
const FIRST_ROOM: usize = 8;

impl<V> Map<V> {
    /// An empty map. Allocates nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }

    /// The number of properties.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |members| members.list().len())
    }

    /// Whether the map is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The value of the property `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&V> {
        let members = self.0.as_ref()?;
        let (_, value) = members.list().get(members.position(name)?)?;
        Some(value)
    }

    /// The value of the property `name`, mutable.
    #[must_use]
    pub fn get_mut(&mut self, name: &str) -> Option<&mut V> {
        let members = self.0.as_mut()?;
        let place = members.position(name)?;
        let (_, value) = members.list_mut().get_mut(place)?;
        Some(value)
    }

    /// Whether there is a property `name`.
    #[must_use]
    pub fn contains_key(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Appends a property, or replaces the value of the existing one, which is returned.
    pub fn insert(&mut self, name: impl Into<String>, value: V) -> Option<V> {
        self.members_mut().insert(name.into(), value)
    }

    /// Removes the property `name`. The others keep their order, so this takes time linear in their
    /// number.
    pub fn remove(&mut self, name: &str) -> Option<V> {
        let removed = self.0.as_mut()?.remove(name);
        self.forget_if_empty();
        removed
    }

    /// Keeps only the properties for which `keep` returns `true`.
    pub fn retain(&mut self, mut keep: impl FnMut(&str, &mut V) -> bool) {
        if let Some(members) = &mut self.0 {
            members.retain(&mut keep);
        }
        self.forget_if_empty();
    }

    /// Removes all properties.
    pub fn clear(&mut self) {
        self.0 = None;
    }

    /// Names and values, in order.
    #[must_use]
    pub fn iter(&self) -> Iter<'_, V> {
        Iter::new(self.0.as_deref())
    }

    /// Names and mutable values, in order.
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

    /// The values, mutable, in order.
    #[must_use]
    pub fn values_mut(&mut self) -> impl ExactSizeIterator<Item = &mut V> + DoubleEndedIterator {
        self.iter_mut().map(|(_, value)| value)
    }

    /// The entries, allocated on first use. The caller must insert an entry, since an empty map must
    /// be `None`.
    pub(crate) fn members_mut(&mut self) -> &mut Members<V> {
        self.0
            .get_or_insert_with(|| Box::new(Members::with_capacity(FIRST_ROOM)))
    }

    fn forget_if_empty(&mut self) {
        self.0.take_if(|members| members.list().is_empty());
    }
}

/// In any order.
impl<V: PartialEq> PartialEq for Map<V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .iter()
                .all(|(name, value)| other.get(name) == Some(value))
    }
}

impl<V: Eq> Eq for Map<V> {}

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

/// A duplicate name keeps its first position and its last value.
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
