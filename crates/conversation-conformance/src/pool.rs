//! Runs jobs in worker processes, one for each core. A worker that hangs or dies is replaced, and
//! its job is reported without an answer. Jobs are not interpreted here.

use std::num::NonZero;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use indicatif::ProgressBar;
use scratch_crates::{Answering, Line};

use super::case::Reference;
use super::worker::{Answer, Job};

/// How a job ended.
#[derive(Debug, Clone)]
pub(super) enum Reply {
    Answer(Answer),
    TimedOut,
    Crashed(String),
}

/// Runs all jobs and gives their replies in order; `limit` is the time limit of each.
pub(super) fn run(
    jobs: &[Job],
    references: &[Reference],
    limit: Duration,
    progress: &ProgressBar,
) -> Result<Vec<Reply>, String> {
    let references = serde_json::to_string(references).map_err(|error| error.to_string())?;
    let next = AtomicUsize::new(0);
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let mut replies = thread::scope(|scope| {
        let start = || scope.spawn(|| work(jobs, &next, &references, limit, progress));
        let threads: Vec<_> = (0..cores).map(|_| start()).collect();
        let mut replies = Vec::with_capacity(jobs.len());
        for thread in threads {
            replies.extend(thread.join().map_err(|_| "a thread died")??);
        }
        Ok::<_, String>(replies)
    })?;
    replies.sort_unstable_by_key(|(index, _)| *index);
    Ok(replies.into_iter().map(|(_, reply)| reply).collect())
}

/// Runs jobs from the shared list until none is left; gives replies with the indices of their jobs.
fn work(
    jobs: &[Job],
    next: &AtomicUsize,
    references: &str,
    limit: Duration,
    progress: &ProgressBar,
) -> Result<Vec<(usize, Reply)>, String> {
    let mut replies = Vec::new();
    let mut worker = None;
    loop {
        let index = next.fetch_add(1, Ordering::Relaxed);
        let Some(job) = jobs.get(index) else {
            return Ok(replies);
        };
        let mut running = match worker.take() {
            Some(running) => running,
            None => start(references)?,
        };
        let reply = ask(&mut running, job, limit)?;
        if matches!(reply, Reply::Answer(_)) {
            worker = Some(running);
        }
        replies.push((index, reply));
        progress.inc(1);
    }
}

fn start(references: &str) -> Result<Answering, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(program);
    let command = command.arg("--worker");
    let mut worker = Answering::start(command.stdin(Stdio::piped()))?;
    worker.send(references);
    Ok(worker)
}

fn ask(worker: &mut Answering, job: &Job, limit: Duration) -> Result<Reply, String> {
    worker.send(&serde_json::to_string(job).map_err(|error| error.to_string())?);
    match worker.next_line(limit) {
        Line::Text(line) => match serde_json::from_str(&line) {
            Ok(answer) => Ok(Reply::Answer(answer)),
            Err(error) => Err(format!("a worker answered `{line}`: {error}")),
        },
        Line::TimedOut => Ok(Reply::TimedOut),
        Line::Ended(how) => Ok(Reply::Crashed(how)),
    }
}
