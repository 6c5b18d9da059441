//! Turns words of a schema into Rust identifiers. All rules in one table:
//!
//! | schema | type | variant | field |
//! | --- | --- | --- | --- |
//! | `journeyContext` | `JourneyContext` | `JourneyContext` | `journey_context` |
//! | `transfer.conference` | `TransferConference` | `TransferConference` | `transfer_conference` |
//! | `HTTPServer` | `HttpServer` | `HttpServer` | `http_server` |
//! | `type` (reserved in Rust) | `Type` | `Type` | `type_` |
//! | `Option` (used by generated code) | `OptionModel` | `Option` | `option` |
//! | `2fa` (a digit first) | `N2fa` | `N2fa` | `n2fa` |
//! | `+1`, `-1` (a symbol and a number) | `Plus1`, `Minus1` | `Plus1`, `Minus1` | `plus_1`, `minus_1` |
//! | `<=`, `>=2`, `*` (no letter) | `AtMost`, `AtLeast2`, `Star` | the same | `at_most`, `at_least_2`, `star` |
//! | `` (empty) | `Empty` | `Empty` | `empty` |
//! | `größe`, `日本` (letters of Rust) | `Größe`, `日本` | the same | `größe`, `日本` |
//! | `с` (Cyrillic, looks like `c`) | `U441` | `U441` | `u441` |
//! | `🎉` (no letter) | `U1f389` | `U1f389` | `u1f389` |
//! | `a-b` beside `a_b` | see below | `ADashB`, `AUnderscoreB` | `a_dash_b`, `a_underscore_b` |
//! | `Etc/GMT+0` beside `Etc/GMT-0` | | `EtcGmtPlus0`, `EtcGmtMinus0` | `etc_gmt_plus_0`, … |
//! | `id` beside `ID` | | `IdLower`, `IdUpper` | `id_lower`, `id_upper` |
//!
//! Colliding variants or fields are disambiguated together: first by the symbols they do not share,
//! then by all symbols, then by the case of letters, and as a last resort by a number. Types are
//! named one at a time; `plan::naming` lists the words that a type may be named after.
//!
//! This module must not depend on schemas.

mod reserved;
mod scope;
mod symbols;
mod unicode;

use heck::{ToSnakeCase as _, ToUpperCamelCase as _};

pub(crate) use scope::{distinct, numbered, style};

/// The naming convention of an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    Type,
    Variant,
    Field,
}

/// The identifier for `words`, by the table above.
pub(crate) fn identifier(case: Case, words: &str) -> String {
    let plain = cased(case, words);
    let name = if plain.is_empty() || only_differs_by_symbols(words) {
        cased(case, &symbols::spelled(words, |_| true))
    } else {
        plain
    };
    reserved::avoided(case, started_with_a_letter(case, name))
}

/// Like [`identifier`], with every symbol spelled out, for words that collide otherwise.
pub(crate) fn spelled_identifier(case: Case, words: &str) -> String {
    cased_identifier(
        case,
        &symbols::spelled(words, |symbol| !symbol.trim().is_empty()),
    )
}

/// The identifier for words whose symbols are spelled out already.
fn cased_identifier(case: Case, words: &str) -> String {
    let name = cased(case, words);
    if name.is_empty() {
        return identifier(case, words);
    }
    reserved::avoided(case, started_with_a_letter(case, name))
}

/// Whether a name that the caller chose can be the name of a type: it is an identifier, and
/// generated code does not use it.
pub(crate) fn is_type_name(name: &str) -> bool {
    is_identifier(name) && reserved::avoided(Case::Type, name.to_owned()) == name
}

/// Whether a title can become the name of a type: it has a few words and is not a sentence.
pub(crate) fn is_name_like(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let has_letter = text.chars().any(char::is_alphabetic);
    has_letter && words <= 5 && text.len() <= 60 && !text.trim_end().ends_with('.')
}

fn cased(case: Case, words: &str) -> String {
    let kept: String = unicode::plain(words)
        .chars()
        .map(|c| if is_kept(c) { c } else { ' ' })
        .collect();
    match case {
        Case::Type | Case::Variant => kept.to_upper_camel_case(),
        Case::Field => kept.to_snake_case(),
    }
}

/// Whether dropping the symbols would lose the meaning, as for `+1`, which must not become `1`.
fn only_differs_by_symbols(words: &str) -> bool {
    let mut chars = words.chars();
    matches!(
        chars.next(),
        Some('+' | '-' | '<' | '>' | '=' | '!' | '~' | '^')
    ) && chars.all(|c| !c.is_alphabetic())
}

/// Rust identifiers start with a letter or an underscore; a letter reads better.
fn started_with_a_letter(case: Case, name: String) -> String {
    let starts_well = name.chars().next().is_some_and(starts_identifier);
    match (starts_well, case) {
        (true, _) => name,
        (false, Case::Field) => format!("n{name}"),
        (false, Case::Type | Case::Variant) => format!("N{name}"),
    }
}

/// Whether a character may occur in an identifier without a warning of rustc.
fn is_kept(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || (c.is_alphanumeric() && unicode::is_common(c) && is_identifier(&format!("a{c}")))
}

fn starts_identifier(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || is_identifier(&c.to_string())
}

fn is_identifier(text: &str) -> bool {
    syn::parse_str::<syn::Ident>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds() {
        for (words, type_name, variant, field) in [
            (
                "journeyContext",
                "JourneyContext",
                "JourneyContext",
                "journey_context",
            ),
            (
                "transfer.conference",
                "TransferConference",
                "TransferConference",
                "transfer_conference",
            ),
            ("HTTPServer", "HttpServer", "HttpServer", "http_server"),
            ("type", "Type", "Type", "type_"),
            ("Option", "OptionModel", "Option", "option"),
            ("2fa", "N2fa", "N2fa", "n2fa"),
            ("+1", "Plus1", "Plus1", "plus_1"),
            ("-1", "Minus1", "Minus1", "minus_1"),
            ("", "Empty", "Empty", "empty"),
            ("self", "SelfModel", "Self_", "self_"),
            ("größe", "Größe", "Größe", "größe"),
            ("*", "Star", "Star", "star"),
            ("<=", "AtMost", "AtMost", "at_most"),
            (">=2", "AtLeast2", "AtLeast2", "at_least_2"),
            ("日本", "日本", "日本", "日本"),
            ("имя", "Имя", "Имя", "имя"),
            ("с", "U441", "U441", "u441"),
            ("e\u{301}", "É", "É", "é"),
            ("🎉", "U1f389", "U1f389", "u1f389"),
        ] {
            assert_eq!(identifier(Case::Type, words), type_name);
            assert_eq!(identifier(Case::Variant, words), variant);
            assert_eq!(identifier(Case::Field, words), field);
        }
    }

    proptest::proptest! {
        #[test]
        fn every_text_becomes_an_identifier(words in ".{0,20}") {
            for case in [Case::Type, Case::Variant, Case::Field] {
                for name in [identifier(case, &words), spelled_identifier(case, &words)] {
                    proptest::prop_assert!(syn::parse_str::<syn::Ident>(&name).is_ok(), "{name:?}");
                }
            }
        }
    }
}
