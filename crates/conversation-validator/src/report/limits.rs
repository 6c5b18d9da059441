//! How much of names and messages is shown in reports for people.

/// What a payload without a source is called.
pub(crate) const NAMELESS: &str = "payload";

/// How many characters of a pointer are shown: its names come from the payload.
pub(crate) const LONGEST_POINTER: usize = 300;

/// How many characters of a message are shown.
pub(crate) const LONGEST_LINE: usize = 1000;

/// How many characters of a property's name are shown.
pub(crate) const LONGEST_NAME: usize = 100;
