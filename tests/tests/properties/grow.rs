//! Documents grown from the schema: mostly what it asks for, now and then something else.

use conversation_tests::{Document, Guide, Place, guide::Hints, mutations};

/// How deep a document may grow; deeper, every value is a leaf.
const DEEPEST: usize = 6;

/// The document that the bytes lead to. One byte makes one decision; when they are used up, the smallest thing is chosen, so that
/// shrinking the bytes shrinks the document.
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
        let asked = |kind| hints.says("type", kind);
        match roll {
            0..240 if asked("object") && !deep => self.object(&hints, place),
            0..240 if asked("array") && !deep => self.array(&hints, place),
            240..244 => Document::Null,
            _ => self.leaf(&hints, roll),
        }
    }

    /// Mostly a text the schema lists, if it does; otherwise one of the values that mutations would put there, right or wrong.
    fn leaf(&mut self, hints: &Hints<'_>, roll: usize) -> Document {
        let choices = mutations::values(hints, &Document::Null);
        let fits = |choice: &&Document| hints.says("type", kind(choice));
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

/// The JSON type a schema would call a document by.
fn kind(document: &Document) -> &'static str {
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
