//! The worker: runs one target in this process, on mutated seeds, until an input fails or the limit
//! of runs or time is reached.

use std::{
    process::{self, ExitCode},
    sync::Arc,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use conversation_fuzz::{Corpus, Random, Target};

use super::{
    FOUND, Plan, artifact,
    minimise::{PATIENCE, minimise},
    panics::{self, Panic},
    watchdog::Watchdog,
};

/// How often progress is printed.
const PACE: Duration = Duration::from_secs(10);

/// Runs a target and prints the number of runs.
pub(crate) fn work(target: &'static Target, plan: &Plan) -> Result<ExitCode, String> {
    let runs = plan.runs.unwrap_or(target.runs);
    let corpus = (target.corpus)();
    panics::install_hook();
    let minimising = Arc::new(AtomicBool::new(false));
    let watchdog = watch(target, plan, Arc::clone(&minimising));
    let current = artifact::current(&plan.artifacts, target);
    let kept = artifact::slowest(&plan.artifacts, target);
    let started = Instant::now();
    let mut shown = started;
    let (mut done, mut slowest) = (0, Duration::ZERO);
    for run in 0..runs {
        if plan
            .seconds
            .is_some_and(|most| started.elapsed().as_secs() >= most)
        {
            break;
        }
        let input = input(target, &corpus, plan.seed, run);
        artifact::write_to(&current, &input)?;
        watchdog.begin();
        let began = Instant::now();
        let outcome = panics::check(target, &input);
        if began.elapsed() > slowest {
            slowest = began.elapsed();
            artifact::write_to(&kept, &input)?;
        }
        if let Err(panic) = outcome {
            minimising.store(true, Ordering::Relaxed);
            report_finding(target, plan, &input, &panic, &watchdog)?;
            print_summary(target, plan, done, started, slowest);
            return Ok(ExitCode::from(FOUND));
        }
        done += 1;
        if shown.elapsed() > PACE {
            shown = Instant::now();
            eprintln!("{}: {done} runs …", target.name);
        }
    }
    // The file is only needed if this process crashes.
    std::fs::remove_file(&current).ok();
    print_summary(target, plan, done, started, slowest);
    Ok(ExitCode::SUCCESS)
}

/// The input of a run: a mutated seed. It does not depend on earlier runs, so that each run can be
/// repeated alone.
fn input(target: &Target, corpus: &Corpus, seed: u64, run: u64) -> Vec<u8> {
    let mut random = Random::of_run(seed, run);
    let mut input = random.pick(&corpus.seeds).cloned().unwrap_or_default();
    (target.mutate)(&mut input, corpus, &mut random);
    input
}

/// Writes the finding at once, then a smaller input that panics at the same location.
fn report_finding(
    target: &Target,
    plan: &Plan,
    input: &[u8],
    panic: &Panic,
    watchdog: &Watchdog,
) -> Result<(), String> {
    let whole = artifact::write(&plan.artifacts, target, input)?;
    let smallest = minimise(input, PATIENCE, |input| {
        watchdog.begin();
        panics::check(target, input).is_err_and(|other| other.location == panic.location)
    });
    let path = artifact::write(&plan.artifacts, target, &smallest)?;
    if path != whole {
        std::fs::remove_file(&whole).ok();
    }
    let what = panics::check(target, &smallest)
        .err()
        .unwrap_or_else(|| panic.clone());
    let what = format!("{}\n  at {}", what.message, what.location);
    artifact::show(target, &path, &smallest, &what);
    Ok(())
}

/// Starts the watchdog. A run that takes too long is a finding; during minimisation the process
/// only ends, since the original finding is already written.
fn watch(target: &'static Target, plan: &Plan, minimising: Arc<AtomicBool>) -> Watchdog {
    let plan = plan.clone();
    let timeout = Duration::from_secs(plan.timeout);
    Watchdog::start(timeout, move || {
        if !minimising.load(Ordering::Relaxed) {
            report_timeout(target, &plan);
        }
        process::exit(FOUND.into());
    })
}

fn report_timeout(target: &Target, plan: &Plan) {
    let written = std::fs::read(artifact::current(&plan.artifacts, target))
        .map_err(|error| error.to_string())
        .and_then(|input| {
            let path = artifact::write(&plan.artifacts, target, &input)?;
            let what = format!("a run took longer than {} s", plan.timeout);
            artifact::show(target, &path, &input, &what);
            Ok(())
        });
    if let Err(error) = written {
        eprintln!("{}: a run took too long; {error}", target.name);
    }
}

fn print_summary(target: &Target, plan: &Plan, done: u64, started: Instant, slowest: Duration) {
    let took = started.elapsed();
    println!(
        "{:<14} {done:>8} runs from seed {} in {:.1} s, the slowest {slowest:.1?}",
        target.name,
        plan.seed,
        took.as_secs_f64(),
    );
}
