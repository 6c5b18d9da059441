//! Makes a failing input smaller.

use std::time::{Duration, Instant};

/// How long to minimise.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// Removes pieces, large ones first, as long as the rest still fails.
pub(crate) fn minimise(
    input: &[u8],
    patience: Duration,
    mut fails: impl FnMut(&[u8]) -> bool,
) -> Vec<u8> {
    let end = Instant::now() + patience;
    let mut smallest = input.to_vec();
    let mut length = smallest.len().div_ceil(2);
    while length > 0 {
        let before = smallest.len();
        let mut at = 0;
        while at < smallest.len() {
            if Instant::now() > end {
                return smallest;
            }
            let mut without = smallest.clone();
            without.drain(at..smallest.len().min(at + length));
            if fails(&without) {
                smallest = without;
            } else {
                at += length;
            }
        }
        // Repeat with single bytes until none can be removed: removing one byte can make another
        // removable.
        let again = length == 1 && smallest.len() < before;
        if !again {
            length /= 2;
        }
    }
    smallest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn irrelevant_bytes_are_removed() {
        let fails = |text: &[u8]| text.windows(2).any(|pair| pair == b",]");
        let smallest = minimise(b"{\"a\": [1, 2, 3,], \"b\": 4}", PATIENCE, fails);
        assert_eq!(smallest, b",]");
    }

    #[test]
    fn it_ends_in_time() {
        let smallest = minimise(&[0; 1000], Duration::ZERO, |_| true);
        assert!(!smallest.is_empty());
    }
}
