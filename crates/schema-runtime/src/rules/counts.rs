//! The keywords `minLength`, `maxLength`, `minItems`, `maxItems`, `minProperties` and
//! `maxProperties` ([JSON Schema validation, draft 2020-12, sections 6.3 to
//! 6.5](https://json-schema.org/draft/2020-12/json-schema-validation)).

use crate::Violation;

const CHARACTERS: [&str; 2] = ["character", "characters"];
const ITEMS: [&str; 2] = ["item", "items"];
const MEMBERS: [&str; 2] = ["property", "properties"];

/// Keyword `minLength`: at least `limit` characters, counted as Unicode code points (section
/// 6.3.2).
///
/// # Errors
///
/// When there are fewer.
pub fn min_length(text: &str, limit: u64) -> Result<(), Violation> {
    // A code point takes one to four bytes, so the byte length decides in most cases.
    let bytes = text.len() as u64;
    let enough = bytes.div_ceil(4) >= limit || (bytes >= limit && code_points(text) >= limit);
    at_least(enough, "minLength", limit, CHARACTERS)
}

/// Keyword `maxLength`: at most `limit` characters, counted as Unicode code points (section 6.3.1).
///
/// # Errors
///
/// When there are more.
pub fn max_length(text: &str, limit: u64) -> Result<(), Violation> {
    let bytes = text.len() as u64;
    let few = bytes <= limit || (bytes.div_ceil(4) <= limit && code_points(text) <= limit);
    at_most(few, "maxLength", limit, CHARACTERS)
}

/// Keyword `minItems`: at least `limit` items.
///
/// # Errors
///
/// When there are fewer.
pub fn min_items(count: usize, limit: u64) -> Result<(), Violation> {
    at_least(count as u64 >= limit, "minItems", limit, ITEMS)
}

/// Keyword `maxItems`: at most `limit` items.
///
/// # Errors
///
/// When there are more.
pub fn max_items(count: usize, limit: u64) -> Result<(), Violation> {
    at_most(count as u64 <= limit, "maxItems", limit, ITEMS)
}

/// Keyword `minProperties`: at least `limit` properties.
///
/// # Errors
///
/// When there are fewer.
pub fn min_properties(count: usize, limit: u64) -> Result<(), Violation> {
    at_least(count as u64 >= limit, "minProperties", limit, MEMBERS)
}

/// Keyword `maxProperties`: at most `limit` properties.
///
/// # Errors
///
/// When there are more.
pub fn max_properties(count: usize, limit: u64) -> Result<(), Violation> {
    at_most(count as u64 <= limit, "maxProperties", limit, MEMBERS)
}

fn code_points(text: &str) -> u64 {
    text.chars().count() as u64
}

fn at_least(
    holds: bool,
    keyword: &'static str,
    limit: u64,
    nouns: [&str; 2],
) -> Result<(), Violation> {
    if holds {
        Ok(())
    } else {
        Err(broken(keyword, "at least", limit, nouns))
    }
}

fn at_most(
    holds: bool,
    keyword: &'static str,
    limit: u64,
    nouns: [&str; 2],
) -> Result<(), Violation> {
    if holds {
        Ok(())
    } else {
        Err(broken(keyword, "at most", limit, nouns))
    }
}

#[cold]
fn broken(keyword: &'static str, bound: &str, limit: u64, [one, many]: [&str; 2]) -> Violation {
    let noun = if limit == 1 { one } else { many };
    Violation::rule(keyword, format!("have {bound} {limit} {noun}"))
}
