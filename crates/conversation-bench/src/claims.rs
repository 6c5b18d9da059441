//! Compares measured figures with the claimed ones. All are ratios of figures from the same run.

use crate::{
    invalid::Rejection,
    lines::Throughput,
    measure::{Reading, geometric_mean},
    payloads::Size,
};

/// A claim about one figure.
pub(crate) struct Claim {
    /// What it is about.
    pub(crate) name: String,
    /// The measured figure.
    pub(crate) measured: f64,
    /// The claimed figure.
    pub(crate) promised: f64,
    /// Whether the claim is an upper bound.
    pub(crate) at_most: bool,
}

impl Claim {
    /// Whether the measured figure satisfies the claim.
    pub(crate) fn holds(&self) -> bool {
        if self.at_most {
            self.measured <= self.promised
        } else {
            self.measured >= self.promised
        }
    }
}

/// All claims with the measured figures.
pub(crate) fn claims(
    readings: &[Reading],
    rejections: &[Rejection],
    lines: &Throughput,
) -> Vec<Claim> {
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
    let ratios: Vec<_> = rejections.iter().map(Rejection::ratio).collect();
    vec![
        mean(Size::Medium, 'f', 'b', 0.80),
        mean(Size::Medium, 'f', 'd', 0.45),
        mean(Size::Medium, 'g', 'e', 0.30),
        mean(Size::Large, 'f', 'b', 0.80),
        mean(Size::Large, 'g', 'e', 0.30),
        Claim {
            name: "invalid payloads: (h) / (c)".to_owned(),
            measured: geometric_mean(&ratios),
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
