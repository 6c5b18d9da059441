//! The figures that are promised, held against those that were measured. Ratios of one run only.

use crate::{
    invalid::Refusal,
    lines::Throughput,
    measure::{Reading, geometric_mean},
    payloads::Size,
};

/// A promised figure.
pub(crate) struct Claim {
    /// In words.
    pub(crate) name: String,
    /// What was measured.
    pub(crate) measured: f64,
    /// What was promised.
    pub(crate) promised: f64,
    /// Whether less is better.
    pub(crate) at_most: bool,
}

impl Claim {
    /// Whether the promise is kept.
    pub(crate) fn holds(&self) -> bool {
        if self.at_most {
            self.measured <= self.promised
        } else {
            self.measured >= self.promised
        }
    }
}

/// Every claim.
pub(crate) fn judge(readings: &[Reading], refusals: &[Refusal], lines: &Throughput) -> Vec<Claim> {
    let mean = |size: Size, letter: char, base: char, promised: f64| {
        let readings = readings.iter().filter(|reading| reading.size == size);
        let ratios: Vec<_> = readings
            .map(|reading| reading.ratio(letter, base))
            .collect();
        let name = format!("{} payloads: ({letter}) / ({base})", size.name());
        Claim {
            name,
            measured: geometric_mean(&ratios),
            promised,
            at_most: true,
        }
    };
    let refused: Vec<_> = refusals.iter().map(Refusal::ratio).collect();
    vec![
        mean(Size::Medium, 'f', 'b', 0.80),
        mean(Size::Medium, 'f', 'd', 0.45),
        mean(Size::Medium, 'g', 'e', 0.30),
        mean(Size::Large, 'f', 'b', 0.80),
        mean(Size::Large, 'g', 'e', 0.30),
        Claim {
            name: "invalid payloads: (h) / (c)".to_owned(),
            measured: geometric_mean(&refused),
            promised: 1.5,
            at_most: true,
        },
        Claim {
            name: "lines: two threads / one thread".to_owned(),
            measured: lines.gain(),
            promised: 1.8,
            at_most: false,
        },
    ]
}
