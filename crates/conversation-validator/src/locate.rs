//! Where in the text the parts of a payload stand: the second pass, taken on failure only.
//!
//! Takes the text and JSON Pointers (RFC 6901); gives positions. Knows nothing of schemas. The
//! text has been read once already, so a text this pass cannot read yields no positions rather
//! than an error.

use std::collections::HashMap;

use jsonc_parser::{
    CollectOptions, ParseOptions,
    ast::{Object, Value},
    common::Ranged,
    parse_to_ast,
};

use crate::position::{Position, positions};

/// What is looked for: a value, or the name of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// The value at this pointer.
    Value(String),
    /// The name of the member whose value is at this pointer.
    Name(String),
}

/// The position of each target; `None` where it was not found.
pub(crate) fn locate(text: &str, targets: &[Target]) -> Vec<Option<Position>> {
    let mut offsets = vec![None; targets.len()];
    if let Ok(parsed) = parse_to_ast(text, &CollectOptions::default(), &STRICT)
        && let Some(root) = &parsed.value
    {
        Wanted::all(targets).find(root, &mut offsets);
    }
    let known: Vec<usize> = offsets.iter().flatten().copied().collect();
    let mut known = positions(text, &known).into_iter();
    offsets
        .into_iter()
        .map(|offset| offset.and_then(|_| known.next()))
        .collect()
}

/// JSON as RFC 8259 has it and nothing more.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// The targets as a tree, so that one walk finds them all however many there are.
#[derive(Default)]
struct Wanted {
    values: Vec<usize>,
    names: Vec<usize>,
    children: HashMap<String, Wanted>,
}

impl Wanted {
    fn all(targets: &[Target]) -> Self {
        let mut root = Self::default();
        for (index, target) in targets.iter().enumerate() {
            match target {
                Target::Value(pointer) => root.at(pointer).values.push(index),
                Target::Name(pointer) => root.at(pointer).names.push(index),
            }
        }
        root
    }

    fn at(&mut self, pointer: &str) -> &mut Self {
        pointer.split('/').skip(1).fold(self, |node, segment| {
            let segment = segment.replace("~1", "/").replace("~0", "~");
            node.children.entry(segment).or_default()
        })
    }

    fn find(&self, value: &Value<'_>, offsets: &mut [Option<usize>]) {
        set(offsets, &self.values, value.start());
        match value {
            _ if self.children.is_empty() => {}
            Value::Object(object) => self.find_members(object, offsets),
            Value::Array(array) => {
                for (index, wanted) in &self.children {
                    let item = index
                        .parse()
                        .ok()
                        .and_then(|index: usize| array.elements.get(index));
                    if let Some(item) = item {
                        wanted.find(item, offsets);
                    }
                }
            }
            _ => {}
        }
    }

    fn find_members(&self, object: &Object<'_>, offsets: &mut [Option<usize>]) {
        for member in &object.properties {
            if let Some(wanted) = self.children.get(member.name.as_str()) {
                set(offsets, &wanted.names, member.start());
                wanted.find(&member.value, offsets);
            }
        }
    }
}

fn set(offsets: &mut [Option<usize>], targets: &[usize], offset: usize) {
    for target in targets {
        if let Some(place) = offsets.get_mut(*target) {
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
    fn values_and_names_are_found_whatever_they_are_called() {
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
    fn a_text_that_is_not_json_has_no_positions() {
        for text in ["", "{", "{'a': 1}", "[1,]", "// no\n1"] {
            assert_eq!(found(text, &[value("")]), [None], "{text}");
        }
    }

    #[test]
    fn the_deepest_readable_text_is_walked() {
        let depth = 127;
        let text = format!("{}7{}", "{\"a\":".repeat(depth), "}".repeat(depth));
        let pointer = "/a".repeat(depth);
        assert_eq!(found(&text, &[value(&pointer)]), [Some((1, 5 * depth + 1))]);
    }
}
