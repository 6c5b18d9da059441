//! Mutations: an input, a source of random numbers, another input.
//!
//! `bytes` knows nothing of what it changes; `tokens` and `values` change the parts that JSON is made of, so that what comes out is one
//! step away from JSON, which random bytes never are.

mod bytes;
mod scan;
mod spellings;
mod tokens;
mod values;

use crate::{Corpus, Random};

/// No input becomes longer: time is better spent on many short ones.
pub const MAX_LENGTH: usize = 4096;

/// A change in one place; it may find nothing to change.
type Edit = fn(&mut Vec<u8>, &Corpus, &mut Random);

/// Changes JSON in any way.
pub(crate) fn json(input: &mut Vec<u8>, corpus: &Corpus, random: &mut Random) {
    several(
        input,
        corpus,
        random,
        &[tokens::EDITS, values::EDITS, bytes::EDITS],
    );
}

/// Changes what JSON is made of.
pub(crate) fn structure(input: &mut Vec<u8>, corpus: &Corpus, random: &mut Random) {
    several(input, corpus, random, &[tokens::EDITS, values::EDITS]);
}

/// Makes a schema from nothing, or changes one.
pub(crate) fn schema(input: &mut Vec<u8>, corpus: &Corpus, random: &mut Random) {
    if random.once_in(2) {
        let length = 16 << random.below(6);
        input.clear();
        input.push(crate::schemas::MADE);
        input.extend((0..length).map(|_| random.byte()));
    } else {
        // Mostly valid JSON, so that more than its reader sees it.
        several(
            input,
            corpus,
            random,
            &[values::EDITS, values::EDITS, values::EDITS, tokens::EDITS],
        );
    }
}

/// Changes a pattern and its texts.
pub(crate) fn pattern(input: &mut Vec<u8>, corpus: &Corpus, random: &mut Random) {
    several(input, corpus, random, &[bytes::EDITS]);
}

/// An input after one change of a target's, for a fuzzer that brings inputs of its own.
#[must_use]
pub fn mutated(target: &crate::Target, corpus: &Corpus, input: &[u8], seed: u64) -> Vec<u8> {
    let mut changed = input.to_vec();
    (target.mutate)(&mut changed, corpus, &mut Random::new(seed));
    changed
}

/// One edit mostly, since most faults need no more; sometimes up to six.
fn several(input: &mut Vec<u8>, corpus: &Corpus, random: &mut Random, kinds: &[&[Edit]]) {
    let count = if random.once_in(2) {
        1
    } else {
        1 + random.below(6)
    };
    for _ in 0..count {
        let edit = random.pick(kinds).and_then(|edits| random.pick(edits));
        let before = input.len();
        if let Some(edit) = edit {
            let copy = input.clone();
            edit(input, corpus, random);
            if input.len() > MAX_LENGTH.max(before) {
                *input = copy;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TARGETS;

    #[test]
    fn a_seed_determines_what_comes_out() {
        for target in TARGETS {
            let corpus = (target.corpus)();
            for (run, seed) in corpus.seeds.iter().take(20).enumerate() {
                let run = u64::try_from(run).unwrap();
                let one = mutated(target, &corpus, seed, run);
                assert_eq!(one, mutated(target, &corpus, seed, run), "{}", target.name);
            }
        }
    }

    /// Each edit changes something of an ordinary payload, given a few tries.
    #[test]
    fn no_edit_is_idle() {
        let text = br#"{"a": [1, "x\n", null], "b": {"c": -1.5e3}}"#;
        let corpus = Corpus {
            seeds: vec![b"[true, {\"d\": 0}]".to_vec()],
            words: vec![b"\"w\"".to_vec()],
        };
        for (kind, edits) in [tokens::EDITS, values::EDITS, bytes::EDITS]
            .iter()
            .enumerate()
        {
            for (index, edit) in edits.iter().enumerate() {
                let changes = (0..50).any(|seed| {
                    let mut changed = text.to_vec();
                    edit(&mut changed, &corpus, &mut Random::new(seed));
                    changed != text
                });
                assert!(changes, "edit {index} of kind {kind}");
            }
        }
    }
}
