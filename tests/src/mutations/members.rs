//! Removes, adds, repeats and exchanges properties and items.

use super::samples;
use crate::{Document, Place, Step, document::Edit, guide::Hints};

/// Names of additional properties, most of them such that code on the way might mistreat.
const UNKNOWN: &[&str] = &[
    "x",
    "",
    "a/b~c",
    "__proto__",
    "$ref",
    "extra",
    "\u{0}",
    "\u{1f600}",
];

/// Changes to an object; none for other values.
pub(super) fn edits(hints: &Hints<'_>, node: &Document) -> Vec<Edit> {
    let Document::Object(members) = node else {
        return Vec::new();
    };
    let mut edits = unknown(hints);
    edits.extend(absent(hints));
    edits.retain(|edit| !repeats(edit, members));
    edits.extend((1..members.len()).map(|index| Edit::Swap(index - 1, index)));
    if members.len() > 2 {
        edits.push(Edit::Swap(0, members.len() - 1));
    }
    edits
}

/// Whether an edit would insert a duplicate key: the tests of text policies cover these.
fn repeats(edit: &Edit, members: &[(String, Document)]) -> bool {
    matches!(edit, Edit::Insert(name, _) if members.iter().any(|(known, _)| known == name))
}

/// Changes to the object or array that contains the place.
pub(super) fn of_parent(place: &Place) -> Vec<Edit> {
    match place.steps().last() {
        None => Vec::new(),
        Some(Step::Member(_)) => vec![Edit::Remove],
        Some(Step::Item(_)) => vec![Edit::Remove, Edit::Repeat],
    }
}

/// The array shortened to the least number of items, and to one less.
pub(super) fn shortened(hints: &Hints<'_>, node: &Document) -> Vec<Document> {
    let Document::Array(items) = node else {
        return Vec::new();
    };
    let counts = hints
        .least_items()
        .flat_map(|least| [least, least.saturating_sub(1)]);
    let fitting = counts.filter(|count| *count <= items.len());
    fitting
        .map(|count| Document::Array(items[..count].to_vec()))
        .collect()
}

/// Additional properties, some with a name near that of a property.
fn unknown(hints: &Hints<'_>) -> Vec<Edit> {
    let long = "long".repeat(500);
    let plain = UNKNOWN.iter().map(|&name| name.to_owned()).chain([long]);
    let null = plain.clone().map(|name| Edit::Insert(name, Document::Null));
    let near = hints.declared().into_iter().flat_map(nearly);
    let filled = plain
        .chain(near)
        .map(|name| Edit::Insert(name, unknown_value()));
    filled.chain(null).collect()
}

fn unknown_value() -> Document {
    let inner = ("y".to_owned(), Document::Number("1.0".to_owned()));
    Document::Array(vec![Document::Object(vec![inner]), Document::Null])
}

/// Names that differ from a property's by case, by a blank, by one letter.
fn nearly(declared: &str) -> [String; 3] {
    [
        declared.to_uppercase(),
        format!("{declared} "),
        declared.chars().skip(1).collect(),
    ]
}

/// Each property with a value of each JSON type. The caller removes those that are already there.
fn absent(hints: &Hints<'_>) -> Vec<Edit> {
    let with_samples = |name: &str| {
        let insert = |value| Edit::Insert(name.to_owned(), value);
        samples::of_every_type()
            .into_iter()
            .map(insert)
            .collect::<Vec<_>>()
    };
    hints
        .declared()
        .into_iter()
        .flat_map(with_samples)
        .collect()
}
