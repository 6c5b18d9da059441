//! The assertions of constrained types, as data.

use crate::{Number, rules};

/// An assertion of a constrained type.
#[derive(Clone, Copy)]
pub enum Rule {
    /// `minLength`
    MinLength(u64),
    /// `maxLength`
    MaxLength(u64),
    /// `pattern`
    #[cfg(feature = "pattern")]
    Pattern(fn() -> &'static rules::Pattern),
    /// `minItems`
    MinItems(u64),
    /// `maxItems`
    MaxItems(u64),
    /// `minProperties`
    MinProperties(u64),
    /// `maxProperties`
    MaxProperties(u64),
    /// An assertion on numbers.
    Number(fn(&Number) -> bool),
}

impl Rule {
    pub(super) fn allows_text(&self, text: &str) -> bool {
        match *self {
            Self::MinLength(limit) => rules::min_length(text, limit).is_ok(),
            Self::MaxLength(limit) => rules::max_length(text, limit).is_ok(),
            #[cfg(feature = "pattern")]
            Self::Pattern(pattern) => pattern().is_match(text),
            _ => true,
        }
    }

    pub(super) fn allows_items(&self, count: usize) -> bool {
        match *self {
            Self::MinItems(limit) => rules::min_items(count, limit).is_ok(),
            Self::MaxItems(limit) => rules::max_items(count, limit).is_ok(),
            _ => true,
        }
    }

    pub(super) fn allows_members(&self, count: usize) -> bool {
        match *self {
            Self::MinProperties(limit) => rules::min_properties(count, limit).is_ok(),
            Self::MaxProperties(limit) => rules::max_properties(count, limit).is_ok(),
            _ => true,
        }
    }

    pub(super) fn allows_number(&self, number: Number) -> bool {
        match *self {
            Self::Number(holds) => holds(&number),
            _ => true,
        }
    }
}
