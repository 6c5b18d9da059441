//! Starts a worker process for each target, several at the same time, and turns crashes of workers
//! into findings.

use std::{
    fs,
    num::NonZeroUsize,
    path::Path,
    process::{Command, ExitCode, ExitStatus, Stdio},
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use conversation_fuzz::Target;

use super::{
    FOUND, Plan, artifact,
    minimise::{PATIENCE, minimise},
};

/// Runs all targets.
pub(crate) fn supervise(
    targets: &[&'static Target],
    plan: &Plan,
    jobs: Option<NonZeroUsize>,
) -> Result<ExitCode, String> {
    let cores = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let (next, failed) = (AtomicUsize::new(0), AtomicBool::new(false));
    let run_next = || -> Result<(), String> {
        while let Some(target) = targets.get(next.fetch_add(1, Ordering::Relaxed)) {
            if !run(target, plan)? {
                failed.store(true, Ordering::Relaxed);
            }
        }
        Ok(())
    };
    thread::scope(|scope| {
        let jobs = jobs.unwrap_or(cores).get();
        let workers: Vec<_> = (0..jobs).map(|_| scope.spawn(run_next)).collect();
        workers.into_iter().try_for_each(|worker| {
            let outcome = worker.join();
            outcome.unwrap_or_else(|_| Err("a thread of the driver panicked".to_owned()))
        })
    })?;
    Ok(if failed.into_inner() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Runs one target in a process of its own; true if there was no finding.
fn run(target: &Target, plan: &Plan) -> Result<bool, String> {
    let mut worker = this_program()?;
    worker.args(["--worker", "--target", target.name]);
    worker.args(["--seed", &plan.seed.to_string()]);
    worker.args(["--timeout", &plan.timeout.to_string()]);
    worker.arg("--artifacts").arg(&plan.artifacts);
    if let Some(runs) = plan.runs {
        worker.args(["--runs", &runs.to_string()]);
    }
    if let Some(seconds) = plan.seconds {
        worker.args(["--seconds", &seconds.to_string()]);
    }
    let status = worker
        .status()
        .map_err(|error| format!("cannot start a worker: {error}"))?;
    match status.code() {
        Some(0) => Ok(true),
        Some(code) if code == i32::from(FOUND) => Ok(false),
        _ => report_crash(target, plan, status).map(|()| false),
    }
}

/// Writes the input that crashed a worker, minimised as long as it still crashes.
fn report_crash(target: &Target, plan: &Plan, status: ExitStatus) -> Result<(), String> {
    let current = artifact::current(&plan.artifacts, target);
    let input = fs::read(&current)
        .map_err(|error| format!("{}: {status}, on an unknown input: {error}", target.name))?;
    let timeout = Duration::from_secs(plan.timeout);
    let smallest = minimise(&input, PATIENCE, |input| {
        artifact::write_to(&current, input).is_ok() && crashes(target, &current, timeout)
    });
    let path = artifact::write(&plan.artifacts, target, &smallest)?;
    fs::remove_file(&current).ok();
    artifact::show(
        target,
        &path,
        &smallest,
        &format!("the process ended: {status}"),
    );
    Ok(())
}

/// Whether a file crashes the process that runs it. A process that hangs is killed and does not
/// count.
fn crashes(target: &Target, input: &Path, timeout: Duration) -> bool {
    let Ok(mut replay) = this_program() else {
        return false;
    };
    replay.args(["--target", target.name]).arg(input);
    replay.stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut child) = replay.spawn() else {
        return false;
    };
    let end = Instant::now() + timeout;
    while Instant::now() < end {
        match child.try_wait() {
            Ok(None) => thread::sleep(Duration::from_millis(2)),
            // 101 is a panic, which is another finding.
            Ok(Some(status)) => return !matches!(status.code(), Some(0 | 101)),
            Err(_) => return false,
        }
    }
    child.kill().and_then(|()| child.wait()).ok();
    false
}

fn this_program() -> Result<Command, String> {
    std::env::current_exe()
        .map(Command::new)
        .map_err(|error| format!("cannot find the path of this program: {error}"))
}
