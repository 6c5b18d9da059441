//! Documents generated from the schema: mostly valid, sometimes not.

use conversation_tests::{Document, Guide, Place, guide::Hints, mutations};

/// The level from which on every value is a leaf.
const DEEPEST: usize = 6;

/// The document that the bytes determine. One byte makes one decision; when they are used up, the
/// smallest choice is taken, so that shrinking the bytes shrinks the document.
pub(crate) fn grown(guide: &Guide, bytes: &[u8]) -> Document {
    let mut grower = Grower {
        guide,
        bytes: bytes.iter().copied(),
    };
    grower.value(&Place::default())
}

struct Grower<'g, I> {
    guide: &'g Guide,
    bytes: I,
}

impl<I: Iterator<Item = u8>> Grower<'_, I> {
    fn byte(&mut self) -> usize {
        self.bytes.next().map_or(0, usize::from)
    }

    fn value(&mut self, place: &Place) -> Document {
        let hints = self.guide.at(place);
        let roll = self.byte();
        let deep = place.steps().len() >= DEEPEST;
        let allows = |json_type| hints.says("type", json_type);
        match roll {
            0..240 if allows("object") && !deep => self.object(&hints, place),
            0..240 if allows("array") && !deep => self.array(&hints, place),
            240..244 => Document::Null,
            _ => self.leaf(&hints, roll),
        }
    }

    /// Mostly a text that the schema lists, if it lists any; otherwise one of the values that
    /// mutations would put there, valid or not.
    fn leaf(&mut self, hints: &Hints<'_>, roll: usize) -> Document {
        let choices = mutations::values(hints, &Document::Null);
        let fits = |choice: &&Document| hints.says("type", json_type(choice));
        let fitting: Vec<_> = choices.iter().filter(fits).collect();
        let choice = self.byte() * 256 + self.byte();
        let listed = hints.listed();
        if roll < 200 && !listed.is_empty() {
            return Document::String(listed[choice % listed.len()].to_owned());
        }
        if roll < 248 && !fitting.is_empty() {
            return fitting[choice % fitting.len()].clone();
        }
        choices[choice % choices.len()].clone()
    }

    fn object(&mut self, hints: &Hints<'_>, place: &Place) -> Document {
        let mut members = Vec::new();
        for name in hints.declared() {
            let odds = if hints.says("required", name) {
                255
            } else {
                160
            };
            if self.byte() < odds {
                members.push((name.to_owned(), self.value(&place.member(name))));
            }
        }
        if self.byte() % 4 == 3 {
            members.push(("x".to_owned(), self.value(&place.member("x"))));
        }
        Document::Object(members)
    }

    fn array(&mut self, hints: &Hints<'_>, place: &Place) -> Document {
        let count = hints.least_items().max().unwrap_or_default() + self.byte() % 3;
        let items = (0..count).map(|index| self.value(&place.item(index)));
        Document::Array(items.collect())
    }
}

/// The JSON type of a document, as `type` names it.
fn json_type(document: &Document) -> &'static str {
    match document {
        Document::Null => "null",
        Document::Boolean(_) => "boolean",
        Document::Number(spelling) if spelling.contains(['.', 'e', 'E']) => "number",
        Document::Number(_) => "integer",
        Document::String(_) => "string",
        Document::Array(_) => "array",
        Document::Object(_) => "object",
    }
}
