//! The most similar of several names, for suggestions such as "did you mean …?".
//!
//! It knows nothing of models, properties or messages.

/// Names of more bytes are never compared, which bounds the work on hostile property names.
const LONGEST: usize = 64;

/// The candidate most similar to `name`: equal but for case and separators, or a few letters away;
/// `None` if none is.
///
/// One letter in four may differ: with one in three, as in rustc, `created_at` would be similar to
/// `updated_at`.
pub(crate) fn nearest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    if name.len() > LONGEST {
        return None;
    }
    let folded = fold(name);
    let limit = tolerated(folded.len());
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= LONGEST)
        .map(|candidate| (distance(&folded, &fold(candidate)), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many letters of a name of this length may differ.
const fn tolerated(letters: usize) -> usize {
    match letters {
        0..=2 => 0,
        3..=7 => 1,
        _ => letters / 4,
    }
}

/// The name in lower case without separators.
fn fold(name: &str) -> Vec<char> {
    name.chars()
        .filter(|letter| !matches!(letter, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The Levenshtein distance: how many letters must be added, dropped or replaced.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (above, left) in from.iter().enumerate() {
        let mut diagonal = above;
        let mut before = above + 1;
        for (cell, right) in row.iter_mut().skip(1).zip(to) {
            let replaced = diagonal + usize::from(left != right);
            diagonal = *cell;
            before = replaced.min(before + 1).min(*cell + 1);
            *cell = before;
        }
        if let Some(first) = row.first_mut() {
            *first = above + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn distances_are_levenshtein() {
        for (from, to, expected) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("kitten", "sitting", 3),
            ("flaw", "lawn", 2),
            ("é", "e", 1),
        ] {
            assert_eq!(
                distance(&letters(from), &letters(to)),
                expected,
                "{from} {to}"
            );
        }
    }

    #[test]
    fn case_and_separators_do_not_count() {
        for written in ["room_id", "RoomID", "room-id", "ROOM ID"] {
            assert_eq!(nearest(written, ["state", "roomId"]), Some("roomId"));
        }
    }

    #[test]
    fn a_typing_mistake_is_near_and_another_word_is_not() {
        assert_eq!(nearest("segmnets", ["segments", "state"]), Some("segments"));
        assert_eq!(nearest("created_at", ["updated_at"]), None);
        assert_eq!(nearest("provider", ["wrapup", "held"]), None);
        assert_eq!(nearest("id", ["to"]), None);
    }

    #[test]
    fn a_name_of_a_megabyte_is_not_compared() {
        let long = "a".repeat(1 << 20);
        assert_eq!(nearest(&long, ["a"]), None);
        assert_eq!(nearest("a", [long.as_str()]), None);
    }
}
