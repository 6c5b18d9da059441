//! The measured figures, as a table for people and as JSON for programs, and whether one exceeds
//! the baseline's by more than the limit.

use serde_json::{Value, json};

/// The largest allowed ratio of a figure to the baseline's.
const LIMIT: f64 = 1.10;

/// All figures, here and at the baseline.
pub(super) struct Comparison<'a> {
    /// The other revision as the user named it, if there is one.
    pub(super) baseline: Option<&'a str>,
    pub(super) figures: Vec<Figure>,
}

/// A measured quantity.
pub(super) struct Figure {
    package: &'static str,
    what: &'static str,
    unit: Unit,
    here: f64,
    baseline: Option<f64>,
    /// The longest of the times of one revision, as a multiple of the shortest.
    spread: f64,
}

/// The unit of a figure.
#[derive(Clone, Copy)]
pub(super) enum Unit {
    Seconds,
    Lines,
    /// Lines of source. They are printed, but do not count for the limit: some may be behind
    /// features that are off.
    SourceLines,
}

impl Figure {
    /// From the values here and, if there is one, at the baseline.
    pub(super) fn new(
        package: &'static str,
        what: &'static str,
        unit: Unit,
        values: impl IntoIterator<Item = f64>,
    ) -> Self {
        let mut values = values.into_iter();
        Self {
            package,
            what,
            unit,
            here: values.next().unwrap_or(f64::NAN),
            baseline: values.next(),
            spread: 1.0,
        }
    }

    /// How much the measured times differ.
    pub(super) fn with_spread(self, spread: f64) -> Self {
        Self { spread, ..self }
    }

    fn ratio(&self) -> Option<f64> {
        self.baseline.map(|baseline| self.here / baseline)
    }

    fn text(&self, value: f64) -> String {
        match self.unit {
            Unit::Seconds => format!("{value:.2} s"),
            Unit::Lines | Unit::SourceLines => format!("{value:.0}"),
        }
    }
}

impl Comparison<'_> {
    /// Prints everything as Markdown.
    pub(super) fn print(&self) {
        println!(
            "| crate | | here | {} | ratio |",
            self.baseline.unwrap_or("-")
        );
        println!("| --- | --- | ---: | ---: | ---: |");
        for figure in &self.figures {
            let absent = || "-".to_owned();
            println!(
                "| {} | {} | {} | {} | {} |",
                figure.package,
                figure.what,
                figure.text(figure.here),
                figure.baseline.map_or_else(absent, |it| figure.text(it)),
                figure.ratio().map_or_else(absent, |it| format!("{it:.2}")),
            );
        }
        if self.baseline.is_some() {
            let verdict = if self.is_worse() {
                "falls short"
            } else {
                "kept"
            };
            println!(
                "no time and no LLVM IR may be more than {LIMIT:.2} of the baseline's: {verdict}"
            );
        }
        if self.is_doubtful() {
            println!(
                "the machine is busy: times of one build differ by more than that, so the ratios prove nothing"
            );
        }
    }

    /// Whether times of the same build differ by more than the limit.
    fn is_doubtful(&self) -> bool {
        self.figures.iter().any(|figure| figure.spread > LIMIT)
    }

    /// Whether a figure has grown by more than the limit.
    pub(super) fn is_worse(&self) -> bool {
        let counts = |figure: &&Figure| !matches!(figure.unit, Unit::SourceLines);
        let mut ratios = self.figures.iter().filter(counts).filter_map(Figure::ratio);
        ratios.any(|ratio| ratio > LIMIT)
    }

    /// Everything as one object.
    pub(super) fn json(&self) -> Value {
        let figure = |figure: &Figure| {
            json!({
                "crate": figure.package,
                "what": figure.what,
                "here": figure.here,
                "baseline": figure.baseline,
                "ratio": figure.ratio(),
                "spread": figure.spread,
            })
        };
        json!({
            "baseline": self.baseline,
            "limit": LIMIT,
            "holds": !self.is_worse(),
            "figures": self.figures.iter().map(figure).collect::<Vec<_>>(),
        })
    }
}

/// A count as the value of a figure: exact, since every `u32` fits a double.
pub(super) fn count(lines: u64) -> f64 {
    u32::try_from(lines).map_or(f64::INFINITY, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comparison(here: f64, baseline: Option<f64>) -> Comparison<'static> {
        let values = [here].into_iter().chain(baseline);
        Comparison {
            baseline: baseline.map(|_| "main"),
            figures: vec![Figure::new("models", "cargo check", Unit::Seconds, values)],
        }
    }

    #[test]
    fn a_tenth_more_is_the_limit() {
        assert!(!comparison(1.09, Some(1.0)).is_worse());
        assert!(comparison(1.11, Some(1.0)).is_worse());
        assert!(!comparison(0.5, Some(1.0)).is_worse());
    }

    #[test]
    fn times_that_differ_are_doubted() {
        let mut comparison = comparison(1.0, Some(1.0));
        assert!(!comparison.is_doubtful());
        let figure = comparison.figures.remove(0).with_spread(1.5);
        comparison.figures.push(figure);
        assert!(comparison.is_doubtful());
    }

    #[test]
    fn nothing_is_worse_than_nothing() {
        let alone = comparison(9.0, None);
        assert!(!alone.is_worse());
        assert_eq!(alone.json()["figures"][0]["ratio"], Value::Null);
    }
}
