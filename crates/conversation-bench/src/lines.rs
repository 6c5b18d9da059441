//! Throughput over a file with one payload a line, all models mixed, with one thread and with two.

use std::{fs, thread, time::Instant};

use conversation_validator::Model;

use crate::{
    contenders::skip,
    measure::median,
    payloads::{compact, fixture, folder},
    subjects::{Ada, Genesys, Inkeep, Zendesk},
};

/// Throughput in megabytes per second.
pub(crate) struct Throughput {
    /// How many lines the file has.
    pub(crate) lines: usize,
    /// How many bytes it has.
    pub(crate) bytes: usize,
    /// `serde_json` skipping everything, one thread.
    pub(crate) skipping: f64,
    /// `is_valid`, one thread.
    pub(crate) one: f64,
    /// `is_valid`, two threads.
    pub(crate) two: f64,
}

impl Throughput {
    /// The throughput of two threads as a multiple of that of one.
    pub(crate) fn gain(&self) -> f64 {
        self.two / self.one
    }
}

/// How many passes over the file one measurement makes. A single pass takes a tenth of a second,
/// too short for a busy machine to move the second thread to another core.
const PASSES: u32 = 8;

/// A line with its model.
type Line = (Model, Vec<u8>);

/// Rewrites a fixture without white space.
type Compact = fn(&[u8]) -> Result<Vec<u8>, String>;

/// Measures each way `rounds` times, in alternation.
pub(crate) fn throughput(count: usize, rounds: usize) -> Result<Throughput, String> {
    let distinct = distinct()?;
    let mut text = Vec::new();
    let mut ends = Vec::with_capacity(count);
    for (model, line) in distinct.iter().cycle().take(count) {
        text.extend_from_slice(line);
        text.push(b'\n');
        ends.push((*model, text.len()));
    }
    let (mut skipping, mut one, mut two) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        skipping.push(seconds(&text, &ends, 1, |_, line| skip(line))?);
        one.push(seconds(&text, &ends, 1, Model::is_valid)?);
        two.push(seconds(&text, &ends, 2, Model::is_valid)?);
    }
    let speed = |seconds| megabytes(text.len()) / median(seconds);
    Ok(Throughput {
        lines: count,
        bytes: text.len(),
        skipping: speed(skipping),
        one: speed(one),
        two: speed(two),
    })
}

fn megabytes(bytes: usize) -> f64 {
    u32::try_from(bytes).map_or(f64::NAN, f64::from) / 1e6
}

/// Every valid fixture, the models in alternation.
fn distinct() -> Result<Vec<Line>, String> {
    let compacts: [(Model, Compact); 4] = [
        (Model::ZendeskChatEndedEvent, compact::<Zendesk>),
        (Model::AdaConversationEnded, compact::<Ada>),
        (Model::InkeepSupportTicketConversation, compact::<Inkeep>),
        (Model::GenesysConversationChat, compact::<Genesys>),
    ];
    let mut turns = Vec::new();
    for (model, compact) in compacts {
        for (turn, name) in names(model)?.iter().enumerate() {
            turns.push((turn, model, compact(&fixture(model, name)?)?));
        }
    }
    turns.sort_by_key(|(turn, ..)| *turn);
    Ok(turns
        .into_iter()
        .map(|(_, model, line)| (model, line))
        .collect())
}

fn names(model: Model) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(folder(model)).map_err(|error| error.to_string())?;
    let names: Result<Vec<_>, _> = entries
        .map(|entry| entry.map(|entry| entry.file_name()))
        .collect();
    let names = names.map_err(|error| error.to_string())?;
    let mut names: Vec<_> = names
        .iter()
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    Ok(names)
}

/// The seconds that validating all lines takes, divided equally between the threads; the mean of
/// all passes.
fn seconds(
    text: &[u8],
    ends: &[(Model, usize)],
    threads: usize,
    accepts: impl Fn(Model, &[u8]) -> bool + Copy + Sync + Send,
) -> Result<f64, String> {
    let start = Instant::now();
    let accepted = thread::scope(|scope| {
        let part = ends.len().div_ceil(threads);
        let workers: Vec<_> = (0..threads)
            .map(|thread| {
                let pass = move |_| count(text, ends, thread * part, part, accepts);
                scope.spawn(move || (0..PASSES).map(pass).sum::<usize>())
            })
            .collect();
        workers
            .into_iter()
            .filter_map(|worker| worker.join().ok())
            .sum::<usize>()
    });
    let seconds = start.elapsed().as_secs_f64();
    let lines = ends.len() * PASSES as usize;
    if accepted == lines {
        Ok(seconds / f64::from(PASSES))
    } else {
        Err(format!("{accepted} of {lines} lines were accepted"))
    }
}

fn count(
    text: &[u8],
    ends: &[(Model, usize)],
    first: usize,
    lines: usize,
    accepts: impl Fn(Model, &[u8]) -> bool,
) -> usize {
    let mut start = first
        .checked_sub(1)
        .and_then(|last| ends.get(last))
        .map_or(0, |(_, end)| *end);
    let mut accepted = 0;
    for (model, end) in ends.iter().skip(first).take(lines) {
        let line = text.get(start..*end).unwrap_or_default();
        accepted += usize::from(accepts(*model, line));
        start = *end;
    }
    accepted
}
