//! Sets of code points, as described by character classes.
//!
//! A set may contain surrogates, since patterns may name them. No text contains any, so they are
//! removed before a set is matched or written.

/// Code points as sorted ranges that neither overlap nor adjoin.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Set(Vec<(u32, u32)>);

/// The last code point of Unicode.
pub(crate) const LAST: u32 = 0x10_FFFF;

const SURROGATES: (u32, u32) = (0xD800, 0xDFFF);

impl Set {
    pub(crate) fn of(ranges: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut set = Self(ranges.into_iter().collect());
        set.normalize();
        set
    }

    pub(crate) fn one(point: u32) -> Self {
        Self(vec![(point, point)])
    }

    /// `.` without the flag `s`: everything but line terminators.
    pub(crate) fn dot() -> Self {
        Self::of(LINE_TERMINATORS.iter().copied()).complement()
    }

    /// `\d`
    pub(crate) fn digit() -> Self {
        Self::of([('0'.into(), '9'.into())])
    }

    /// `\w` without the flag `i`.
    pub(crate) fn word() -> Self {
        let ranges = [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
        Self::of(ranges.map(|(first, last)| (first.into(), last.into())))
    }

    /// `\s`: `WhiteSpace` and `LineTerminator`, so U+FEFF is in it and U+0085 is not.
    pub(crate) fn space() -> Self {
        Self::of(WHITE_SPACE.iter().copied())
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.0.extend_from_slice(&other.0);
        self.normalize();
    }

    pub(crate) fn complement(&self) -> Self {
        let mut ranges = Vec::with_capacity(self.0.len() + 1);
        let mut next = 0;
        for &(first, last) in &self.0 {
            if next < first {
                ranges.push((next, first - 1));
            }
            next = last + 1;
        }
        if next <= LAST {
            ranges.push((next, LAST));
        }
        Self(ranges)
    }

    /// The set without surrogates: the code points that can occur in a text.
    pub(crate) fn scalars(&self) -> Self {
        let (low, high) = SURROGATES;
        let parts = self
            .0
            .iter()
            .flat_map(|&(first, last)| [(first, last.min(low - 1)), (first.max(high + 1), last)]);
        Self::of(parts.filter(|(first, last)| first <= last))
    }

    pub(crate) fn ranges(&self) -> &[(u32, u32)] {
        &self.0
    }

    pub(crate) fn contains(&self, point: u32) -> bool {
        let after = self.0.partition_point(|&(_, last)| last < point);
        self.0.get(after).is_some_and(|&(first, _)| first <= point)
    }

    /// The only character in the set, if there is exactly one.
    pub(crate) fn single(&self) -> Option<char> {
        match self.0.as_slice() {
            &[(first, last)] if first == last => char::from_u32(first),
            _ => None,
        }
    }

    fn normalize(&mut self) {
        self.0.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(self.0.len());
        for &(first, last) in &self.0 {
            match merged.last_mut() {
                Some(before) if first <= before.1.saturating_add(1) => {
                    before.1 = before.1.max(last);
                }
                _ => merged.push((first, last)),
            }
        }
        self.0 = merged;
    }
}

/// A set compiled for matching: a table for ASCII, ranges for the rest.
#[derive(Debug, Clone)]
pub(crate) struct Matcher {
    /// Indexed by byte. Entries beyond ASCII are `false`.
    ascii: [bool; 256],
    rest: Box<[(u32, u32)]>,
}

impl Matcher {
    pub(crate) fn new(set: &Set) -> Self {
        let set = set.scalars();
        let mut ascii = [false; 256];
        for (point, contained) in (0..128).zip(&mut ascii) {
            *contained = set.contains(point);
        }
        let rest = set.ranges().iter().filter(|(_, last)| *last > 127);
        Self {
            ascii,
            rest: rest.copied().collect(),
        }
    }

    #[inline]
    fn contains_byte(&self, byte: u8) -> bool {
        self.ascii.get(usize::from(byte)).copied().unwrap_or(false)
    }

    /// Whether the set contains every character of a text.
    pub(crate) fn contains_all(&self, text: &str) -> bool {
        let plain = text.bytes().position(|byte| !self.contains_byte(byte));
        // The first byte that is not ASCII or not contained begins a character.
        plain.is_none_or(|at| {
            let rest = text.get(at..).unwrap_or_default();
            rest.chars().all(|c| self.contains(c))
        })
    }

    #[inline]
    pub(crate) fn contains(&self, c: char) -> bool {
        if let Ok(byte) = u8::try_from(c)
            && byte.is_ascii()
        {
            return self.contains_byte(byte);
        }
        let point = u32::from(c);
        let after = self.rest.partition_point(|&(_, last)| last < point);
        self.rest
            .get(after)
            .is_some_and(|&(first, _)| first <= point)
    }
}

/// `LineTerminator` (ECMA-262, section 12.3).
const LINE_TERMINATORS: [(u32, u32); 3] = [(0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029)];

/// `WhiteSpace` and `LineTerminator` (ECMA-262, sections 12.2 and 12.3).
const WHITE_SPACE: [(u32, u32); 10] = [
    (0x09, 0x0D),
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
    (0xFEFF, 0xFEFF),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_point_is_in_a_set_or_in_its_complement() {
        for set in [
            Set::default(),
            Set::dot(),
            Set::of([(0, 5), (3, 9), (10, 10)]),
            Set::of([(0, LAST)]),
        ] {
            let complement = set.complement();
            for point in [0, 5, 9, 10, 11, 0xD800, 0x2028, LAST] {
                assert_ne!(set.contains(point), complement.contains(point), "{point:x}");
            }
        }
    }

    #[test]
    fn surrogates_are_in_no_text() {
        let set = Set::of([(0xD000, 0xE000)]).scalars();
        assert_eq!(set.ranges(), [(0xD000, 0xD7FF), (0xE000, 0xE000)]);
        assert_eq!(Set::of([(0xD800, 0xDFFF)]).scalars(), Set::default());
    }
}
