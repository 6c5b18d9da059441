//! The driver: runs each target in a process of its own, so that crashes and hangs are findings,
//! too.
//!
//! `supervise` starts `work` for each target; `minimise` makes findings smaller; `artifact` writes
//! them.

mod artifact;
mod minimise;
mod panics;
mod supervise;
mod watchdog;
mod work;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

use conversation_fuzz::Target;
pub(crate) use supervise::supervise;
pub(crate) use work::work;

/// The exit code of a worker that has written and printed a finding.
const FOUND: u8 = 1;

/// The options of a run.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    /// Runs for each target; `None` for the number of the target.
    pub(crate) runs: Option<u64>,
    pub(crate) seconds: Option<u64>,
    pub(crate) timeout: u64,
    pub(crate) artifacts: PathBuf,
}

/// The folder `findings` in the target folder of this program.
pub(crate) fn default_artifacts() -> Result<PathBuf, String> {
    let program = std::env::current_exe()
        .map_err(|error| format!("cannot find the path of this program: {error}"))?;
    let folder = program.ancestors().nth(2).unwrap_or(Path::new("target"));
    Ok(folder.join("findings"))
}

/// Runs targets on files in this process without catching panics, so that a debugger can be used.
pub(crate) fn replay(targets: &[&Target], inputs: &[PathBuf]) -> Result<ExitCode, String> {
    for path in inputs {
        let input =
            fs::read(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
        for target in targets {
            let started = Instant::now();
            (target.check)(&input);
            let took = started.elapsed();
            println!("{}: {} is fine, in {took:.1?}", target.name, path.display());
        }
    }
    Ok(ExitCode::SUCCESS)
}
