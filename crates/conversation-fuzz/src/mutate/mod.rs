//! Mutations: change an input at random.
//!
//! `bytes` ignores the meaning of what it changes; `tokens` and `values` change the parts of JSON,
//! so that the result is one step away from JSON, which random bytes never are.

mod bytes;
mod scan;
mod spellings;
mod tokens;
mod values;

use crate::{Corpus, Random};

/// The maximum length of an input: many short inputs find more than a few long ones.
pub const MAX_LENGTH: usize = 4096;

/// A change in one place; it does nothing if there is no such place.
type Edit = fn(&mut Vec<u8>, &Corpus, &mut Random);

/// Mutates JSON by bytes, tokens and values.
pub(crate) fn json(input: &mut Vec<u8>, corpus: &Corpus, random: &mut Random) {
    several(
        input,
        corpus,
        random,
        &[tokens::EDITS, values::EDITS, bytes::EDITS],
    );
}

/// Mutates JSON by tokens and values.
pub(crate) fn structure(input: &mut Vec<u8>, corpus: &Corpus, random: &mut Random) {
    several(input, corpus, random, &[tokens::EDITS, values::EDITS]);
}

/// Makes the bytes of a new schema, or mutates a schema.
pub(crate) fn schema(input: &mut Vec<u8>, corpus: &Corpus, random: &mut Random) {
    if random.once_in(2) {
        let length = 16 << random.below(6);
        input.clear();
        input.push(crate::schemas::CHOICES);
        input.extend((0..length).map(|_| random.byte()));
    } else {
        // Mostly valid JSON, so that the generator gets past parsing.
        several(
            input,
            corpus,
            random,
            &[values::EDITS, values::EDITS, values::EDITS, tokens::EDITS],
        );
    }
}

/// Mutates a pattern and its texts.
pub(crate) fn pattern(input: &mut Vec<u8>, corpus: &Corpus, random: &mut Random) {
    several(input, corpus, random, &[bytes::EDITS]);
}

/// An input after one mutation of a target, for a fuzzer that has its own inputs.
#[must_use]
pub fn mutated(target: &crate::Target, corpus: &Corpus, input: &[u8], seed: u64) -> Vec<u8> {
    let mut changed = input.to_vec();
    (target.mutate)(&mut changed, corpus, &mut Random::new(seed));
    changed
}

/// Applies one edit in half of the cases, since most bugs need no more, otherwise up to six.
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
    fn a_seed_determines_the_result() {
        for target in TARGETS {
            let corpus = (target.corpus)();
            for (run, seed) in corpus.seeds.iter().take(20).enumerate() {
                let run = u64::try_from(run).unwrap();
                let one = mutated(target, &corpus, seed, run);
                assert_eq!(one, mutated(target, &corpus, seed, run), "{}", target.name);
            }
        }
    }

    /// Each edit changes an ordinary payload within a few tries.
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
