//! Mutations of bytes, independent of their meaning.

#![expect(clippy::ptr_arg, reason = "all edits have one signature")]

use std::ops::Range;

use super::Edit;
use crate::{Corpus, Random};

pub(super) const EDITS: &[Edit] = &[
    flip_bit,
    set_byte,
    insert_byte,
    remove,
    repeat,
    insert_word,
    replace_by_word,
    splice,
];

fn flip_bit(input: &mut Vec<u8>, _: &Corpus, random: &mut Random) {
    let at = random.below(input.len());
    if let Some(byte) = input.get_mut(at) {
        *byte ^= 1 << random.below(8);
    }
}

fn set_byte(input: &mut Vec<u8>, _: &Corpus, random: &mut Random) {
    let at = random.below(input.len());
    if let Some(byte) = input.get_mut(at) {
        *byte = random.byte();
    }
}

fn insert_byte(input: &mut Vec<u8>, _: &Corpus, random: &mut Random) {
    let at = random.below(input.len() + 1);
    input.insert(at, random.byte());
}

fn remove(input: &mut Vec<u8>, _: &Corpus, random: &mut Random) {
    let piece = piece(input, random);
    input.drain(piece);
}

fn repeat(input: &mut Vec<u8>, _: &Corpus, random: &mut Random) {
    let piece = piece(input, random);
    let (end, copy) = (piece.end, input[piece].to_vec());
    input.splice(end..end, copy);
}

fn insert_word(input: &mut Vec<u8>, corpus: &Corpus, random: &mut Random) {
    let at = random.below(input.len() + 1);
    if let Some(word) = random.pick(&corpus.words) {
        input.splice(at..at, word.iter().copied());
    }
}

fn replace_by_word(input: &mut Vec<u8>, corpus: &Corpus, random: &mut Random) {
    let piece = piece(input, random);
    if let Some(word) = random.pick(&corpus.words) {
        input.splice(piece, word.iter().copied());
    }
}

/// Joins the beginning of the input and the end of a seed.
fn splice(input: &mut Vec<u8>, corpus: &Corpus, random: &mut Random) {
    if let Some(other) = random.pick(&corpus.seeds) {
        input.truncate(random.below(input.len() + 1));
        input.extend_from_slice(&other[random.below(other.len() + 1)..]);
    }
}

/// A short piece, which may be empty.
fn piece(input: &[u8], random: &mut Random) -> Range<usize> {
    let start = random.below(input.len() + 1);
    let end = start + random.below(16);
    start..end.min(input.len())
}
