//! Keywords that are nearly those of a dialect.
//!
//! Takes a keyword; gives the one that was probably meant. An unknown keyword is an annotation by
//! the specification; one with nearly the name of a known one is more likely a slip that would
//! switch off a rule.

use referencing::Draft;

use super::keyword;

/// The keyword that was meant, when this one is none and nearly is.
pub(super) fn misspelt(draft: Draft, keyword: &str) -> Option<&'static str> {
    if keyword.starts_with("x-") || keyword::is_known(draft, keyword) {
        return None;
    }
    let rules = keyword::names(|it| it.is_rule() && it.is_known_in(draft));
    rules.into_iter().find(|known| nearly(keyword, known))
}

/// Equal but for case, or one letter too many, too few, wrong, or swapped with its neighbour.
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

/// What is left of two words without their common beginning and end.
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
            assert!(misspelt(Draft::Draft202012, slip).is_some(), "{slip}");
        }
        for word in [
            "nullable",
            "discriminator",
            "x-required",
            "example",
            "version",
            "tips",
        ] {
            assert_eq!(misspelt(Draft::Draft202012, word), None, "{word}");
        }
    }
}
