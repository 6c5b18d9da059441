//! A target that fails on purpose, in each possible way, for the tests of the driver.

use crate::{Corpus, Random};

/// The ways of failing.
pub(crate) fn corpus() -> Corpus {
    let ways = [&b"panic"[..], b"abort", b"hang", b"fine"];
    Corpus {
        seeds: ways.map(<[u8]>::to_vec).to_vec(),
        words: vec![b"....".to_vec()],
    }
}

/// Adds irrelevant bytes around the input.
pub(crate) fn mutate(input: &mut Vec<u8>, corpus: &Corpus, random: &mut Random) {
    if let Some(word) = random.pick(&corpus.words) {
        *input = [word, input.as_slice(), word].concat();
    }
}

/// Panics, aborts or hangs if the input contains that word.
pub(crate) fn check(input: &[u8]) {
    let says = |word: &[u8]| input.windows(word.len()).any(|part| part == word);
    assert!(!says(b"panic"), "as it was asked to");
    if says(b"abort") {
        std::process::abort();
    }
    while says(b"hang") {
        std::thread::sleep(std::time::Duration::from_secs(1));
    }
}
