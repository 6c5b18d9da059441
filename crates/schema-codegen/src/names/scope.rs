//! Distinct names for things that stand beside each other.
//!
//! Takes the words of siblings; gives one name each, told apart by meaning and never by a number.

use std::collections::HashMap;

use super::{Case, identifier, spelled_identifier};

/// Two siblings whose words give the same name however they are spelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Collision {
    pub(crate) name: String,
    pub(crate) words: [String; 2],
}

/// One name for each of `words`, none of them in `taken`.
pub(crate) fn distinct(
    case: Case,
    words: &[&str],
    taken: &[&str],
) -> Result<Vec<String>, Collision> {
    let plain = |words: &str| identifier(case, words);
    let spelled = |words: &str| spelled_identifier(case, words);
    let styled = |words: &str| identifier(case, &format!("{words} {}", letter_case(words)));
    let mut names: Vec<String> = words.iter().map(|words| plain(words)).collect();
    for rule in [&spelled as &dyn Fn(&str) -> String, &styled] {
        let colliding = colliding(&names, taken);
        for (name, words) in names.iter_mut().zip(words) {
            if colliding.contains_key(name.as_str()) {
                *name = rule(words);
            }
        }
    }
    match colliding(&names, taken).into_iter().next() {
        None => Ok(names),
        Some((name, indices)) => {
            let word = |at: usize| {
                let index = indices.get(at).or(indices.first()).copied();
                index
                    .and_then(|index| words.get(index))
                    .map_or_else(String::new, ToString::to_string)
            };
            Err(Collision {
                name,
                words: [word(0), word(1)],
            })
        }
    }
}

fn colliding(names: &[String], taken: &[&str]) -> HashMap<String, Vec<usize>> {
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, name) in names.iter().enumerate() {
        by_name.entry(name.clone()).or_default().push(index);
    }
    by_name.retain(|name, indices| indices.len() > 1 || taken.contains(&name.as_str()));
    by_name
}

/// How the letters of a text are cased, as a word.
fn letter_case(text: &str) -> &'static str {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    if letters.clone().all(char::is_lowercase) {
        "lower"
    } else if letters.clone().all(char::is_uppercase) {
        "upper"
    } else if letters.next().is_some_and(char::is_uppercase) {
        "capitalized"
    } else {
        "mixed"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variants(words: &[&str]) -> Vec<String> {
        distinct(Case::Variant, words, &[]).unwrap()
    }

    #[test]
    fn names_that_differ_stay_as_they_are() {
        assert_eq!(variants(&["inbound", "out-bound"]), ["Inbound", "OutBound"]);
    }

    #[test]
    fn signs_are_spelled_out_where_only_they_differ() {
        assert_eq!(
            variants(&["a-b", "a_b", "c"]),
            ["AMinusB", "AUnderscoreB", "C"]
        );
        assert_eq!(
            variants(&["Etc/GMT+0", "Etc/GMT-0"]),
            ["EtcSlashGmtPlus0", "EtcSlashGmtMinus0"]
        );
    }

    #[test]
    fn letter_case_is_named_where_only_it_differs() {
        assert_eq!(
            variants(&["id", "ID", "Id"]),
            ["IdLower", "IdUpper", "IdCapitalized"]
        );
    }

    #[test]
    fn what_nothing_tells_apart_is_a_collision() {
        let words = ["iD", "id", "i D"];
        assert!(distinct(Case::Field, &words, &[]).is_ok());
        let collision = distinct(Case::Variant, &["aB", "aB"], &[]).unwrap_err();
        assert_eq!(collision.words, ["aB".to_owned(), "aB".to_owned()]);
    }
}
