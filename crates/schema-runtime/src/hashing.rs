//! The hash of property names, for the tables of names that come from payloads.
//!
//! `foldhash` takes a fifth of the time of the standard library's hash, which was a quarter of a
//! typed read of payloads with many additional properties. It resists prepared collisions as long
//! as its seed is unknown: the seed comes from the operating system's randomness, once for each
//! process, and nothing that a sender can see depends on it, since all maps keep their order.

use std::{
    hash::{BuildHasher, RandomState},
    sync::LazyLock,
};

use foldhash::{
    SharedSeed,
    fast::{FoldHasher, SeedableRandomState},
};

static SEED: LazyLock<SharedSeed> =
    LazyLock::new(|| SharedSeed::from_u64(RandomState::new().hash_one(0_u64)));

/// Up to this number, names are compared one by one, with a filter in front. Beyond it a table of
/// hashes is faster.
pub(crate) const FEW_NAMES: usize = 32;

/// Builds the hashers of names.
#[derive(Clone)]
pub(crate) struct NameHash(SeedableRandomState);

impl NameHash {
    /// The hash of a name.
    #[inline]
    pub(crate) fn of(name: &str) -> u64 {
        Self::default().hash_one(name)
    }
}

/// One of 64 bits, by the length and three bytes of a name. A filter of these bits tells most new
/// names from known ones without a comparison.
#[inline]
pub(crate) fn filter_bit(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let byte = |place: usize| bytes.get(place).copied().map_or(0, usize::from);
    let length = bytes.len();
    let sum = length + byte(0) * 5 + byte(length / 2) * 11 + byte(length.wrapping_sub(1)) * 3;
    1 << (sum % 64)
}

impl Default for NameHash {
    #[inline]
    fn default() -> Self {
        Self(SeedableRandomState::with_seed(0, &SEED))
    }
}

impl BuildHasher for NameHash {
    type Hasher = FoldHasher<'static>;

    #[inline]
    fn build_hasher(&self) -> Self::Hasher {
        self.0.build_hasher()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seed_is_the_same_for_all_maps_and_not_a_constant() {
        let hash = NameHash::default().hash_one("name");
        assert_eq!(NameHash::default().hash_one("name"), hash);
        let fixed = SeedableRandomState::fixed().hash_one("name");
        assert_ne!(hash, fixed);
    }
}
