//! Counts of valid, invalid and undecided payloads, and the exit code that they give.

use std::{fmt, process::ExitCode};

/// The outcome of a run; nothing else determines the exit code of `validate` and `identify`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) valid: usize,
    pub(crate) invalid: usize,
    pub(crate) undecided: usize,
}

impl Tally {
    /// 3 if something is undecided, else 1 if something is invalid, else 0.
    pub(crate) fn exit_code(self) -> ExitCode {
        ExitCode::from(self.code())
    }

    const fn code(self) -> u8 {
        match self {
            Self { undecided: 1.., .. } => 3,
            Self { invalid: 1.., .. } => 1,
            Self { .. } => 0,
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            valid,
            invalid,
            undecided,
        } = self;
        write!(f, "{valid} valid, {invalid} invalid, {undecided} undecided")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_be_decided_beats_what_is_invalid() {
        let code = |valid, invalid, undecided| {
            let tally = Tally {
                valid,
                invalid,
                undecided,
            };
            tally.code()
        };
        assert_eq!(code(0, 0, 0), 0);
        assert_eq!(code(9, 0, 0), 0);
        assert_eq!(code(9, 1, 0), 1);
        assert_eq!(code(9, 1, 1), 3);
    }
}
