//! The driver: a process for each target, so that a crash or a hang is a finding like any other.
//!
//! `supervise` starts `work` for each target; `minimise` makes findings smaller; `artifact` writes them.

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

/// What a worker exits with after it has written and shown what it found.
const FOUND: u8 = 1;

/// What is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    /// The target's own number unless given.
    pub(crate) runs: Option<u64>,
    pub(crate) seconds: Option<u64>,
    pub(crate) timeout: u64,
    pub(crate) artifacts: PathBuf,
}

/// `findings` in the target folder, which is where this program was built.
pub(crate) fn default_artifacts() -> Result<PathBuf, String> {
    let program = std::env::current_exe()
        .map_err(|error| format!("cannot tell where this program is: {error}"))?;
    let folder = program.ancestors().nth(2).unwrap_or(Path::new("target"));
    Ok(folder.join("findings"))
}

/// Runs files through targets in this process, and catches nothing: a debugger sees what happens.
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
