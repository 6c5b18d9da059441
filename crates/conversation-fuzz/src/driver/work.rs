//! One target in one process: seeds as they are, then mutations of them, until something fails or enough was run.

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
    panics::{self, Panic, caught},
    watchdog::Watchdog,
};

/// How often progress is printed.
const PACE: Duration = Duration::from_secs(10);

/// Runs a target, and says how often.
pub(crate) fn work(target: &'static Target, plan: &Plan) -> Result<ExitCode, String> {
    let runs = plan.runs.unwrap_or(target.runs);
    let corpus = (target.corpus)();
    panics::keep();
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
        let outcome = caught(target, &input);
        if began.elapsed() > slowest {
            slowest = began.elapsed();
            artifact::write_to(&kept, &input)?;
        }
        if let Err(panic) = outcome {
            minimising.store(true, Ordering::Relaxed);
            found(target, plan, &input, &panic, &watchdog)?;
            say(target, plan, done, started, slowest);
            return Ok(ExitCode::from(FOUND));
        }
        done += 1;
        if shown.elapsed() > PACE {
            shown = Instant::now();
            eprintln!("{}: {done} runs …", target.name);
        }
    }
    // Only of use when this process dies.
    std::fs::remove_file(&current).ok();
    say(target, plan, done, started, slowest);
    Ok(ExitCode::SUCCESS)
}

/// The input of a run: a seed, changed. It does not depend on the runs before, so that any of them can be repeated.
fn input(target: &Target, corpus: &Corpus, seed: u64, run: u64) -> Vec<u8> {
    let mut random = Random::of_run(seed, run);
    let mut input = random.pick(&corpus.seeds).cloned().unwrap_or_default();
    (target.mutate)(&mut input, corpus, &mut random);
    input
}

/// Writes the finding at once, then something smaller that fails at the same place.
fn found(
    target: &Target,
    plan: &Plan,
    input: &[u8],
    panic: &Panic,
    watchdog: &Watchdog,
) -> Result<(), String> {
    let whole = artifact::write(&plan.artifacts, target, input)?;
    let smallest = minimise(input, PATIENCE, |input| {
        watchdog.begin();
        caught(target, input).is_err_and(|other| other.location == panic.location)
    });
    let path = artifact::write(&plan.artifacts, target, &smallest)?;
    if path != whole {
        std::fs::remove_file(&whole).ok();
    }
    let what = caught(target, &smallest)
        .err()
        .unwrap_or_else(|| panic.clone());
    let what = format!("{}\n  at {}", what.message, what.location);
    artifact::show(target, &path, &smallest, &what);
    Ok(())
}

/// A run that takes too long is a finding; while one is made smaller, what was written is.
fn watch(target: &'static Target, plan: &Plan, minimising: Arc<AtomicBool>) -> Watchdog {
    let plan = plan.clone();
    let timeout = Duration::from_secs(plan.timeout);
    Watchdog::start(timeout, move || {
        if !minimising.load(Ordering::Relaxed) {
            late(target, &plan);
        }
        process::exit(FOUND.into());
    })
}

fn late(target: &Target, plan: &Plan) {
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

fn say(target: &Target, plan: &Plan, done: u64, started: Instant, slowest: Duration) {
    let took = started.elapsed();
    println!(
        "{:<14} {done:>8} runs from seed {} in {:.1} s, the slowest {slowest:.1?}",
        target.name,
        plan.seed,
        took.as_secs_f64(),
    );
}
