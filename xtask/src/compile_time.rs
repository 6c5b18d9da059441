//! `cargo xtask compile-time`: compares the time that `cargo check` takes for our types of a schema
//! with that for another generator's. Generated code is used only as text: xtask must not link to
//! it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use schema_codegen::Builder;

use crate::alone::{Build, Package, Workspace, median, on_runtime, read};

/// Measure `cargo check` of our types for a schema against those of another generator.
///
/// Both are a crate alone with its dependencies built, checked in turn and without incremental
/// compilation. Exit codes: 0 ours takes at most half the time, 1 it does not.
///
/// The file to compare with may need `serde`, `serde_json` and `chrono`, as what typify writes
/// does: `cargo typify --no-builder --output FILE.rs SCHEMA.json`.
#[derive(Debug, Args)]
pub(crate) struct CompileTime {
    /// The schema.
    #[arg(long, value_name = "FILE")]
    schema: PathBuf,

    /// The Rust file that the other generator made of it.
    #[arg(long, value_name = "FILE")]
    peer: PathBuf,

    /// How often each is checked; the median counts.
    #[arg(long, value_name = "COUNT", default_value_t = 5)]
    rounds: usize,
}

/// The largest allowed ratio of our time to the other's.
const GOAL: f64 = 0.5;

impl CompileTime {
    pub(crate) fn run(&self, root: &Path) -> Result<ExitCode, String> {
        let folder = root.join("target").join("compile-time");
        let packages = [self.ours(root)?, self.the_others()?];
        let target = folder.join("target");
        let workspace = Workspace::write(root, folder, target, &packages)?;
        let rounds = self.rounds.max(1);
        workspace.build("ours", Build::Check)?;
        workspace.build("peer", Build::Check)?;
        let (mut ours, mut peer) = (Vec::new(), Vec::new());
        for round in 1..=rounds {
            let times = (
                workspace.time("ours", Build::Check)?,
                workspace.time("peer", Build::Check)?,
            );
            let (our, other) = times;
            println!("round {round}: ours {our:.2?}, the other's {other:.2?}");
            ours.push(our);
            peer.push(other);
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

    /// Generates our types.
    fn ours(&self, root: &Path) -> Result<Package<'static>, String> {
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
        let features = output.runtime_features().iter();
        let features: Vec<String> = features.map(|&feature| feature.to_owned()).collect();
        let dependencies = on_runtime(root, &features);
        Ok(package("ours", &dependencies, output.code().to_owned()))
    }

    fn the_others(&self) -> Result<Package<'static>, String> {
        let dependencies = "chrono = { version = \"0.4\", features = [\"serde\"] }\n\
                            serde = { version = \"1\", features = [\"derive\"] }\n\
                            serde_json = \"1\"\n";
        Ok(package("peer", dependencies, read(&self.peer)?))
    }
}

fn package(name: &'static str, dependencies: &str, library: String) -> Package<'static> {
    Package {
        name,
        edition: "2021",
        sections: format!("[dependencies]\n{dependencies}"),
        sources: vec![("lib.rs".into(), library)],
    }
}
