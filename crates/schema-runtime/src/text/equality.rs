//! Inlined equality of short byte strings, without a call to `memcmp`: property names are compared
//! more often than anything else.

/// Whether `one` and `other`, which must have the same length, are equal.
#[inline]
pub(super) fn same(one: &[u8], other: &[u8]) -> bool {
    // Compares the first and the last N bytes; they overlap if there are fewer than 2 N.
    match one.len() {
        2..4 => ends::<2>(one, other),
        4..8 => ends::<4>(one, other),
        8..=16 => ends::<8>(one, other),
        // At most one byte, or many.
        _ => one == other,
    }
}

#[inline]
fn ends<const N: usize>(one: &[u8], other: &[u8]) -> bool {
    one.first_chunk::<N>() == other.first_chunk::<N>()
        && one.last_chunk::<N>() == other.last_chunk::<N>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_counts() {
        let text = b"abcdefghijklmnopqrstuvwxyz";
        for length in 0..=text.len() {
            let one = &text[..length];
            assert!(same(one, one));
            for place in 0..length {
                let mut other = one.to_vec();
                other[place] ^= 1;
                assert!(!same(one, &other), "{length}, {place}");
            }
        }
    }
}
