//! Reads property names. A declared name is looked up without a copy and becomes its index.

use std::{fmt, mem};

use serde::{
    Deserializer,
    de::{DeserializeSeed, MapAccess, Visitor},
};

use crate::acceptance::Parts;

/// What follows in an object.
pub(super) enum Next {
    /// The end of the object.
    End,
    /// A declared name, as its index.
    Known(usize),
    /// Another name, available from [`Names::other`].
    Other,
}

/// Reads the names of one object. Not generic, so that the code is compiled once and not for each
/// object type.
pub(super) struct Names {
    declared: Parts,
    /// The index of the name that is expected next.
    expected: usize,
    /// Whether the deserializer is this crate's own over text and all names need no escapes, so
    /// that the expected name can be compared with the input directly.
    may_guess: bool,
    found: Option<usize>,
    other: String,
}

impl Names {
    /// For an object with the declared properties `declared`.
    pub(super) fn new(declared: Parts, may_guess: bool) -> Self {
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

    /// The name read last, if it is not declared.
    pub(super) fn last(&self) -> &str {
        &self.other
    }

    /// Takes the name read last, if it is not declared.
    pub(super) fn other(&mut self) -> String {
        mem::take(&mut self.other)
    }
}

/// Reads one name. The result is stored in [`Names`]: a reference passes through serde's layers in
/// a register, a larger value would be copied in each.
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
        f.write_str("a property name")
    }

    /// The expected name was found.
    #[inline]
    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.found = Some(self.0.expected);
        Ok(())
    }

    fn visit_str<E>(self, name: &str) -> Result<(), E> {
        self.0.found = self.0.declared.find(self.0.expected, name);
        if self.0.found.is_none() {
            // Exactly as large as the name, which is kept.
            self.0.other = String::from(name);
        }
        Ok(())
    }

    fn visit_string<E>(self, name: String) -> Result<(), E> {
        self.0.found = self.0.declared.find(self.0.expected, &name);
        if self.0.found.is_none() {
            self.0.other = name;
        }
        Ok(())
    }
}
