//! Sample values of every JSON type.

use crate::Document;

/// At least one value of each JSON type.
pub(super) fn of_every_type() -> Vec<Document> {
    let numbers = ["0", "-1", "1.0", "1.5", "1e300"];
    let mut samples = vec![
        Document::Null,
        Document::Boolean(true),
        Document::String(String::new()),
        Document::String("text".to_owned()),
        Document::Array(Vec::new()),
        Document::Object(Vec::new()),
    ];
    samples.extend(numbers.map(|spelling| Document::Number(spelling.to_owned())));
    samples
}
