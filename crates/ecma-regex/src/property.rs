//! The code points of Unicode properties, by the names that ECMA-262 defines.

mod names;

use std::sync::LazyLock;

use regex_syntax::hir::{Class, HirKind};

use crate::set::Set;
use names::{BINARY, GENERAL_CATEGORY, SCRIPT};

/// The code points of the name in `\p{…}`. The error is a suggestion, if there is one, for a name
/// that ECMA-262 does not define.
pub(crate) fn find(name: &str) -> Result<Set, Option<String>> {
    let known = match name.split_once('=') {
        Some(("General_Category" | "gc", value)) => {
            listed(GENERAL_CATEGORY, value).map(|it| format!("gc={it}"))
        }
        Some(("Script" | "sc", value)) => listed(SCRIPT, value).map(|it| format!("sc={it}")),
        Some(("Script_Extensions" | "scx", value)) => {
            listed(SCRIPT, value).map(|it| format!("scx={it}"))
        }
        Some(_) => None,
        None => {
            let category = listed(GENERAL_CATEGORY, name).map(|it| format!("gc={it}"));
            category.or_else(|| listed(BINARY, name).map(str::to_owned))
        }
    };
    let Some(known) = known else {
        return Err(suggestion(name));
    };
    Ok(points(&known))
}

/// The long form of a name, which must be spelled exactly as listed.
fn listed(rows: &[&'static [&'static str]], name: &str) -> Option<&'static str> {
    let row = rows.iter().find(|row| row.contains(&name))?;
    row.first().copied()
}

/// The code points of a property, without surrogates: no text contains any.
fn points(property: &str) -> Set {
    if matches!(property, "sc=Unknown" | "scx=Unknown") {
        return of_no_script();
    }
    let parsed = regex_syntax::parse(&format!("\\p{{{property}}}"));
    match parsed.as_ref().map(regex_syntax::hir::Hir::kind) {
        Ok(HirKind::Class(Class::Unicode(class))) => {
            let ranges = class.ranges().iter();
            Set::of(ranges.map(|range| (range.start().into(), range.end().into())))
        }
        Ok(HirKind::Literal(literal)) => {
            let text = std::str::from_utf8(&literal.0).unwrap_or_default();
            Set::of(text.chars().map(|c| (c.into(), c.into())))
        }
        _ => Set::default(),
    }
}

/// The code points without a script, for which `regex-syntax` has no table.
fn of_no_script() -> Set {
    let mut all = Set::default();
    let others = SCRIPT.iter().filter_map(|row| row.first());
    for script in others.filter(|script| **script != "Unknown") {
        all.add(&points(&format!("sc={script}")));
    }
    all.complement()
}

/// A suggestion for an unknown name: another spelling, a script without `Script=`, a block name of
/// another dialect.
fn suggestion(name: &str) -> Option<String> {
    let loose = |text: &str| text.to_ascii_lowercase().replace(['_', '-', ' '], "");
    let near = |rows: &[&'static [&'static str]], name: &str| {
        let row = rows
            .iter()
            .find(|row| row.iter().any(|it| loose(it) == loose(name)));
        row.and_then(|row| row.first().copied())
    };
    if let Some(name) = name.strip_prefix('^') {
        return Some(format!("write `\\P{{{name}}}`"));
    }
    let value = name.split_once(['=', ':']).map_or(name, |(_, value)| value);
    let value = value
        .strip_prefix("Is")
        .or(value.strip_prefix("In"))
        .unwrap_or(value);
    if let Some(script) = near(SCRIPT, value) {
        return Some(format!("write `\\p{{Script={script}}}`"));
    }
    let known = near(GENERAL_CATEGORY, value).or_else(|| near(BINARY, value))?;
    Some(format!("write `\\p{{{known}}}`"))
}

static ID_START: LazyLock<Set> = LazyLock::new(|| points("ID_Start"));
static ID_CONTINUE: LazyLock<Set> = LazyLock::new(|| points("ID_Continue"));

/// `IdentifierStartChar`
pub(crate) fn is_identifier_start(c: char) -> bool {
    matches!(c, '$' | '_') || ID_START.contains(c.into())
}

/// `IdentifierPartChar`
pub(crate) fn is_identifier_part(c: char) -> bool {
    matches!(c, '$' | '\u{200C}' | '\u{200D}') || ID_CONTINUE.contains(c.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No text contains surrogates, so this set is empty.
    const WITHOUT_MEMBERS: &[&str] = &["Surrogate"];

    #[test]
    fn every_listed_name_has_code_points_and_another_engine_knows_it() {
        let known = |name: &str| regress::Regex::with_flags(&format!("\\p{{{name}}}"), "u").is_ok();
        let check = |name: String, long: &str| {
            assert!(known(&name), "{name}");
            let empty = find(&name).unwrap() == Set::default();
            assert_eq!(empty, WITHOUT_MEMBERS.contains(&long), "{name}");
        };
        for row in BINARY {
            row.iter()
                .for_each(|name| check((*name).to_owned(), row[0]));
        }
        for row in GENERAL_CATEGORY {
            for name in *row {
                check((*name).to_owned(), row[0]);
                check(format!("gc={name}"), row[0]);
                check(format!("General_Category={name}"), row[0]);
            }
        }
        for row in SCRIPT {
            for name in *row {
                check(format!("sc={name}"), row[0]);
                check(format!("Script={name}"), row[0]);
                check(format!("scx={name}"), row[0]);
                check(format!("Script_Extensions={name}"), row[0]);
            }
        }
    }

    #[test]
    fn names_are_spelled_as_they_are_listed() {
        for (name, help) in [
            ("Greek", Some("`\\p{Script=Greek}`")),
            ("IsGreek", Some("`\\p{Script=Greek}`")),
            ("letter", Some("`\\p{Letter}`")),
            ("^L", Some("`\\P{L}`")),
            ("gc=lu", Some("`\\p{Uppercase_Letter}`")),
            ("sc=grek", Some("`\\p{Script=Greek}`")),
            ("Basic_Emoji", None),
            ("", None),
        ] {
            let found = find(name).unwrap_err();
            assert_eq!(found.is_some(), help.is_some(), "{name}");
            assert!(
                found.unwrap_or_default().contains(help.unwrap_or_default()),
                "{name}"
            );
        }
    }
}
