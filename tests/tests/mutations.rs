//! Changes every accepted fixture in every systematic way at every place: the engines must agree on
//! each mutant.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use std::collections::BTreeMap;

use conversation_tests::{
    Document, Guide, Place, Root, Verdict, fixtures, for_each_root, mutations, verdict,
};
use serde_json::Value;

for_each_root! {
    engines_agree_on_every_mutant => |R| mutate_everything::<R>()
}

/// The assertions in the schemas of the models.
const ASSERTING: [&str; 8] = [
    "const", "enum", "format", "maximum", "minItems", "minimum", "required", "type",
];

/// How many mutants there were, by verdict.
#[derive(Debug, Default)]
struct Tally {
    accepted: usize,
    refused: BTreeMap<&'static str, usize>,
    complaints: Vec<String>,
}

impl Tally {
    fn count(&mut self, verdict: Result<Verdict, String>, mutant: impl FnOnce() -> String) {
        let why = match verdict {
            Ok(Verdict::Accepted) => return self.accepted += 1,
            Ok(Verdict::Rejected(keyword)) => {
                return *self.refused.entry(keyword).or_default() += 1;
            }
            Ok(Verdict::Unreadable) => "no JSON".to_owned(),
            Err(complaint) => complaint,
        };
        self.complaints.push(format!("{}: {why}", mutant()));
    }

    fn refused(&self) -> usize {
        self.refused.values().sum()
    }
}

/// Prints how many mutants there were: `cargo test --test mutations -- --nocapture` shows it.
fn mutate_everything<R: Root>() {
    let tally = tally::<R>();
    let (accepted, refused) = (tally.accepted, tally.refused());
    let total = accepted + refused;
    println!(
        "{}: {total} mutants, {accepted} accepted, refused for {:?}",
        R::MODEL,
        tally.refused
    );

    let complaints = &tally.complaints;
    let shown = complaints
        .iter()
        .take(20)
        .cloned()
        .collect::<Vec<_>>()
        .join("\n");
    assert!(
        complaints.is_empty(),
        "{} complaints, such as:\n{shown}",
        complaints.len()
    );
    assert!(total > 5_000, "{total}");
    assert!(
        accepted * 5 > total && refused * 5 > total,
        "{accepted} accepted, {refused} refused"
    );
    for keyword in asserting(R::SCHEMA) {
        assert!(
            tally.refused.contains_key(keyword),
            "no mutant breaks a `{keyword}`"
        );
    }
}

fn tally<R: Root>() -> Tally {
    let guide = Guide::new(R::SCHEMA);
    let mut tally = Tally::default();
    for fixture in fixtures::accepted(R::MODEL) {
        let document = Document::from(&fixture.value());
        for place in document.places() {
            mutate_place::<R>(&guide, &document, &place, &fixture.name, &mut tally);
        }
    }
    tally
}

fn mutate_place<R: Root>(
    guide: &Guide,
    document: &Document,
    place: &Place,
    fixture: &str,
    tally: &mut Tally,
) {
    for edit in mutations::at(guide, document, place) {
        let text = document.edited(place, &edit).to_string();
        let mutant = || {
            let described = format!("{fixture} at `{place}`, {edit:?}");
            described.chars().take(300).collect()
        };
        tally.count(verdict::<R>(text.as_bytes()), mutant);
    }
}

/// The assertions that a schema uses.
fn asserting(schema: &str) -> Vec<&'static str> {
    let schema = serde_json::from_str(schema).unwrap();
    let used = ASSERTING
        .into_iter()
        .filter(|keyword| uses(&schema, keyword));
    used.collect()
}

/// Whether an assertion occurs anywhere in a schema. A property of such a name has an object as its
/// value, the keyword never; and the format `int64` is not asserted.
fn uses(schema: &Value, keyword: &str) -> bool {
    match schema {
        Value::Object(members) => {
            let here = members
                .get(keyword)
                .is_some_and(|value| !value.is_object() && value != "int64");
            here || members.values().any(|inner| uses(inner, keyword))
        }
        Value::Array(items) => items.iter().any(|inner| uses(inner, keyword)),
        _ => false,
    }
}
