//! Mutations of whole values: dropped, repeated, moved, nested deeper, replaced by values of other
//! inputs. JSON mostly remains JSON.

use std::ops::Range;

use super::{
    Edit,
    scan::{Kind, Token, tokens, value},
    spellings::{NUMBERS, WORDS},
};
use crate::{Corpus, Random};

pub(super) const EDITS: &[Edit] = &[
    drop_entry,
    repeat_entry,
    move_entry,
    transplant,
    transplant,
    insert_entry,
    nest,
    unwrap,
    replace_by_word,
    replace_by_spelling,
];

/// Drops an item or property, with the comma next to it.
fn drop_entry(input: &mut Vec<u8>, _: &Corpus, random: &mut Random) {
    if let Some(Entry { span, comma }) = entry(input, random) {
        let span = match comma {
            Some(comma) => span.start.min(comma.start)..span.end.max(comma.end),
            None => span,
        };
        input.drain(span);
    }
}

/// Repeats an item or property; a repeated property is a duplicate key.
fn repeat_entry(input: &mut Vec<u8>, _: &Corpus, random: &mut Random) {
    if let Some(Entry { span, .. }) = entry(input, random) {
        let copy = [b",", &input[span.clone()]].concat();
        input.splice(span.end..span.end, copy);
    }
}

/// Copies an item or property to the beginning of another array or object.
fn move_entry(input: &mut Vec<u8>, _: &Corpus, random: &mut Random) {
    if let Some(Entry { span, .. }) = entry(input, random) {
        let copy = input[span].to_vec();
        put_into(input, &copy, random);
    }
}

/// Inserts an item or property of a seed into an array or object.
fn insert_entry(input: &mut Vec<u8>, corpus: &Corpus, random: &mut Random) {
    let Some(donor) = random.pick(&corpus.seeds) else {
        return;
    };
    if let Some(Entry { span, .. }) = entry(donor, random) {
        put_into(input, &donor[span], random);
    }
}

/// Replaces a value by a value of this input or of a seed.
fn transplant(input: &mut Vec<u8>, corpus: &Corpus, random: &mut Random) {
    let own = random.once_in(3).then(|| input.clone());
    let Some(donor) = own.as_ref().or_else(|| random.pick(&corpus.seeds)) else {
        return;
    };
    if let (Some(place), Some(piece)) = (any_value(input, random), any_value(donor, random)) {
        input.splice(place, donor[piece].iter().copied());
    }
}

/// Wraps a value in arrays or objects: one, a few, or about as many levels as are allowed.
fn nest(input: &mut Vec<u8>, _: &Corpus, random: &mut Random) {
    let Some(place) = any_value(input, random) else {
        return;
    };
    let depth = match random.below(4) {
        0 => 120 + random.below(10),
        1 => 2 + random.below(6),
        _ => 1,
    };
    let (open, close): (&[u8], &[u8]) = if random.once_in(2) {
        (b"[", b"]")
    } else {
        (b"{\"a\":", b"}")
    };
    let nested = [
        &open.repeat(depth),
        &input[place.clone()],
        &close.repeat(depth),
    ]
    .concat();
    input.splice(place, nested);
}

/// Replaces an array or object by a value inside it.
fn unwrap(input: &mut Vec<u8>, _: &Corpus, random: &mut Random) {
    let tokens = tokens(input);
    let outer = place(&tokens, &[Kind::Open], random).and_then(|start| {
        let outer = value(&tokens, start)?;
        let within = |token: &&Token| outer.contains(&token.span.start);
        let inside: Vec<usize> = (start + 1..tokens.len())
            .filter(|index| tokens.get(*index).as_ref().is_some_and(within))
            .collect();
        let inner = value(&tokens, *random.pick(&inside)?)?;
        Some((outer, inner))
    });
    if let Some((outer, inner)) = outer {
        let inner = input[inner].to_vec();
        input.splice(outer, inner);
    }
}

fn replace_by_word(input: &mut Vec<u8>, corpus: &Corpus, random: &mut Random) {
    if let (Some(place), Some(word)) = (any_value(input, random), random.pick(&corpus.words)) {
        input.splice(place, word.iter().copied());
    }
}

fn replace_by_spelling(input: &mut Vec<u8>, _: &Corpus, random: &mut Random) {
    let spellings = if random.once_in(2) { NUMBERS } else { WORDS };
    if let (Some(place), Some(word)) = (any_value(input, random), random.pick(spellings)) {
        input.splice(place, word.iter().copied());
    }
}

/// Inserts an entry after an opening bracket, with a comma if another entry follows.
fn put_into(input: &mut Vec<u8>, entry: &[u8], random: &mut Random) {
    let tokens = tokens(input);
    if let Some(open) = place(&tokens, &[Kind::Open], random) {
        let empty = tokens
            .get(open + 1)
            .is_none_or(|next| next.kind == Kind::Close);
        let at = tokens[open].span.end;
        let comma: &[u8] = if empty { b"" } else { b"," };
        input.splice(at..at, [entry, comma].concat());
    }
}

/// An item of an array, or a property of an object with its name.
struct Entry {
    span: Range<usize>,
    comma: Option<Range<usize>>,
}

fn entry(text: &[u8], random: &mut Random) -> Option<Entry> {
    let tokens = tokens(text);
    let starts = |index: usize| {
        let before = index.checked_sub(1).and_then(|before| tokens.get(before));
        before.is_some_and(|before| before.kind == Kind::Open || text[before.span.clone()] == *b",")
    };
    let entries: Vec<usize> = (0..tokens.len()).filter(|index| starts(*index)).collect();
    let first = *random.pick(&entries)?;
    let colon = tokens
        .get(first + 1)
        .is_some_and(|next| text[next.span.clone()] == *b":");
    let end = value(&tokens, if colon { first + 2 } else { first })?.end;
    let is_comma = |token: &&Token| text[token.span.clone()] == *b",";
    let behind = tokens.iter().find(|token| token.span.start >= end);
    let before = first.checked_sub(1).and_then(|before| tokens.get(before));
    let comma = behind.filter(is_comma).or_else(|| before.filter(is_comma));
    Some(Entry {
        span: tokens[first].span.start..end,
        comma: comma.map(|comma| comma.span.clone()),
    })
}

/// The range of a value or of a property name.
fn any_value(text: &[u8], random: &mut Random) -> Option<Range<usize>> {
    let tokens = tokens(text);
    let kinds = [Kind::Open, Kind::String, Kind::Number, Kind::Word];
    value(&tokens, place(&tokens, &kinds, random)?)
}

fn place(tokens: &[Token], kinds: &[Kind], random: &mut Random) -> Option<usize> {
    let fits = |index: &usize| {
        tokens
            .get(*index)
            .is_some_and(|token| kinds.contains(&token.kind))
    };
    let places: Vec<usize> = (0..tokens.len()).filter(fits).collect();
    random.pick(&places).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All results of an edit on a text.
    fn results(edit: Edit, text: &str) -> Vec<String> {
        let corpus = Corpus {
            seeds: vec![b"[7]".to_vec()],
            words: Vec::new(),
        };
        let mut results: Vec<String> = (0..200)
            .map(|seed| {
                let mut changed = text.as_bytes().to_vec();
                edit(&mut changed, &corpus, &mut Random::new(seed));
                String::from_utf8(changed).unwrap()
            })
            .collect();
        results.sort();
        results.dedup();
        results
    }

    #[test]
    fn entries_go_with_their_comma() {
        let expected = [
            r#"{"a":1,"b":[2]}"#,
            r#"{"a":1,"b":[3]}"#,
            r#"{"a":1}"#,
            r#"{"b":[2,3]}"#,
        ];
        assert_eq!(results(drop_entry, r#"{"a":1,"b":[2,3]}"#), expected);
    }

    #[test]
    fn members_are_repeated_with_their_name() {
        assert_eq!(results(repeat_entry, r#"{"a":1}"#), [r#"{"a":1,"a":1}"#]);
    }

    #[test]
    fn entries_of_other_inputs_are_put_in_with_a_comma_where_one_is_due() {
        let expected = ["[7,[],1]", "[[7],1]"];
        assert_eq!(results(insert_entry, "[[],1]"), expected);
    }
}
