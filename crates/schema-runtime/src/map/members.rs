//! The entries of a non-empty map, in order. A few are compared one by one, without a hash: most
//! objects have few additional properties, and a hash table for each would double the cost of
//! keeping them. Beyond that an index finds them.

use hashbrown::HashTable;

use crate::hashing::{FEW_NAMES, NameHash, filter_bit};

/// The entries of a map, with distinct names.
#[derive(Clone)]
pub(crate) struct Members<V> {
    list: Vec<(String, V)>,
    /// A bit for each name: a name whose bit is not set is new without a comparison.
    filter: u64,
    /// The positions of more than a few entries, by the hash of their names.
    index: Option<Box<HashTable<Place>>>,
}

/// Where an entry is. The hash of its name is kept: to hash 3,000 names anew each time the table
/// grows was a sixth of the read of Ada's large payload.
#[derive(Clone, Copy)]
struct Place {
    hash: u64,
    position: usize,
}

impl Place {
    fn hash(&self) -> u64 {
        self.hash
    }
}

/// A name that no entry has.
pub(crate) struct Vacancy {
    bit: u64,
    hash: Option<u64>,
}

impl<V> Members<V> {
    /// No entries, with room for some.
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self {
            list: Vec::with_capacity(capacity),
            filter: 0,
            index: None,
        }
    }

    pub(super) fn list(&self) -> &[(String, V)] {
        &self.list
    }

    pub(super) fn list_mut(&mut self) -> &mut [(String, V)] {
        &mut self.list
    }

    pub(super) fn into_list(self) -> Vec<(String, V)> {
        self.list
    }

    /// Where an entry with this name would be added; its position if there is one.
    pub(crate) fn vacancy(&self, name: &str) -> Result<Vacancy, usize> {
        let bit = filter_bit(name);
        if let Some(index) = &self.index {
            let hash = NameHash::of(name);
            let found = index.find(hash, |place| {
                place.hash == hash && self.is_named(place.position, name)
            });
            let vacancy = Vacancy {
                bit,
                hash: Some(hash),
            };
            return found.map_or(Ok(vacancy), |place| Err(place.position));
        }
        let found = if self.filter & bit == 0 {
            None
        } else {
            self.list.iter().position(|(other, _)| other == name)
        };
        found.map_or(Ok(Vacancy { bit, hash: None }), Err)
    }

    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.vacancy(name).err()
    }

    /// Adds an entry. `vacancy` must be that of its name, and nothing else may have been added
    /// since.
    pub(crate) fn push(&mut self, vacancy: &Vacancy, name: String, value: V) {
        let position = self.list.len();
        self.list.push((name, value));
        self.filter |= vacancy.bit;
        match (&mut self.index, vacancy.hash) {
            (Some(index), Some(hash)) => {
                index.insert_unique(hash, Place { hash, position }, Place::hash);
            }
            _ if position >= FEW_NAMES => self.build_index(),
            _ => {}
        }
    }

    /// Adds an entry, or replaces the value of the existing one.
    pub(super) fn insert(&mut self, name: String, value: V) -> Option<V> {
        match self.vacancy(&name) {
            Ok(vacancy) => {
                self.push(&vacancy, name, value);
                None
            }
            Err(place) => {
                let (_, old) = self.list.get_mut(place)?;
                Some(std::mem::replace(old, value))
            }
        }
    }

    /// Removes an entry; the others keep their order.
    pub(super) fn remove(&mut self, name: &str) -> Option<V> {
        let place = self.position(name)?;
        let (_, value) = self.list.remove(place);
        self.rebuild();
        Some(value)
    }

    pub(super) fn retain(&mut self, mut keep: impl FnMut(&str, &mut V) -> bool) {
        self.list.retain_mut(|(name, value)| keep(name, value));
        self.rebuild();
    }

    /// Makes filter and index anew, after entries were removed.
    fn rebuild(&mut self) {
        let bits = self.list.iter().map(|(name, _)| filter_bit(name));
        self.filter = bits.fold(0, |filter, bit| filter | bit);
        self.index = None;
        if self.list.len() > FEW_NAMES {
            self.build_index();
        }
    }

    fn build_index(&mut self) {
        let mut index = Box::new(HashTable::with_capacity(self.list.len() * 2));
        for (position, (name, _)) in self.list.iter().enumerate() {
            let hash = NameHash::of(name);
            index.insert_unique(hash, Place { hash, position }, Place::hash);
        }
        self.index = Some(index);
    }

    fn is_named(&self, position: usize, name: &str) -> bool {
        self.list
            .get(position)
            .is_some_and(|(other, _)| other == name)
    }
}

#[cfg(test)]
mod tests {
    use indexmap::IndexMap;
    use proptest::prelude::*;

    use super::*;

    /// A step on a map.
    #[derive(Debug, Clone)]
    enum Step {
        Insert(u8),
        Remove(u8),
        Keep(u8),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            20 => any::<u8>().prop_map(Step::Insert),
            2 => any::<u8>().prop_map(Step::Remove),
            1 => (2_u8..9).prop_map(Step::Keep),
        ]
    }

    fn name(number: u8) -> String {
        // Names with equal filter bits among them.
        format!("{}{}", "n".repeat(usize::from(number % 3)), number / 3)
    }

    proptest! {
        #[test]
        fn behaves_like_an_index_map(steps in prop::collection::vec(step(), 0..200)) {
            let mut ours = Members::with_capacity(0);
            let mut theirs = IndexMap::new();
            for (value, step) in steps.into_iter().enumerate() {
                match step {
                    Step::Insert(number) => {
                        let name = name(number);
                        prop_assert_eq!(
                            ours.insert(name.clone(), value),
                            theirs.insert(name, value)
                        );
                    }
                    Step::Remove(number) => {
                        let name = name(number);
                        prop_assert_eq!(ours.remove(&name), theirs.shift_remove(&name));
                    }
                    Step::Keep(part) => {
                        let part = usize::from(part);
                        ours.retain(|_, value| *value % part != 0);
                        theirs.retain(|_, value| *value % part != 0);
                    }
                }
                let list = ours.list().iter().map(|(name, value)| (name, value));
                prop_assert!(list.eq(theirs.iter()));
                for number in 0..=u8::MAX {
                    let name = name(number);
                    prop_assert_eq!(ours.position(&name), theirs.get_index_of(&name));
                }
            }
        }
    }
}
