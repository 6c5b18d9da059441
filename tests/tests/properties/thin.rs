//! Documents with some of their properties left out, and the others in another order.

use conversation_tests::Document;

/// The document without the properties that the bytes select, at any depth; the remaining
/// properties of each object are rotated.
///
/// One byte decides on one property. When they are used up, everything is kept.
pub(crate) fn thinned(document: &Document, bytes: &[u8]) -> Document {
    thin(document, &mut bytes.iter().copied())
}

fn thin(document: &Document, bytes: &mut impl Iterator<Item = u8>) -> Document {
    match document {
        Document::Array(items) => {
            Document::Array(items.iter().map(|item| thin(item, bytes)).collect())
        }
        Document::Object(members) => {
            let mut kept = Vec::new();
            let mut turn = 0;
            for (name, member) in members {
                let byte = bytes.next().unwrap_or(u8::MAX);
                turn += usize::from(byte);
                if byte >= 40 {
                    kept.push((name.clone(), thin(member, bytes)));
                }
            }
            let turn = turn.checked_rem(kept.len()).unwrap_or_default();
            kept.rotate_left(turn);
            Document::Object(kept)
        }
        other => other.clone(),
    }
}
