//! Lines and columns of byte offsets in the text of a payload. It knows nothing of JSON.

use std::fmt;

use memchr::{memchr_iter, memrchr};

/// A line and a column in the text of a payload, as editors show them.
///
/// ```
/// use conversation_validator::{Model, validate};
///
/// let payload = "{\n  \"é\": 1, \"type\": \"ChatEndedEvent\", \"id\": \"7\"\n}";
/// let report = validate(Model::ZendeskChatEndedEvent, payload.as_bytes());
/// let position = report.violations()[0].position.unwrap();
/// assert_eq!((position.line, position.column), (2, 43)); // `é` is one column
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1; lines end with a line feed.
    pub line: usize,
    /// The column, from 1, counted in Unicode scalar values.
    pub column: usize,
}

impl Position {
    /// The beginning of a text.
    pub(crate) const START: Self = Self { line: 1, column: 1 };

    /// The position of a byte offset, which may be past the end or inside a character.
    pub(crate) fn of(text: &[u8], offset: usize) -> Self {
        let mut position = Self::START;
        position.advance(text.get(..offset).unwrap_or(text));
        position
    }

    /// The position that `serde_json` gives: lines from 1, columns in bytes.
    ///
    /// `serde_json` points at the last byte read, so column 0 (the line feed itself) is possible.
    pub(crate) fn of_byte_column(text: &[u8], line: usize, column: usize) -> Self {
        let mut lines = text.split(|byte| *byte == b'\n');
        let text = lines.nth(line.saturating_sub(1)).unwrap_or_default();
        let before = text.get(..column.saturating_sub(1)).unwrap_or(text);
        Self {
            line: line.max(1),
            column: scalars(before) + 1,
        }
    }

    fn advance(&mut self, text: &[u8]) {
        let feeds = memchr_iter(b'\n', text).count();
        let last = match memrchr(b'\n', text) {
            None => text,
            Some(feed) => {
                self.line += feeds;
                self.column = 1;
                text.get(feed + 1..).unwrap_or_default()
            }
        };
        self.column += scalars(last);
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// The positions of many offsets in one pass over the text, in the order of the offsets given.
pub(crate) fn positions(text: &str, offsets: &[usize]) -> Vec<Position> {
    let text = text.as_bytes();
    let mut order: Vec<usize> = (0..offsets.len()).collect();
    order.sort_by_key(|index| offsets.get(*index));
    let mut positions = vec![Position::START; offsets.len()];
    let (mut reached, mut position) = (0, Position::START);
    for index in order {
        let offset = offsets.get(index).map_or(reached, |offset| *offset);
        let offset = offset.clamp(reached, text.len());
        position.advance(text.get(reached..offset).unwrap_or_default());
        reached = offset;
        if let Some(place) = positions.get_mut(index) {
            *place = position;
        }
    }
    positions
}

/// The number of Unicode scalar values; bytes that are not UTF-8 are counted without an error.
fn scalars(text: &[u8]) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_end_with_a_line_feed() {
        let text = "añ😀\r\n\nz";
        let at = |part: &str| Position::of(text.as_bytes(), text.find(part).unwrap());
        assert_eq!(at("a"), Position { line: 1, column: 1 });
        assert_eq!(at("😀"), Position { line: 1, column: 3 });
        assert_eq!(at("\r"), Position { line: 1, column: 4 });
        assert_eq!(at("z"), Position { line: 3, column: 1 });
        assert_eq!(
            Position::of(text.as_bytes(), 999),
            Position { line: 3, column: 2 }
        );
    }

    #[test]
    fn many_offsets_in_any_order_cost_one_pass() {
        let text = "{\n \"é\": [1,\n2]}";
        let offsets: Vec<usize> = [15, 0, 8, 3, 3, 12].to_vec();
        let expected: Vec<_> = offsets
            .iter()
            .map(|offset| Position::of(text.as_bytes(), *offset))
            .collect();
        assert_eq!(positions(text, &offsets), expected);
    }

    #[test]
    fn byte_columns_of_a_reader_become_character_columns() {
        let text = "{\n\"é\": x}".as_bytes();
        let column = 1 + "\"é\": ".len();
        let position = Position::of_byte_column(text, 2, column);
        assert_eq!(position, Position { line: 2, column: 6 });
        assert_eq!(Position::of_byte_column(text, 0, 0), Position::START);
        assert_eq!(Position::of_byte_column(text, 9, 9).line, 9);
    }
}
