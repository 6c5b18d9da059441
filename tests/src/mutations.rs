//! All systematic changes to a document at one place, aimed by the schema. A mutant may be valid or
//! not; the reference validator decides.

mod members;
mod numbers;
mod samples;
mod texts;

use crate::{Document, Guide, Place, document::Edit, guide::Hints};

/// All changes worth trying at a place: values of each other JSON type, beyond each bound, near
/// each listed text and near dates; properties and items removed, added, repeated and exchanged.
///
/// ```
/// use conversation_tests::{Document, Guide, Place, mutations};
/// use serde_json::json;
///
/// let guide = Guide::new(r#"{"properties": {"n": {"type": "integer", "maximum": 7}}}"#);
/// let document = Document::from(&json!({"n": 5}));
/// let place = Place::default().member("n");
/// let edits = mutations::at(&guide, &document, &place);
/// let results: Vec<_> = edits.iter().map(|edit| document.edited(&place, edit).to_string()).collect();
/// assert!(results.contains(&r#"{"n":8}"#.to_owned()));
/// assert!(results.contains(&r#"{"n":null}"#.to_owned()));
/// assert!(results.contains(&"{}".to_owned()));
/// ```
#[must_use]
pub fn at(guide: &Guide, document: &Document, place: &Place) -> Vec<Edit> {
    let Some(node) = document.get(place) else {
        return Vec::new();
    };
    let hints = guide.at(place);
    let mut edits: Vec<_> = values(&hints, node)
        .into_iter()
        .map(Edit::Replace)
        .collect();
    edits.extend(members::edits(&hints, node));
    edits.extend(members::of_parent(place));
    edits.retain(|edit| *edit != Edit::Replace(node.clone()));
    edits
}

/// The values worth trying instead of `node`: of every JSON type, near the bounds, near the listed
/// texts, near dates.
#[must_use]
pub fn values(hints: &Hints<'_>, node: &Document) -> Vec<Document> {
    let mut values = samples::of_every_type();
    values.extend(numbers::around_bounds(hints, node));
    values.extend(texts::near_listed(hints));
    values.extend(texts::date_times(hints));
    values.extend(members::shortened(hints, node));
    values
}
