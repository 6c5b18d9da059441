//! Assigns property names to groups by `patternProperties`. It depends on names only, never on
//! values.

use super::Pattern;
use crate::{Violation, undecided};

/// The names that belong to a group, by ECMA-262 regular expressions that match somewhere in a
/// name.
#[derive(Debug, Clone, Copy)]
pub enum Names {
    /// Names that match one of the expressions.
    Any(&'static [&'static str]),
    /// Names that match all of them.
    All(&'static [&'static str]),
}

/// The groups of an object, meant to be kept in a `static` behind a `LazyLock`. Keyword
/// `patternProperties` ([JSON Schema core, draft 2020-12, section
/// 10.3.2.2](https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.2)).
pub struct NameGroups(Vec<Group>);

struct Group {
    /// Whether all patterns must match, or any of them.
    all: bool,
    patterns: Vec<Pattern>,
}

impl NameGroups {
    /// Compiles the patterns of all groups. A name belongs to the first group that matches it.
    #[must_use]
    pub fn new(groups: &[Names]) -> Self {
        Self(groups.iter().copied().map(Group::new).collect())
    }

    /// The index of the group that a name belongs to; `None` if there is none.
    #[must_use]
    pub fn of(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|group| group.holds(name))
    }

    /// Checks that every name belongs to a group: `"additionalProperties": false` beside patterns.
    ///
    /// # Errors
    ///
    /// If a name does not; the violation names the first one.
    pub fn hold<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Result<(), Violation> {
        undecided::decided(
            || match names.into_iter().find(|name| self.of(name).is_none()) {
                None => Ok(()),
                Some(name) => Err(self.ungrouped(name)),
            },
        )
    }

    #[cold]
    fn ungrouped(&self, name: &str) -> Violation {
        let patterns = self.0.iter().flat_map(|group| &group.patterns);
        let patterns: Vec<_> = patterns
            .map(|pattern| format!("`{}`", pattern.source()))
            .collect();
        let patterns = patterns.join(" or ");
        let expected =
            format!("have properties whose names match {patterns}, which `{name}` does not");
        Violation::rule("additionalProperties", expected)
    }
}

impl Group {
    fn new(names: Names) -> Self {
        let (all, sources) = match names {
            Names::Any(sources) => (false, sources),
            Names::All(sources) => (true, sources),
        };
        let patterns = sources.iter().copied().map(Pattern::new).collect();
        Self { all, patterns }
    }

    fn holds(&self, name: &str) -> bool {
        let mut patterns = self.patterns.iter();
        if self.all {
            patterns.all(|pattern| pattern.is_match(name))
        } else {
            patterns.any(|pattern| pattern.is_match(name))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ConstraintError;

    #[test]
    fn the_first_group_that_fits_has_the_name() {
        let groups = NameGroups::new(&[
            Names::All(&["^a", "z$"]),
            Names::Any(&["^a", "^b"]),
            Names::Any(&["z$"]),
        ]);
        for (name, place) in [
            ("a", Some(1)),
            ("b-z", Some(1)),
            ("az", Some(0)),
            ("z", Some(2)),
            ("c", None),
            ("", None),
        ] {
            assert_eq!(groups.of(name), place, "{name}");
        }
    }

    #[test]
    fn a_name_of_no_group_is_refused_with_the_patterns() {
        let groups = NameGroups::new(&[Names::Any(&["^a", "^b"])]);
        assert_eq!(groups.hold(["a", "bc"]), Ok(()));
        let refused = ConstraintError::from(groups.hold(["a", "c"]).unwrap_err());
        assert_eq!(refused.keyword(), Some("additionalProperties"));
        assert!(refused.to_string().contains("`^a` or `^b`"), "{refused}");
    }
}
