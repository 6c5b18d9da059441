//! Measures the median time of each contender on a payload. Every round measures every contender
//! once, so that all run under the same conditions.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use crate::{
    contenders::Contender,
    payloads::{Payload, Size},
};

/// The minimum duration of one measurement: long enough for the clock, short enough to alternate
/// often.
const SLICE: Duration = Duration::from_micros(700);

/// The median times of all contenders on one payload.
pub(crate) struct Reading {
    /// The payload's model.
    pub(crate) model: &'static str,
    /// Its size.
    pub(crate) size: Size,
    /// Its length.
    pub(crate) bytes: usize,
    /// Each contender with its nanoseconds for one payload.
    pub(crate) times: Vec<(Contender, f64)>,
}

impl Reading {
    /// Nanoseconds of the contender with this letter.
    pub(crate) fn time(&self, letter: char) -> f64 {
        let found = self
            .times
            .iter()
            .find(|(contender, _)| contender.letter == letter);
        found.map_or(f64::NAN, |(_, time)| *time)
    }

    /// How many times as long one contender takes as another.
    pub(crate) fn ratio(&self, letter: char, base: char) -> f64 {
        self.time(letter) / self.time(base)
    }
}

/// Measures every contender on every payload.
///
/// An error if a contender rejects a payload: its time would be meaningless.
pub(crate) fn readings(payloads: &[Payload], rounds: usize) -> Result<Vec<Reading>, String> {
    payloads
        .iter()
        .map(|payload| reading(payload, rounds))
        .collect()
}

fn reading(payload: &Payload, rounds: usize) -> Result<Reading, String> {
    let bytes = payload.bytes.as_slice();
    for contender in &payload.contenders {
        if !(contender.run)(bytes) {
            return Err(format!(
                "{} rejects the {} payload of {}",
                contender.name,
                payload.size.name(),
                payload.model
            ));
        }
    }
    let runs: Vec<_> = payload
        .contenders
        .iter()
        .map(|contender| move |bytes: &[u8]| (contender.run)(bytes))
        .collect();
    let times = medians(&runs, bytes, rounds);
    Ok(Reading {
        model: payload.model.name(),
        size: payload.size,
        bytes: bytes.len(),
        times: payload.contenders.iter().copied().zip(times).collect(),
    })
}

/// The median time of each, in nanoseconds for one call.
pub(crate) fn medians(runs: &[impl Fn(&[u8]) -> bool], bytes: &[u8], rounds: usize) -> Vec<f64> {
    let counts: Vec<u32> = runs.iter().map(|run| calls_per_slice(run, bytes)).collect();
    let mut times = vec![Vec::with_capacity(rounds); runs.len()];
    for _ in 0..rounds {
        for ((run, count), times) in runs.iter().zip(&counts).zip(&mut times) {
            times.push(time(run, bytes, *count));
        }
    }
    times.into_iter().map(median).collect()
}

fn time(run: &impl Fn(&[u8]) -> bool, bytes: &[u8], count: u32) -> f64 {
    let start = Instant::now();
    for _ in 0..count {
        black_box(run(black_box(bytes)));
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(count)
}

fn calls_per_slice(run: &impl Fn(&[u8]) -> bool, bytes: &[u8]) -> u32 {
    let mut count = 1;
    loop {
        let taken = time(run, bytes, count) * f64::from(count);
        if taken >= SLICE.as_secs_f64() * 1e9 || count >= 1 << 20 {
            return count;
        }
        count *= 2;
    }
}

/// The median; NaN of an empty list.
pub(crate) fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The geometric mean; NaN of an empty list.
pub(crate) fn geometric_mean(ratios: &[f64]) -> f64 {
    let count = u32::try_from(ratios.len()).map_or(f64::NAN, f64::from);
    (ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / count).exp()
}
