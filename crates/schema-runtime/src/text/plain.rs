//! Finds the next quote, backslash or control character of a string. This is the innermost loop of
//! reading, so it processes eight bytes at a time.

/// The number of leading bytes that are neither quote nor backslash nor control character.
#[inline]
pub(super) fn plain_prefix(bytes: &[u8]) -> usize {
    let (chunks, tail) = bytes.as_chunks::<8>();
    let mut plain = 0;
    for chunk in chunks {
        let special = specials(u64::from_le_bytes(*chunk));
        if special != 0 {
            return plain + special.trailing_zeros() as usize / 8;
        }
        plain += 8;
    }
    let special = |byte: &u8| *byte < 0x20 || *byte == b'"' || *byte == b'\\';
    plain + tail.iter().position(special).unwrap_or(tail.len())
}

/// Sets the highest bit of each special byte. Above the first of them other bits may be set, too.
///
/// Mycroft's trick: a subtraction borrows into a byte's highest bit where the byte is less than the
/// subtrahend. With its second bit flipped, the quote sorts directly after the control characters
/// and before all other bytes.
#[inline]
const fn specials(bytes: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    let control_or_quote = (bytes ^ (ONES * 2)).wrapping_sub(ONES * 0x21);
    let backslash = (bytes ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
    // No special byte has its highest bit set, so one mask serves both tests.
    (control_or_quote | backslash) & !bytes & (ONES << 7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_special_byte_is_found_at_each_place() {
        for byte in 0..=u8::MAX {
            for place in 0..20 {
                for follower in [b'a', b'"', 0, 0xff] {
                    let mut bytes = [b'a'; 20];
                    bytes[place..].fill(follower);
                    bytes[place] = byte;
                    let special = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
                    let expected = bytes.iter().position(|byte| special(*byte));
                    assert_eq!(plain_prefix(&bytes), expected.unwrap_or(20), "{bytes:?}");
                }
            }
        }
    }
}
