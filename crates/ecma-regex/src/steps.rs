//! The step budget of backtracking.

use std::fmt;

/// The remaining steps of patterns with back-references, shared by all matches of one payload.
///
/// Other patterns take no steps: they are matched in time linear in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Steps {
    left: u64,
}

/// The match exceeded its step budget, so it is undecided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undecided;

impl Steps {
    /// The steps that each byte of a text adds, so that long texts can be matched.
    const PER_BYTE: u64 = 16;

    /// The budget of one payload: about ten milliseconds, and more for long texts.
    #[must_use]
    pub const fn per_payload() -> Self {
        Self::new(1_000_000)
    }

    /// A budget of `left` steps.
    #[must_use]
    pub const fn new(left: u64) -> Self {
        Self { left }
    }

    /// The number of remaining steps.
    #[must_use]
    pub const fn left(self) -> u64 {
        self.left
    }

    /// Adds the steps that a text of this length may take.
    pub(crate) fn grant(&mut self, text: &str) {
        if self.left > 0 {
            let granted = Self::PER_BYTE.saturating_mul(text.len() as u64);
            self.left = self.left.saturating_add(granted);
        }
    }

    #[inline]
    pub(crate) fn take(&mut self, steps: usize) -> Result<(), Undecided> {
        match self.left.checked_sub(steps as u64) {
            Some(left) if left > 0 => {
                self.left = left;
                Ok(())
            }
            _ => Err(self.run_out()),
        }
    }

    /// Sets the remaining steps to 0, so that no further match of the payload begins.
    pub(crate) fn run_out(&mut self) -> Undecided {
        self.left = 0;
        Undecided
    }
}

impl Default for Steps {
    fn default() -> Self {
        Self::per_payload()
    }
}

impl fmt::Display for Undecided {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("matching a pattern with back-references took too many steps")
    }
}

impl std::error::Error for Undecided {}
