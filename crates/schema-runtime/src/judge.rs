//! From bytes to a verdict: whether a text is of a type, without building the value.
//!
//! Walks the text and the type's [`Shape`] side by side. Takes no memory but a set of names for objects with many undeclared members
//! ([`Names`]), a `String` where an escape stands in a string whose content matters, and a list of those seen for types of more than
//! 128 members. The verdict is that of reading; where a shape cannot say what its type is, the type is read.

mod names;
mod rule;
mod shape;
mod shaped;

use crate::{
    DateTime, JsonKind, Number,
    read::{arbitrary_precision, find},
    text::{Numeral, Scanner, Text},
};
use names::Names;
pub use rule::Rule;
pub(crate) use shape::all_plain;
pub use shape::{Part, Shape};
pub use shaped::{ReadHere, Shaped, borrowing_shape, constrained_shape, object_shape};

/// Whether a `T` can be read from one JSON text: the verdict of `from_slice`, sooner.
#[must_use]
pub fn accepts<'de, T: Shaped + crate::read::Read<'de>>(bytes: &'de [u8]) -> bool {
    // Under this feature a number can come as an object, which only the readers know.
    if arbitrary_precision() {
        return crate::read::from_slice::<T>(bytes).is_ok();
    }
    judge(bytes, &T::SHAPE)
}

fn judge(bytes: &[u8], shape: &Shape) -> bool {
    let scanner = Scanner::new(bytes);
    if !scanner.is_utf8() {
        return false;
    }
    let mut judge = Judge {
        scanner,
        names: Names::new(),
    };
    judge.value(shape) && judge.scanner.end().is_ok()
}

struct Judge<'t> {
    scanner: Scanner<'t>,
    /// The undeclared names of the objects around the place that was reached.
    names: Names<'t>,
}

impl<'t> Judge<'t> {
    /// Whether the next value has the shape. If it does, the scanner stands behind it.
    fn value(&mut self, shape: &Shape) -> bool {
        let Some(first) = self.scanner.token() else {
            return false;
        };
        match *shape {
            Shape::Named(shape) => self.value(shape()),
            Shape::Nullable(_) if first == b'n' => self.scanner.word("null").is_ok(),
            Shape::Nullable(shape) => self.value(shape),
            Shape::String => self.string(first),
            Shape::DateTime => self
                .text(first)
                .is_some_and(|text| DateTime::is_valid(&text)),
            Shape::Constant(constant) => self.text(first).is_some_and(|text| *text == *constant),
            Shape::OneOf(listed) => self
                .text(first)
                .is_some_and(|text| listed.iter().any(|listed| *listed == &*text)),
            Shape::Object { parts, rest, plain } => {
                first == b'{' && self.object(parts, rest, plain).is_some()
            }
            Shape::Map(shape) => first == b'{' && self.object(&[], Some(shape), false).is_some(),
            Shape::Array(shape) => first == b'[' && self.array(shape).is_some(),
            Shape::Tuple { items, rest } => first == b'[' && self.tuple(items, rest),
            Shape::Any => self.any(first),
            Shape::Null => self.scanner.word("null").is_ok(),
            Shape::Boolean => self.boolean(first),
            Shape::Within { least, most } => self.integer_within(first, least, most),
            Shape::Integer => self.number(first).is_some_and(|number| number.is_integer()),
            Shape::PlainInteger => self.plain_integer(first),
            Shape::Number => self.any_number(first),
            Shape::Ruled { inner, rules, read } => self.ruled(first, inner, rules, read),
            Shape::ByKind(shapes) => self.by_kind(first, shapes),
            Shape::ByTag { tag, branches } => first == b'{' && self.by_tag(tag, branches),
            Shape::ByTrial {
                branches,
                exclusive,
            } => self.by_trial(branches, exclusive),
            Shape::Read(read) => read.here(&mut self.scanner),
        }
    }

    /// Any value that the text policies allow.
    fn any(&mut self, first: u8) -> bool {
        match first {
            b'"' => self.string(first),
            b'{' => self.object(&[], Some(&Shape::Any), false).is_some(),
            b'[' => self.array(&Shape::Any).is_some(),
            b't' | b'f' => self.boolean(first),
            b'n' => self.scanner.word("null").is_ok(),
            _ => self.any_number(first),
        }
    }

    fn boolean(&mut self, first: u8) -> bool {
        let word = if first == b't' { "true" } else { "false" };
        self.scanner.word(word).is_ok()
    }

    /// A string whatever it says.
    #[inline]
    fn string(&mut self, first: u8) -> bool {
        if first != b'"' {
            return false;
        }
        self.scanner.skip();
        self.scanner.skip_string().is_ok()
    }

    /// What the next value says, if it is a string.
    #[inline]
    fn text(&mut self, first: u8) -> Option<Text<'t>> {
        if first != b'"' {
            return None;
        }
        self.scanner.skip();
        self.scanner.string().ok()
    }

    /// The next value, if it is a number of the value model.
    fn number(&mut self, first: u8) -> Option<Number> {
        match self.numeral(first)? {
            Numeral::Natural(number) => Some(number.into()),
            Numeral::Negative(number) => Some(number.into()),
            Numeral::Written(digits) => Number::from_json(&digits.parse().ok()?),
        }
    }

    #[inline]
    fn numeral(&mut self, first: u8) -> Option<Numeral<'t>> {
        let is_number = matches!(first, b'-' | b'0'..=b'9');
        if is_number {
            self.scanner.number().ok()
        } else {
            None
        }
    }

    fn any_number(&mut self, first: u8) -> bool {
        /// Digits that no double is too small for, whatever they are.
        const FEW: usize = 300;
        match self.numeral(first) {
            Some(Numeral::Written(digits)) => {
                let small = digits.len() <= FEW && !digits.contains(['e', 'E']);
                small
                    || digits
                        .parse()
                        .is_ok_and(|number| Number::from_json(&number).is_some())
            }
            other => other.is_some(),
        }
    }

    fn plain_integer(&mut self, first: u8) -> bool {
        match self.numeral(first) {
            Some(Numeral::Written(digits)) => {
                let number = digits.parse::<serde_json::Number>();
                number.is_ok_and(|number| number.is_u64() || number.is_i64())
            }
            other => other.is_some(),
        }
    }

    fn integer_within(&mut self, first: u8, least: i64, most: u64) -> bool {
        match self.numeral(first) {
            Some(Numeral::Natural(number)) => number <= most,
            Some(Numeral::Negative(number)) => number >= least,
            Some(Numeral::Written(digits)) => {
                let counted = || Number::from_json(&digits.parse().ok()?)?.as_i128();
                counted()
                    .is_some_and(|number| (i128::from(least)..=i128::from(most)).contains(&number))
            }
            None => false,
        }
    }

    /// How many items there are, if all have the shape.
    fn array(&mut self, shape: &Shape) -> Option<usize> {
        self.scanner.open().ok()?;
        let (mut first, mut count) = (true, 0);
        while self.scanner.next_item(&mut first).ok()? {
            if !self.value(shape) {
                return None;
            }
            count += 1;
        }
        self.leave();
        Some(count)
    }

    fn tuple(&mut self, items: &[Shape], rest: Option<&Shape>) -> bool {
        self.items_of_tuple(items, rest)
            .is_some_and(|count| count >= items.len())
    }

    /// How many items there are, if each has the shape of its place.
    fn items_of_tuple(&mut self, items: &[Shape], rest: Option<&Shape>) -> Option<usize> {
        self.scanner.open().ok()?;
        let (mut first, mut count) = (true, 0);
        while self.scanner.next_item(&mut first).ok()? {
            let shape = items.get(count).or(rest)?;
            if !self.value(shape) {
                return None;
            }
            count += 1;
        }
        self.leave();
        Some(count)
    }

    /// Steps over the closing bracket that was peeked at.
    #[inline]
    fn leave(&mut self) {
        self.scanner.skip();
        self.scanner.leave();
    }

    /// How many members there are, if all have the shapes, none stands twice and none is missing.
    fn object(&mut self, parts: &[Part], rest: Option<&Shape>, plain: bool) -> Option<usize> {
        self.scanner.open().ok()?;
        let mut seen = Seen::new(parts.len());
        let mut names = self.names.enter();
        let (mut first, mut count, mut expected) = (true, 0, 0);
        while self.scanner.next_member(&mut first).ok()? {
            let shape = match self.declared(parts, expected, plain) {
                Ok(index) => {
                    if !seen.insert(index) {
                        return None;
                    }
                    expected = index + 1;
                    &parts.get(index)?.shape
                }
                Err(name) => {
                    if !self.names.insert(&mut names, name?) {
                        return None;
                    }
                    rest?
                }
            };
            self.scanner.colon().ok()?;
            if !self.value(shape) {
                return None;
            }
            count += 1;
        }
        self.names.leave(&names);
        self.leave();
        let missing = parts
            .iter()
            .enumerate()
            .any(|(index, part)| part.required && !seen.contains(index));
        (!missing).then_some(count)
    }

    /// Which part the next name is of; else the name, or nothing if it cannot be read.
    #[inline]
    fn declared(
        &mut self,
        parts: &[Part],
        expected: usize,
        plain: bool,
    ) -> Result<usize, Option<Text<'t>>> {
        if let Some(part) = parts.get(expected)
            && plain
            && self.scanner.eat_name(part.name)
        {
            return Ok(expected);
        }
        let name = self.scanner.string().map_err(|_| None)?;
        find(parts, expected, &name).ok_or(Some(name))
    }

    /// A value with rules on its text, its size or its number; anything else is read.
    fn ruled(&mut self, first: u8, inner: &Shape, rules: &[Rule], read: ReadHere) -> bool {
        match *inner {
            Shape::String => {
                let text = self.text(first);
                text.is_some_and(|text| rules.iter().all(|rule| rule.allows_text(&text)))
            }
            Shape::Array(item) => {
                let count = if first == b'[' {
                    self.array(item)
                } else {
                    None
                };
                count.is_some_and(|count| rules.iter().all(|rule| rule.allows_items(count)))
            }
            Shape::Map(value) => {
                let count = if first == b'{' {
                    self.object(&[], Some(value), false)
                } else {
                    None
                };
                count.is_some_and(|count| rules.iter().all(|rule| rule.allows_members(count)))
            }
            Shape::Number | Shape::Integer => {
                let number = self.number(first);
                number.is_some_and(|number| {
                    let whole = matches!(inner, Shape::Number) || number.is_integer();
                    whole && rules.iter().all(|rule| rule.allows_number(number))
                })
            }
            _ => read.here(&mut self.scanner),
        }
    }

    fn by_kind(&mut self, first: u8, shapes: &[(JsonKind, Shape)]) -> bool {
        let kind = match first {
            b'n' => JsonKind::Null,
            b't' | b'f' => JsonKind::Boolean,
            b'"' => JsonKind::String,
            b'[' => JsonKind::Array,
            b'{' => JsonKind::Object,
            _ => JsonKind::Number,
        };
        let mut of_kind = shapes.iter().filter(|(of, _)| *of == kind);
        of_kind.next().is_some_and(|(_, shape)| self.value(shape))
    }

    /// Looks for the tag, then starts anew with the branch it leads to.
    fn by_tag(&mut self, tag: &str, branches: &[(&str, Shape)]) -> bool {
        let start = self.scanner.bookmark();
        let Some(found) = self.tag(tag) else {
            return false;
        };
        self.scanner.return_to(start);
        let branch = branches.iter().find(|(tag, _)| *tag == &*found);
        branch.is_some_and(|(_, shape)| self.value(shape))
    }

    /// What the member `tag` of the next object says.
    fn tag(&mut self, tag: &str) -> Option<Text<'t>> {
        self.scanner.open().ok()?;
        let mut first = true;
        while self.scanner.next_member(&mut first).ok()? {
            let name = self.scanner.string().ok()?;
            self.scanner.colon().ok()?;
            let value = self.scanner.token()?;
            if *name == *tag {
                return self.text(value);
            }
            if !self.any(value) {
                return None;
            }
        }
        None
    }

    fn by_trial(&mut self, branches: &[Shape], exclusive: bool) -> bool {
        let start = self.scanner.bookmark();
        let names = self.names.enter();
        let mut end = None;
        for branch in branches {
            self.scanner.return_to(start);
            // A branch that failed in the middle of an object has left names behind.
            self.names.leave(&names);
            if !self.value(branch) {
                continue;
            }
            if end.is_some() {
                return false;
            }
            end = Some(self.scanner.bookmark());
            if !exclusive {
                break;
            }
        }
        if let Some(end) = end {
            self.scanner.return_to(end);
        }
        end.is_some()
    }
}

/// Which of an object's declared members have come.
enum Seen {
    Few(u128),
    Many(Vec<bool>),
}

impl Seen {
    #[inline]
    fn new(parts: usize) -> Self {
        if parts <= 128 {
            Self::Few(0)
        } else {
            Self::Many(vec![false; parts])
        }
    }

    /// Whether the member comes for the first time.
    #[inline]
    fn insert(&mut self, index: usize) -> bool {
        let new = !self.contains(index);
        match self {
            Self::Few(bits) => *bits |= 1 << index,
            Self::Many(seen) => {
                if let Some(seen) = seen.get_mut(index) {
                    *seen = true;
                }
            }
        }
        new
    }

    #[inline]
    fn contains(&self, index: usize) -> bool {
        match self {
            Self::Few(bits) => bits >> index & 1 == 1,
            Self::Many(seen) => seen.get(index).copied().unwrap_or_default(),
        }
    }
}
