//! `cargo xtask compile-time`: what a crate of our types costs to check, beside somebody else's.
//!
//! Takes a schema, and the Rust file that another generator made of it; gives the times of both, and
//! their ratio. Knows generated code only as text.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use clap::Args;
use schema_codegen::Builder;

/// Measure `cargo check` of our types for a schema against those of another generator.
///
/// Both are a crate alone with its dependencies built, checked in turn and without incremental
/// compilation. Exit codes: 0 ours takes at most half the time, 1 it does not.
///
/// The file to compare with may need `serde`, `serde_json` and `chrono`, as what typify writes does:
/// `cargo typify --no-builder --output FILE.rs SCHEMA.json`.
#[derive(Debug, Args)]
pub(crate) struct CompileTime {
    /// The schema.
    #[arg(long, value_name = "FILE")]
    schema: PathBuf,

    /// What the other generator made of it.
    #[arg(long, value_name = "FILE")]
    peer: PathBuf,

    /// How often each is checked; the median counts.
    #[arg(long, value_name = "COUNT", default_value_t = 5)]
    rounds: usize,
}

/// The share of the other's time that ours may take.
const GOAL: f64 = 0.5;

impl CompileTime {
    pub(crate) fn run(&self, root: &Path) -> Result<ExitCode, String> {
        let folder = root.join("target").join("compile-time");
        let features = self.write_ours(&folder)?;
        write(&folder.join("peer/src/lib.rs"), &read(&self.peer)?)?;
        write_manifests(root, &folder, &features)?;
        cargo_check(&folder, "ours")?;
        cargo_check(&folder, "peer")?;
        let (mut ours, mut peer) = (Vec::new(), Vec::new());
        for round in 1..=self.rounds.max(1) {
            ours.push(timed(&folder, "ours")?);
            peer.push(timed(&folder, "peer")?);
            if let (Some(ours), Some(peer)) = (ours.last(), peer.last()) {
                println!("round {round}: ours {ours:.2?}, the other's {peer:.2?}");
            }
        }
        let (ours, peer) = (median(ours), median(peer));
        let ratio = ours.as_secs_f64() / peer.as_secs_f64();
        println!(
            "median: ours {ours:.2?}, the other's {peer:.2?}: {ratio:.2} of it, the goal is {GOAL}"
        );
        Ok(if ratio <= GOAL {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }

    /// Generates our types; gives the features they need.
    fn write_ours(&self, folder: &Path) -> Result<Vec<String>, String> {
        let started = Instant::now();
        let output = Builder::new()
            .schema(&self.schema)
            .generate()
            .map_err(|error| error.to_string())?;
        println!(
            "generated in {:.2?}: {}",
            started.elapsed(),
            output.quality().proof_line()
        );
        write(&folder.join("ours/src/lib.rs"), output.code())?;
        let features = output.runtime_features().iter();
        Ok(features.map(|&feature| feature.to_owned()).collect())
    }
}

fn write_manifests(root: &Path, folder: &Path, features: &[String]) -> Result<(), String> {
    // The workspace's versions.
    write(&folder.join("Cargo.lock"), &read(&root.join("Cargo.lock"))?)?;
    let workspace = "[workspace]\nresolver = \"3\"\nmembers = [\"ours\", \"peer\"]\n\n[profile.dev]\ndebug = false\n";
    write(&folder.join("Cargo.toml"), workspace)?;
    let runtime = root.join("crates/schema-runtime");
    let runtime = toml::Value::String(runtime.to_string_lossy().into_owned());
    let ours = format!("schema-runtime = {{ path = {runtime}, features = {features:?} }}\n");
    let peer = "chrono = { version = \"0.4\", features = [\"serde\"] }\n\
                serde = { version = \"1\", features = [\"derive\"] }\n\
                serde_json = \"1\"\n";
    for (name, dependencies) in [("ours", ours.as_str()), ("peer", peer)] {
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[dependencies]\n{dependencies}"
        );
        write(&folder.join(name).join("Cargo.toml"), &manifest)?;
    }
    Ok(())
}

/// The time that checking the crate alone takes.
fn timed(folder: &Path, name: &str) -> Result<Duration, String> {
    let library = folder.join(name).join("src/lib.rs");
    // Written anew, so that cargo has to check it again.
    write(&library, &read(&library)?)?;
    let started = Instant::now();
    cargo_check(folder, name)?;
    Ok(started.elapsed())
}

fn cargo_check(folder: &Path, name: &str) -> Result<(), String> {
    let status = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--package", name])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .status()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("the crate `{name}` does not compile"))
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("cannot write `{}`: {error}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(path, text).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_one_in_the_middle() {
        let seconds = |all: &[u64]| all.iter().map(|&it| Duration::from_secs(it)).collect();
        assert_eq!(median(seconds(&[9, 1, 2])), Duration::from_secs(2));
        assert_eq!(median(seconds(&[4])), Duration::from_secs(4));
    }
}
