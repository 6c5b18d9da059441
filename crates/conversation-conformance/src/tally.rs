//! Counts outcomes: a row of the table for each section and one for all, and the most frequent
//! reasons of diagnostics.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::outcome::{Class, Grade, Outcome};

/// A row of the table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(super) struct Tally {
    /// Schemas.
    pub(super) cases: usize,
    pub(super) generated: usize,
    /// Schemas with a diagnostic that some validator cannot use either.
    pub(super) rightly_refused: usize,
    pub(super) diagnosed: usize,
    /// The generator panicked, crashed or took too long.
    pub(super) died: usize,
    pub(super) compiled: usize,
    /// Instances of all schemas.
    pub(super) instances: usize,
    /// Instances with an expected verdict, of all schemas that are not rightly refused.
    pub(super) tests: usize,
    pub(super) right: usize,
    /// Instances that were rightly accepted.
    pub(super) accepted: usize,
    pub(super) lossless: usize,
    pub(super) types: usize,
    pub(super) proven: usize,
}

impl Tally {
    pub(super) fn of<'o>(outcomes: impl IntoIterator<Item = &'o Outcome<'o>>) -> Self {
        let mut tally = Self::default();
        for outcome in outcomes {
            tally.count(outcome);
        }
        tally
    }

    fn count(&mut self, outcome: &Outcome<'_>) {
        self.cases += 1;
        match outcome.class() {
            Class::Generated => self.generated += 1,
            Class::RightlyRefused => self.rightly_refused += 1,
            Class::Diagnosed => self.diagnosed += 1,
            Class::Died => self.died += 1,
        }
        self.compiled += usize::from(outcome.compiled());
        self.instances += outcome.case.instances.len();
        if outcome.class() != Class::RightlyRefused {
            self.tests += outcome.expected().flatten().count();
        }
        for (_, grade) in outcome.grades() {
            self.right += usize::from(grade != Grade::Wrong);
            self.accepted += usize::from(matches!(grade, Grade::Lossless | Grade::Lossy));
            self.lossless += usize::from(grade == Grade::Lossless);
        }
        if let Some(generated) = outcome.generated() {
            self.types += generated.types;
            self.proven += generated.proven;
        }
    }

    /// Titles and counts of the columns; those that need compiled types only if `compiled`.
    fn columns(&self, compiled: bool) -> Vec<(&'static str, usize)> {
        let generated = [
            ("schemas", self.cases),
            ("generated", self.generated),
            ("rightly refused", self.rightly_refused),
            ("diagnosed", self.diagnosed),
            ("died", self.died),
            ("types", self.types),
            ("proven", self.proven),
        ];
        let asked = [
            ("compiled", self.compiled),
            ("instances", self.instances),
            ("tests", self.tests),
            ("right", self.right),
            ("accepted", self.accepted),
            ("lossless", self.lossless),
        ];
        let asked = asked.into_iter().filter(|_| compiled);
        generated.into_iter().chain(asked).collect()
    }
}

/// The table of all sections, with a row for their sum.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) rows: Vec<(String, Tally)>,
    /// Whether the generated types were compiled and run.
    pub(super) compiled: bool,
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rows, compiled } = self;
        write!(f, "{:14}", "")?;
        for (title, _) in Tally::default().columns(*compiled) {
            write!(f, "{title:>0$}", width(title))?;
        }
        for (name, tally) in rows {
            write!(f, "\n{name:14}")?;
            for (title, count) in tally.columns(*compiled) {
                write!(f, "{count:>0$}", width(title))?;
            }
        }
        Ok(())
    }
}

const fn width(title: &str) -> usize {
    let title = title.len() + 2;
    if title < 8 { 8 } else { title }
}

/// How often each diagnostic code was given, also where the diagnostic is right.
pub(super) fn codes(outcomes: &[Outcome<'_>]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for diagnosed in outcomes.iter().filter_map(Outcome::diagnosed) {
        *counts.entry(diagnosed.code.clone()).or_default() += 1;
    }
    counts.into_iter().collect()
}

/// How often each reason for a wrong diagnostic was given, the most frequent first. Messages that
/// differ only in what they quote count as one reason.
pub(super) fn reasons(outcomes: &[Outcome<'_>]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for outcome in outcomes.iter().filter(|it| it.class() == Class::Diagnosed) {
        if let Some(diagnosed) = outcome.diagnosed() {
            let reason = without_names(&diagnosed.message);
            *counts.entry(reason).or_default() += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

/// A diagnostic from its code on, with `…` for everything in backticks.
fn without_names(message: &str) -> String {
    let from = message.find("error[").unwrap_or_default();
    let parts = message[from..].split('`').enumerate();
    let quoted = |(index, part): (usize, &str)| match index % 2 {
        0 => part.to_owned(),
        _ => "`…`".to_owned(),
    };
    parts.map(quoted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::tests::{case, diagnosed, outcome};
    use crate::said::Said;

    fn said() -> Vec<Said> {
        let accepted = |text: &str| Said::Accepted(text.to_owned());
        vec![accepted("1"), accepted("3"), accepted("\"x\"")]
    }

    #[test]
    fn rows_count_verdicts_of_what_was_not_generated_as_missing() {
        let case = case("c");
        let outcomes = [outcome(&case, said()), diagnosed(&case, "no")];
        let expected = Tally {
            cases: 2,
            generated: 1,
            diagnosed: 1,
            compiled: 1,
            instances: 6,
            tests: 6,
            right: 2,
            accepted: 2,
            lossless: 1,
            types: 3,
            proven: 2,
            ..Tally::default()
        };
        assert_eq!(Tally::of(&outcomes), expected);
        let rows = vec![("draft7".to_owned(), expected)];
        let compiled = true;
        let table = Table { rows, compiled }.to_string();
        let cells: Vec<&str> = table.lines().nth(1).unwrap().split_whitespace().collect();
        assert_eq!(
            cells,
            [
                "draft7", "2", "1", "0", "1", "0", "3", "2", "1", "6", "6", "2", "2", "1"
            ]
        );
    }

    #[test]
    fn reasons_are_the_same_whatever_they_quote() {
        let case = case("c");
        let outcomes = [
            diagnosed(
                &case,
                "a.json:1:2: error[unsupported]: not `x` yet (at `a`)",
            ),
            diagnosed(
                &case,
                "b.json:3:4: error[unsupported]: not `y` yet (at `b`)",
            ),
        ];
        let expected = "error[unsupported]: not `…` yet (at `…`)".to_owned();
        assert_eq!(reasons(&outcomes), [(expected, 2)]);
    }
}
