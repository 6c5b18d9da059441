//! Compares the four tables that this project began with to its schemas.
//!
//! [`tables`] holds their rows, [`differences`] the deliberate differences with their reasons, and
//! [`phrase`] the notation in which both sides are compared. A difference that is not listed fails
//! the test, and so does a listed one that does not exist.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what is wrong by panicking"
)]

mod differences;
mod phrase;
mod tables;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use differences::DIFFERENCES;
use tables::{TABLES, Table};

/// Model, property, what the seed says, what the schema says.
type Difference = (&'static str, String, String, String);

#[test]
fn schemas_differ_from_the_seeds_only_where_listed() {
    let found: BTreeSet<Difference> = TABLES.iter().flat_map(differences_of).collect();
    let listed: BTreeSet<Difference> = DIFFERENCES
        .iter()
        .map(|listed| {
            let [member, seed, ours] = [listed.member, listed.seed, listed.ours].map(str::to_owned);
            (listed.model, member, seed, ours)
        })
        .collect();
    let unlisted: Vec<_> = found.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&found).collect();
    assert!(
        unlisted.is_empty() && gone.is_empty(),
        "not listed: {unlisted:#?}\nlisted, but not there: {gone:#?}"
    );
}

#[test]
fn every_difference_is_listed_once_and_has_a_reason() {
    let places: BTreeSet<_> = DIFFERENCES.iter().map(|d| (d.model, d.member)).collect();
    assert_eq!(places.len(), DIFFERENCES.len());
    assert!(
        DIFFERENCES
            .iter()
            .all(|difference| difference.why.len() > 20)
    );
}

#[test]
fn tables_are_whole() {
    let rows: Vec<_> = TABLES
        .iter()
        .map(|table| (table.model, table.rows.len()))
        .collect();
    let expected = [
        ("ChatEndedEvent", 5),
        ("ConversationEndedWebhookPayload", 3),
        ("SupportTicketConversation", 14),
        ("ConversationChat", 20),
    ];
    assert_eq!(rows, expected);
}

/// Only Genesys' table has names of Rust fields instead of the names in payloads.
#[test]
fn wire_names_are_the_seeds_names_or_their_camel_case() {
    for table in &TABLES {
        for row in table.rows {
            let expected = match table.model {
                "ConversationChat" => camel_case(row.name),
                _ => row.name.to_owned(),
            };
            assert_eq!(row.wire, expected, "{}", table.model);
        }
    }
}

/// Compares the copied rows with the pages, which are not part of this repository.
#[test]
fn rows_read_as_the_pages_do_where_those_are_at_hand() {
    let pages = workspace().join("../shared/seeds");
    let Ok(entries) = fs::read_dir(pages) else {
        return;
    };
    let texts = entries.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    let lines: Vec<String> = texts
        .flat_map(|text| text.lines().map(squeezed).collect::<Vec<_>>())
        .collect();
    for table in &TABLES {
        for row in table.rows {
            let start = squeezed(&format!("{}{}", row.name, row.type_));
            let mark = table.mark(row.required);
            let there = |line: &String| {
                line.strip_prefix(&start)
                    .is_some_and(|rest| rest.contains(mark))
            };
            assert!(lines.iter().any(there), "{}: {start} … {mark}", table.model);
        }
    }
}

/// The differences between the table and the schema of a model, properties of one of them included.
fn differences_of(table: &Table) -> Vec<Difference> {
    let schema = phrase::schema(table.schema);
    let mut members: BTreeSet<&str> = schema["properties"]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    members.extend(table.rows.iter().map(|row| row.wire));
    let said = members.into_iter().map(|member| {
        let row = table.rows.iter().find(|row| row.wire == member);
        let seed = row.map_or("(nothing)".to_owned(), phrase::of_row);
        (
            table.model,
            member.to_owned(),
            seed,
            phrase::of_member(table.schema, &schema, member),
        )
    });
    said.filter(|(.., seed, ours)| seed != ours).collect()
}

/// A line of a table without markup, blanks and the targets of links.
fn squeezed(line: &str) -> String {
    let mut depth = 0_u32;
    line.chars()
        .filter(|&letter| {
            match letter {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => return depth == 0 && (letter.is_alphanumeric() || "_<>".contains(letter)),
            }
            false
        })
        .collect()
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (head, rest) = word.split_at(1);
        name + &head.to_uppercase() + rest
    })
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}
