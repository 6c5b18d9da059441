//! What matching may cost.

use std::fmt;

/// The steps that patterns with back-references may still take, shared by all matches of one payload.
///
/// No other pattern takes any: those are matched in time that grows with the text and with nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Steps {
    left: u64,
}

/// The match exceeded its step budget, so it is undecided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undecided;

impl Steps {
    /// What each byte of a text adds, so that long texts have time to be looked at.
    const PER_BYTE: u64 = 16;

    /// Those of one payload: some ten milliseconds, and more for long texts.
    #[must_use]
    pub const fn per_payload() -> Self {
        Self::new(1_000_000)
    }

    /// A number of steps.
    #[must_use]
    pub const fn new(left: u64) -> Self {
        Self { left }
    }

    /// How many are left.
    #[must_use]
    pub const fn left(self) -> u64 {
        self.left
    }

    /// Adds what a text may take.
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

    /// Leaves nothing, so that no further match of the payload begins.
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
