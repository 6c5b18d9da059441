//! Finds the positions of JSON Pointers (RFC 6901) in the text of a payload; runs on failure only.
//!
//! It knows nothing of schemas and assumes that the text was read before: it does not validate what
//! it skips. If the text is truncated, positions before the end are still found.

use jsonptr::Token;

use crate::locate::cursor::Cursor;
use crate::locate::position::{Position, positions};

/// What to find: a value, or the name of a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// The value at this pointer.
    Value(String),
    /// The name of the property whose value is at this pointer.
    Name(String),
}

/// The position of each target; `None` if it was not found. Of a duplicate key the last one counts.
pub(crate) fn locate(text: &str, targets: &[Target]) -> Vec<Option<Position>> {
    let mut offsets = vec![None; targets.len()];
    let mut wanted: Vec<Wanted<'_>> = targets.iter().enumerate().map(Wanted::new).collect();
    // Sorted, the targets inside one value are adjacent, so that a single walk finds all of them.
    wanted.sort_by(|one, other| one.path.cmp(&other.path));
    // `None`: the text is truncated, and the remaining targets have no position.
    let _: Option<()> = find(&wanted, 0, &mut Cursor::new(text), &mut offsets);
    let known: Vec<usize> = offsets.iter().flatten().copied().collect();
    let mut known = positions(text, &known).into_iter();
    offsets
        .into_iter()
        .map(|offset| offset.and_then(|_| known.next()))
        .collect()
}

/// A target with its pointer split into tokens.
struct Wanted<'p> {
    /// The tokens of its pointer, encoded.
    path: Vec<&'p str>,
    is_name: bool,
    /// Its index among the targets.
    index: usize,
}

impl<'p> Wanted<'p> {
    fn new((index, target): (usize, &'p Target)) -> Self {
        let (pointer, is_name) = match target {
            Target::Value(pointer) => (pointer, false),
            Target::Name(pointer) => (pointer, true),
        };
        let path = pointer.split('/').skip(1).collect();
        Self {
            path,
            is_name,
            index,
        }
    }

    fn segment(&self, depth: usize) -> &str {
        self.path.get(depth).copied().unwrap_or_default()
    }
}

/// Searches the value at the cursor, `depth` levels below the root, for targets, and moves the
/// cursor past it; `None` if the text is truncated.
fn find(
    wanted: &[Wanted<'_>],
    depth: usize,
    cursor: &mut Cursor<'_>,
    offsets: &mut [Option<usize>],
) -> Option<()> {
    let start = cursor.value()?;
    // All of `wanted` have the same first `depth` tokens; the shorter path sorts first.
    let own = wanted.partition_point(|one| one.path.len() == depth);
    let (own, below) = wanted.split_at_checked(own)?;
    set(offsets, own.iter().filter(|one| !one.is_name), start);
    match cursor.peek()? {
        _ if below.is_empty() => cursor.skip_value(),
        b'{' => find_members(below, depth, cursor, offsets),
        b'[' => find_items(below, depth, cursor, offsets),
        _ => cursor.skip_value(),
    }
}

fn find_members(
    wanted: &[Wanted<'_>],
    depth: usize,
    cursor: &mut Cursor<'_>,
    offsets: &mut [Option<usize>],
) -> Option<()> {
    cursor.open();
    while cursor.next()? {
        let start = cursor.value()?;
        let name = Token::new(cursor.name()?);
        let first = wanted.partition_point(|one| one.segment(depth) < name.encoded());
        let wanted = wanted.get(first..).unwrap_or_default();
        let count = wanted.partition_point(|one| one.segment(depth) == name.encoded());
        let wanted = wanted.get(..count).unwrap_or_default();
        if wanted.is_empty() {
            cursor.skip_value()?;
            continue;
        }
        let names = wanted.iter().filter(|one| one.is_name);
        set(
            offsets,
            names.filter(|one| one.path.len() == depth + 1),
            start,
        );
        find(wanted, depth + 1, cursor, offsets)?;
    }
    Some(())
}

fn find_items(
    wanted: &[Wanted<'_>],
    depth: usize,
    cursor: &mut Cursor<'_>,
    offsets: &mut [Option<usize>],
) -> Option<()> {
    let groups = wanted.chunk_by(|one, other| one.segment(depth) == other.segment(depth));
    let numbered = |group| {
        let first: &Wanted<'_> = <[_]>::first(group)?;
        Some((first.segment(depth).parse().ok()?, group))
    };
    let mut items: Vec<(usize, &[Wanted<'_>])> = groups.filter_map(numbered).collect();
    items.sort_by_key(|(index, _)| *index);
    let mut items = items.into_iter().peekable();
    let mut index = 0;
    cursor.open();
    while cursor.next()? {
        match items.next_if(|(wanted, _)| *wanted == index) {
            Some((_, wanted)) => find(wanted, depth + 1, cursor, offsets)?,
            None => cursor.skip_value()?,
        }
        index += 1;
    }
    Some(())
}

fn set<'w, 'p: 'w>(
    offsets: &mut [Option<usize>],
    targets: impl Iterator<Item = &'w Wanted<'p>>,
    offset: usize,
) {
    for target in targets {
        if let Some(place) = offsets.get_mut(target.index) {
            *place = Some(offset);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(pointer: &str) -> Target {
        Target::Value(pointer.to_owned())
    }

    fn found(text: &str, targets: &[Target]) -> Vec<Option<(usize, usize)>> {
        let positions = locate(text, targets).into_iter();
        positions
            .map(|position| position.map(|position| (position.line, position.column)))
            .collect()
    }

    #[test]
    fn values_and_names_are_found_with_all_escapes() {
        let text =
            "{\n  \"a/b\": [10, {\"m~n\": true}],\n  \"\": null, \"\\u00e9\": \"é\", \"z\": 1\n}";
        let targets = [
            value("/z"),
            value(""),
            value("/a~1b/1/m~0n"),
            Target::Name("/a~1b/1/m~0n".to_owned()),
            value("/"),
            value("/é"),
        ];
        let expected = [(3, 33), (1, 1), (2, 23), (2, 16), (3, 7), (3, 23)];
        assert_eq!(found(text, &targets), expected.map(Some));
    }

    #[test]
    fn what_is_not_there_has_no_position() {
        let targets = [
            value("/a/5"),
            value("/a/x"),
            value("/b"),
            value("/a/0/deep"),
        ];
        assert_eq!(found(r#"{"a": [1]}"#, &targets), [None; 4]);
    }

    #[test]
    fn a_truncated_text_has_positions_before_its_end() {
        let whole = r#"{"a": [{"b": "\"\u00e9"}, 5e1], "\u0063": {}}"#;
        let targets = [value(""), value("/a/0/b"), value("/a/1"), value("/c")];
        let expected = [1, 14, 27, 43];
        for end in 0..=whole.len() {
            let before = |at: &usize| (*at <= end).then_some((1, *at));
            let expected: Vec<_> = expected.iter().map(before).collect();
            assert_eq!(found(&whole[..end], &targets), expected, "{end}");
        }
    }

    #[test]
    fn of_a_duplicate_key_the_last_counts() {
        let name = Target::Name("/a".to_owned());
        assert_eq!(found(r#"{"a": 1, "\u0061": 2}"#, &[name]), [Some((1, 10))]);
    }

    #[test]
    fn the_deepest_readable_text_is_walked() {
        let depth = 127;
        let text = format!("{}7{}", "{\"a\":".repeat(depth), "}".repeat(depth));
        let pointer = "/a".repeat(depth);
        assert_eq!(found(&text, &[value(&pointer)]), [Some((1, 5 * depth + 1))]);
    }
}
