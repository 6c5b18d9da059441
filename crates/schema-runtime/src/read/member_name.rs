//! Names of members, looked up where they stand in the input: a declared name becomes its index without being copied.

use std::{fmt, mem};

use serde::{
    Deserializer,
    de::{DeserializeSeed, MapAccess, Visitor},
};

use crate::judge::Part;

/// Which part has the name, looking from `expected` on and round: members mostly come in the order of the schema.
#[inline]
pub(crate) fn find(parts: &[Part], expected: usize, name: &str) -> Option<usize> {
    let (before, after) = parts.split_at_checked(expected).unwrap_or((parts, &[]));
    let later = after.iter().position(|part| part.name == name);
    let earlier = || before.iter().position(|part| part.name == name);
    later.map(|index| index + before.len()).or_else(earlier)
}

/// What the reader of an object finds where a member could stand.
pub(super) enum Next {
    /// The end of the object.
    End,
    /// A declared name, by its place among them.
    Known(usize),
    /// Another name, which [`Names::other`] gives out.
    Other,
}

/// Reads the names of one object. No type stands in here, so that this code exists once and not once per object type.
pub(super) struct Names {
    declared: &'static [Part],
    /// The place of the name that is expected next.
    expected: usize,
    /// Whether the deserializer is this crate's own over text and all names are plain, so that the expected one may be guessed.
    may_guess: bool,
    found: Option<usize>,
    other: String,
}

impl Names {
    /// Names of which some are declared.
    pub(super) fn new(declared: &'static [Part], may_guess: bool) -> Self {
        Self {
            declared,
            expected: 0,
            may_guess,
            found: None,
            other: String::new(),
        }
    }

    /// Reads the next name.
    #[expect(clippy::inline_always, reason = "a tenth of the time of a typed read")]
    #[inline(always)]
    pub(super) fn next<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<Next, A::Error> {
        if map.next_key_seed(NameSeed(self))?.is_none() {
            return Ok(Next::End);
        }
        Ok(match self.found {
            Some(index) => {
                self.expected = index + 1;
                Next::Known(index)
            }
            None => Next::Other,
        })
    }

    /// The name that was read last, if it is not declared.
    pub(super) fn last(&self) -> &str {
        &self.other
    }

    /// The same, to keep.
    pub(super) fn other(&mut self) -> String {
        mem::take(&mut self.other)
    }
}

/// Reads one name. What is found stays with [`Names`]: a reference passes through serde's layers in a register, more would be copied
/// in each.
struct NameSeed<'n>(&'n mut Names);

impl<'de> DeserializeSeed<'de> for NameSeed<'_> {
    type Value = ();

    #[expect(clippy::inline_always, reason = "a tenth of the time of a typed read")]
    #[inline(always)]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.0.declared.get(self.0.expected) {
            Some(guess) if self.0.may_guess => {
                deserializer.deserialize_newtype_struct(guess.name, self)
            }
            _ => deserializer.deserialize_str(self),
        }
    }
}

impl Visitor<'_> for NameSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member name")
    }

    /// The guess was right.
    #[inline]
    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.found = Some(self.0.expected);
        Ok(())
    }

    fn visit_str<E>(self, name: &str) -> Result<(), E> {
        self.0.found = find(self.0.declared, self.0.expected, name);
        if self.0.found.is_none() {
            name.clone_into(&mut self.0.other);
        }
        Ok(())
    }

    fn visit_string<E>(self, name: String) -> Result<(), E> {
        self.0.found = find(self.0.declared, self.0.expected, &name);
        if self.0.found.is_none() {
            self.0.other = name;
        }
        Ok(())
    }
}
