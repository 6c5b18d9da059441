//! The kinds of patterns, by how they are matched.

/// How a pattern is matched, and at what cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A regular language: linear time.
    Regular,
    /// Lookaheads or lookbehinds: linear time.
    LookAround,
    /// Back-references: backtracking, within [`Steps`](crate::Steps).
    BackReference,
}
