//! Finds the keyword that a misspelt one was probably meant to be. By the specification an unknown
//! keyword is an annotation; one that resembles a known keyword is more likely a typo that would
//! switch off an assertion.

use crate::schema::dialect::Dialect;
use crate::schema::keyword;

/// The keyword that was probably meant; `None` if the keyword is known, or resembles none.
pub(super) fn misspelt(dialect: &Dialect, keyword: &str) -> Option<&'static str> {
    if keyword.starts_with("x-") || dialect.knows(keyword) {
        return None;
    }
    let rules = keyword::names(|it| it.is_rule() && dialect.knows(it.name));
    rules.into_iter().find(|known| nearly(keyword, known))
}

/// Whether two names are equal but for case, or for one letter too many, too few, wrong, or swapped
/// with its neighbour.
fn nearly(written: &str, known: &str) -> bool {
    if written.eq_ignore_ascii_case(known) {
        return true;
    }
    if known.len() < 5 || written.len().abs_diff(known.len()) > 1 {
        return false;
    }
    match differing(written.as_bytes(), known.as_bytes()) {
        ([first, second], [third, fourth]) => first == fourth && second == third,
        (left, right) => left.len().max(right.len()) <= 1,
    }
}

/// What is left of two names without their common beginning and end.
fn differing<'w>(left: &'w [u8], right: &'w [u8]) -> (&'w [u8], &'w [u8]) {
    let equal = |pair: &(&u8, &u8)| pair.0 == pair.1;
    let start = left.iter().zip(right).take_while(equal).count();
    let (left, right) = (&left[start..], &right[start..]);
    let end = left
        .iter()
        .rev()
        .zip(right.iter().rev())
        .take_while(equal)
        .count();
    (&left[..left.len() - end], &right[..right.len() - end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_near_and_other_words_are_not() {
        for slip in ["requird", "Required", "reqiured", "minLenght", "propertie"] {
            assert!(misspelt(&Dialect::DRAFT_2020_12, slip).is_some(), "{slip}");
        }
        for word in [
            "nullable",
            "discriminator",
            "x-required",
            "example",
            "version",
            "tips",
        ] {
            assert_eq!(misspelt(&Dialect::DRAFT_2020_12, word), None, "{word}");
        }
    }
}
