//! Decides whether a JSON text is valid for a type, without building the value.
//!
//! Traverses the text and the type's [`Shape`] in parallel. The verdict must be the one of reading
//! a value; where a shape does not express what its type accepts, a value of the type is read
//! instead. Memory is allocated only for the names of objects with many additional properties
//! ([`Names`]), for strings with escapes whose content matters, and to mark the properties of types
//! with more than 128 of them.

mod decisions;
mod names;
mod rule;
mod shape;
mod shaped;
mod unions;

use std::mem;

use crate::{
    DateTime, JsonKind, Number,
    plain_integer::is_plain_integer,
    read::arbitrary_precision,
    text::{Numeral, Scanner, Sought, Text},
    undecided::payload,
};
pub(crate) use decisions::{Decision, Decisions};
use names::Names;
pub use rule::Rule;
use shape::ObjectShape;
pub(crate) use shape::all_plain;
pub use shape::{Part, Parts, Shape, Untagged};
pub use shaped::{ReadHere, Shaped, borrowing_shape, constrained_shape, object_shape};
pub(crate) use unions::decide;

/// Whether a `T` can be read from one JSON text: the same verdict as `from_slice`, faster.
#[must_use]
pub fn accepts<'de, T: Shaped + crate::read::Read<'de>>(bytes: &'de [u8]) -> bool {
    // With this feature a number may be represented as an object, which only the readers support.
    if arbitrary_precision() {
        return crate::read::from_slice::<T>(bytes).is_ok();
    }
    // A pattern that gave up counted as "no match", which may have let a value through.
    matches!(payload(|| is_accepted(bytes, &T::SHAPE)), (true, None))
}

fn is_accepted(bytes: &[u8], shape: &Shape) -> bool {
    let scanner = Scanner::new(bytes);
    if !scanner.is_utf8() {
        return false;
    }
    let mut acceptor = Acceptor {
        scanner,
        names: Names::new(),
        decisions: Decisions::default(),
    };
    acceptor.value(shape) && acceptor.scanner.end().is_ok()
}

struct Acceptor<'t> {
    scanner: Scanner<'t>,
    /// The additional property names of all open objects.
    names: Names<'t>,
    /// The decisions about nested untagged unions.
    decisions: Decisions,
}

impl<'t> Acceptor<'t> {
    /// Whether the next value has the shape. If so, the scanner is positioned after the value.
    fn value(&mut self, shape: &Shape) -> bool {
        match self.scanner.token() {
            Some(first) => self.value_at(first, shape),
            None => false,
        }
    }

    /// Whether the next value, whose first byte was peeked at, has the shape.
    fn value_at(&mut self, first: u8, shape: &Shape) -> bool {
        let mut shape = shape;
        loop {
            shape = match *shape {
                Shape::Named(named) => named(),
                Shape::Nullable(_) if first == b'n' => return self.scanner.word("null").is_ok(),
                Shape::Nullable(inner) => inner,
                _ => break,
            }
        }
        match *shape {
            Shape::Named(_) | Shape::Nullable(_) => false, // resolved above
            Shape::String => self.string(first),
            Shape::DateTime => self
                .text(first)
                .is_some_and(|text| DateTime::is_valid(&text)),
            Shape::Constant(constant) => self.text(first).is_some_and(|text| *text == *constant),
            Shape::OneOf(listed) => self
                .text(first)
                .is_some_and(|text| listed.iter().any(|listed| *listed == &*text)),
            Shape::Listed(contains) => self.text(first).is_some_and(|text| contains(&text)),
            Shape::Object(object) => first == b'{' && self.object(object).is_some(),
            Shape::Map(shape) => first == b'{' && self.map(shape).is_some(),
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
            Shape::ByTag {
                tag,
                tags,
                absent,
                branches,
            } => {
                let find = |scanner: &mut Scanner<'t>| match scanner.look_for_text(tag) {
                    Sought::Found(tag) => tags.position(&tag),
                    Sought::Absent => absent,
                    Sought::Unknown => None,
                };
                first == b'{' && self.by_branch(find, branches)
            }
            Shape::ByTrial(union) => matches!(self.by_trial(union), Decision::Branch { .. }),
            Shape::ByKey {
                keys,
                branches,
                otherwise,
            } => first == b'{' && self.by_key(keys, branches, otherwise),
            Shape::Read(read) => read.here(&mut self.scanner, &mut self.decisions),
        }
    }

    /// Accepts any value that the text policies allow.
    fn any(&mut self, first: u8) -> bool {
        match first {
            b'"' => self.string(first),
            b'{' => self.map(&Shape::Any).is_some(),
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

    /// Accepts any string.
    #[inline]
    fn string(&mut self, first: u8) -> bool {
        if first != b'"' {
            return false;
        }
        self.scanner.skip();
        self.scanner.skip_string().is_ok()
    }

    /// The content of the next value, if it is a string.
    #[inline]
    fn text(&mut self, first: u8) -> Option<Text<'t>> {
        if first != b'"' {
            return None;
        }
        self.scanner.skip();
        self.scanner.string().ok()
    }

    /// The next value, if it is a number that [`Number`] can represent.
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
        /// Without an exponent, a number of up to this many digits is in the range of doubles.
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
                number.is_ok_and(|number| is_plain_integer(&number))
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

    /// The number of items, if all have the shape.
    fn array(&mut self, shape: &Shape) -> Option<usize> {
        self.items(|_| Some(shape))
    }

    fn tuple(&mut self, items: &[Shape], rest: Option<&Shape>) -> bool {
        let count = self.items(|index| items.get(index).or(rest));
        count.is_some_and(|count| count >= items.len())
    }

    /// The number of items, if each has the shape of its index. This is the only loop over items,
    /// so that a syntax error has one exit: a trailing comma ends the loop, too, and must not be
    /// taken for the closing bracket.
    #[inline]
    fn items<'s>(&mut self, shape: impl Fn(usize) -> Option<&'s Shape>) -> Option<usize> {
        self.scanner.open().ok()?;
        let (mut first, mut count) = (true, 0);
        while self.scanner.next_item(&mut first).ok()? {
            if !self.value(shape(count)?) {
                return None;
            }
            count += 1;
        }
        self.leave();
        Some(count)
    }

    /// Consumes the closing bracket that was peeked at.
    #[inline]
    fn leave(&mut self) {
        self.scanner.skip();
        self.scanner.leave();
    }

    /// The number of properties, if all have the shape and no key is duplicate.
    fn map(&mut self, shape: &Shape) -> Option<usize> {
        self.scanner.open().ok()?;
        let mut names = self.names.enter();
        let (mut first, mut count) = (true, 0);
        while self.scanner.next_member(&mut first).ok()? {
            let name = self.scanner.string().ok()?;
            if !self.names.insert(&mut names, name) {
                return None;
            }
            self.property(shape)?;
            count += 1;
        }
        self.names.leave(&names);
        self.leave();
        Some(count)
    }

    /// The number of properties, if all have their shapes, no key is duplicate and no required
    /// property is absent.
    fn object(&mut self, object: &ObjectShape) -> Option<usize> {
        self.scanner.open().ok()?;
        let mut seen = Seen::new(object.parts.list().len());
        let mut names = self.names.enter();
        let (mut first, mut count, mut expected) = (true, 0, 0);
        while self.scanner.next_member(&mut first).ok()? {
            let shape = match self.declared(object, expected) {
                Ok((index, shape)) => {
                    if !seen.insert(index) {
                        return None;
                    }
                    expected = index + 1;
                    shape
                }
                Err(name) => {
                    if !self.names.insert(&mut names, name?) {
                        return None;
                    }
                    object.rest?
                }
            };
            self.property(shape)?;
            count += 1;
        }
        self.names.leave(&names);
        self.leave();
        seen.has_all(object).then_some(count)
    }

    /// Accepts the colon and the value of a property.
    #[inline]
    fn property(&mut self, shape: &Shape) -> Option<()> {
        self.scanner.colon().ok()?;
        let first = self.scanner.token()?;
        // Most values are strings, which need no call.
        let accepted = match shape {
            Shape::String => self.string(first),
            shape => self.value_at(first, shape),
        };
        accepted.then_some(())
    }

    /// Reads a property name. `Ok` is its index and shape; `Err` is an additional property's name,
    /// or `None` if the name cannot be read.
    #[inline]
    fn declared<'s>(
        &mut self,
        object: &'s ObjectShape,
        expected: usize,
    ) -> Result<(usize, &'s Shape), Option<Text<'t>>> {
        if let Some(part) = object.parts.get(expected)
            && object.plain
            && self.scanner.eat_name(part.name)
        {
            return Ok((expected, &part.shape));
        }
        let name = self.scanner.string().map_err(|_| None)?;
        let index = object.parts.find(expected, &name);
        let part = index.and_then(|index| Some((index, &object.parts.get(index)?.shape)));
        part.ok_or(Some(name))
    }

    /// Accepts a value with assertions on its string, its size or its number. For other inner
    /// shapes a value is read.
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
                let count = if first == b'{' { self.map(value) } else { None };
                count.is_some_and(|count| rules.iter().all(|rule| rule.allows_members(count)))
            }
            Shape::Number | Shape::Integer => {
                let number = self.number(first);
                number.is_some_and(|number| {
                    let whole = matches!(inner, Shape::Number) || number.is_integer();
                    whole && rules.iter().all(|rule| rule.allows_number(number))
                })
            }
            _ => read.here(&mut self.scanner, &mut self.decisions),
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
}

/// The declared properties of an object that have occurred: a bit for each of the first 128.
struct Seen {
    few: u128,
    more: Vec<bool>,
}

impl Seen {
    #[inline]
    fn new(parts: usize) -> Self {
        let more = match parts.checked_sub(ObjectShape::FEW) {
            None | Some(0) => Vec::new(),
            Some(more) => vec![false; more],
        };
        Self { few: 0, more }
    }

    /// Marks a property. Returns whether it occurs for the first time.
    #[inline]
    fn insert(&mut self, index: usize) -> bool {
        if index < ObjectShape::FEW {
            let bit = 1 << index;
            let new = self.few & bit == 0;
            self.few |= bit;
            return new;
        }
        match self.more.get_mut(index - ObjectShape::FEW) {
            Some(seen) => !mem::replace(seen, true),
            None => false,
        }
    }

    /// Whether no required property is absent.
    #[inline]
    fn has_all(&self, object: &ObjectShape) -> bool {
        if self.few & object.required != object.required {
            return false;
        }
        let more = object
            .parts
            .list()
            .iter()
            .skip(ObjectShape::FEW)
            .zip(&self.more);
        self.more.is_empty() || more.into_iter().all(|(part, seen)| *seen || !part.required)
    }
}
