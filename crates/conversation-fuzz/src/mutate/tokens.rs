//! Mutations of tokens: separators and brackets, escapes, spellings of numbers, white space, the
//! end of the text.

use super::{
    Edit,
    scan::{Kind, Token, tokens},
    spellings::{GARBAGE, IN_STRINGS, NUMBERS, PUNCTUATION, SPACES, WORDS},
};
use crate::{Corpus, Random};

pub(super) const EDITS: &[Edit] = &[
    // Listed twice: readers have most bugs at separators and brackets.
    insert_punctuation,
    insert_punctuation,
    insert_before_close,
    replace_punctuation,
    drop_token,
    double_token,
    swap_tokens,
    truncate,
    append,
    insert_space,
    insert_in_string,
    escape_in_string,
    respell_number,
    respell_word,
];

/// Inserts a comma, a colon or a bracket before or after a token.
fn insert_punctuation(input: &mut Vec<u8>, _: &Corpus, random: &mut Random) {
    let tokens = tokens(input);
    let at = match random.pick(&tokens) {
        Some(token) if random.once_in(2) => token.span.start,
        Some(token) => token.span.end,
        None => input.len(),
    };
    insert(input, at, random.pick(PUNCTUATION));
}

/// Inserts what is not allowed before the end of an array or object.
fn insert_before_close(input: &mut Vec<u8>, _: &Corpus, random: &mut Random) {
    if let Some(token) = of_kind(input, &[Kind::Close], random) {
        insert(input, token.span.start, random.pick(PUNCTUATION));
    }
}

fn replace_punctuation(input: &mut Vec<u8>, _: &Corpus, random: &mut Random) {
    let kinds = [Kind::Open, Kind::Close, Kind::Separator];
    if let Some(token) = of_kind(input, &kinds, random) {
        replace(input, &token, random.pick(PUNCTUATION));
    }
}

fn drop_token(input: &mut Vec<u8>, _: &Corpus, random: &mut Random) {
    if let Some(token) = random.pick(&tokens(input)) {
        input.drain(token.span.clone());
    }
}

fn double_token(input: &mut Vec<u8>, _: &Corpus, random: &mut Random) {
    if let Some(token) = random.pick(&tokens(input)) {
        let copy = input[token.span.clone()].to_vec();
        input.splice(token.span.end..token.span.end, copy);
    }
}

/// Swaps a token with the next one.
fn swap_tokens(input: &mut Vec<u8>, _: &Corpus, random: &mut Random) {
    let tokens = tokens(input);
    let first = random.below(tokens.len().saturating_sub(1));
    if let [one, two, ..] = &tokens[first.min(tokens.len())..] {
        let between = &input[one.span.end..two.span.start];
        let swapped = [&input[two.span.clone()], between, &input[one.span.clone()]].concat();
        input.splice(one.span.start..two.span.end, swapped);
    }
}

/// Truncates the text at a token or inside one.
fn truncate(input: &mut Vec<u8>, _: &Corpus, random: &mut Random) {
    if let Some(token) = random.pick(&tokens(input)) {
        let length = token.span.start + random.below(token.span.len() + 1);
        input.truncate(length);
    }
}

fn append(input: &mut Vec<u8>, _: &Corpus, random: &mut Random) {
    let end = input.len();
    insert(input, end, random.pick(GARBAGE));
}

fn insert_space(input: &mut Vec<u8>, _: &Corpus, random: &mut Random) {
    let tokens = tokens(input);
    let at = random.pick(&tokens).map_or(0, |token| token.span.start);
    insert(input, at, random.pick(SPACES));
}

/// Inserts escapes and bytes, valid and invalid, anywhere in a string.
fn insert_in_string(input: &mut Vec<u8>, _: &Corpus, random: &mut Random) {
    if let Some(token) = of_kind(input, &[Kind::String], random) {
        let at = token.span.start + 1 + random.below(token.span.len() - 1);
        insert(input, at, random.pick(IN_STRINGS));
    }
}

/// Writes a character of a string as an equivalent escape.
fn escape_in_string(input: &mut Vec<u8>, _: &Corpus, random: &mut Random) {
    let Some(token) = of_kind(input, &[Kind::String], random) else {
        return;
    };
    let at = token.span.start + 1 + random.below(token.span.len().saturating_sub(2));
    let plain = |byte: &u8| byte.is_ascii_alphanumeric();
    if let Some(byte) = input.get(at).copied().filter(plain) {
        let digits = if random.once_in(2) {
            format!("\\u{byte:04x}")
        } else {
            format!("\\u{byte:04X}")
        };
        input.splice(at..=at, digits.into_bytes());
    }
}

fn respell_number(input: &mut Vec<u8>, _: &Corpus, random: &mut Random) {
    let Some(token) = of_kind(input, &[Kind::Number], random) else {
        return;
    };
    if random.once_in(2) {
        // Often a spelling of the same value.
        let endings = [
            ".0",
            "e0",
            "E+00",
            "0e-1",
            ".",
            "e",
            "00",
            ".00000000000000000001",
        ];
        if let Some(ending) = random.pick(&endings) {
            input.splice(token.span.end..token.span.end, ending.bytes());
        }
    } else {
        replace(input, &token, random.pick(NUMBERS));
    }
}

fn respell_word(input: &mut Vec<u8>, _: &Corpus, random: &mut Random) {
    if let Some(token) = of_kind(input, &[Kind::Word, Kind::Number, Kind::String], random) {
        replace(input, &token, random.pick(WORDS));
    }
}

fn of_kind(input: &[u8], kinds: &[Kind], random: &mut Random) -> Option<Token> {
    let mut tokens = tokens(input);
    tokens.retain(|token| kinds.contains(&token.kind));
    random.pick(&tokens).cloned()
}

fn insert(input: &mut Vec<u8>, at: usize, piece: Option<&&[u8]>) {
    if let Some(piece) = piece {
        let at = at.min(input.len());
        input.splice(at..at, piece.iter().copied());
    }
}

fn replace(input: &mut Vec<u8>, token: &Token, piece: Option<&&[u8]>) {
    if let Some(piece) = piece {
        input.splice(token.span.clone(), piece.iter().copied());
    }
}
