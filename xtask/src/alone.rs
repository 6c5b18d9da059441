//! Measures what building a crate alone costs: a workspace of scratch crates, each rebuilt while
//! its dependencies stay built. The crates are given as text, by whichever generator.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// A folder with scratch crates.
pub(crate) struct Workspace {
    folder: PathBuf,
    target: PathBuf,
}

/// A scratch crate.
pub(crate) struct Package<'a> {
    pub(crate) name: &'a str,
    pub(crate) edition: &'a str,
    /// The manifest's sections after `[package]`.
    pub(crate) sections: String,
    /// Texts by their paths below `src`, `lib.rs` among them.
    pub(crate) sources: Vec<(PathBuf, String)>,
}

/// A way of building.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Build {
    Check,
    Debug,
    Release,
}

impl Build {
    pub(crate) const ALL: [Self; 3] = [Self::Check, Self::Debug, Self::Release];

    /// The command line, as people type it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Check => "cargo check",
            Self::Debug => "cargo build",
            Self::Release => "cargo build --release",
        }
    }
}

impl Workspace {
    /// Writes the crates, with the versions of dependencies that the workspace at `root` has
    /// locked.
    pub(crate) fn write(
        root: &Path,
        folder: PathBuf,
        target: PathBuf,
        packages: &[Package<'_>],
    ) -> Result<Self, String> {
        write(&folder.join("Cargo.lock"), &read(&root.join("Cargo.lock"))?)?;
        let names: Vec<&str> = packages.iter().map(|package| package.name).collect();
        write(
            &folder.join("Cargo.toml"),
            &format!(
                "[workspace]\nresolver = \"3\"\nmembers = {names:?}\n\n\
                 [profile.dev]\ndebug = \"line-tables-only\"\n"
            ),
        )?;
        for package in packages {
            package.write(&folder.join(package.name))?;
        }
        Ok(Self { folder, target })
    }

    /// Builds a crate and all it depends on.
    pub(crate) fn build(&self, name: &str, build: Build) -> Result<(), String> {
        let words = build.name().split(' ').skip(1);
        let mut command = self.cargo();
        command.args(words).args(["--quiet", "--package", name]);
        let status = command
            .status()
            .map_err(|error| format!("cannot run cargo: {error}"))?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("the crate `{name}` does not compile"))
        }
    }

    /// The time that building the crate alone takes, once its dependencies are built.
    pub(crate) fn time(&self, name: &str, build: Build) -> Result<Duration, String> {
        self.touch(name)?;
        let started = Instant::now();
        self.build(name, build)?;
        Ok(started.elapsed())
    }

    /// How many lines of LLVM IR rustc makes of the crate, unoptimised; `None` where
    /// `cargo llvm-lines` is not installed.
    pub(crate) fn llvm_lines(&self, name: &str) -> Result<Option<u64>, String> {
        let run = |command: &mut Command| {
            let output = command.output();
            output.map_err(|error| format!("cannot run cargo: {error}"))
        };
        let asked: Output = run(self.cargo().args(["llvm-lines", "--version"]))?;
        if !asked.status.success() {
            return Ok(None);
        }
        self.touch(name)?;
        let output = run(self
            .cargo()
            .args(["llvm-lines", "--quiet", "--lib", "--package", name]))?;
        let said = String::from_utf8_lossy(&output.stdout);
        match total(&said) {
            Some(lines) if output.status.success() => Ok(Some(lines)),
            _ => Err(format!(
                "`cargo llvm-lines` failed on `{name}`\n{}",
                String::from_utf8_lossy(&output.stderr)
            )),
        }
    }

    /// Gives the crate a new time stamp, so that cargo has to build it again.
    fn touch(&self, name: &str) -> Result<(), String> {
        let library = self.folder.join(name).join("src/lib.rs");
        write(&library, &read(&library)?)
    }

    fn cargo(&self) -> Command {
        let mut command = Command::new(env!("CARGO"));
        command
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTFLAGS");
        command
    }
}

impl Package<'_> {
    /// How many lines its sources have.
    pub(crate) fn lines(&self) -> usize {
        let rust = self.sources.iter().filter(|(path, _)| is_rust(path));
        rust.map(|(_, text)| text.lines().count()).sum()
    }

    fn write(&self, folder: &Path) -> Result<(), String> {
        let Self {
            name,
            edition,
            sections,
            ..
        } = self;
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"{edition}\"\n\n{sections}"
        );
        write(&folder.join("Cargo.toml"), &manifest)?;
        for (path, text) in &self.sources {
            write(&folder.join("src").join(path), text)?;
        }
        Ok(())
    }
}

/// The dependency on the runtime of the workspace at `root`.
pub(crate) fn on_runtime(root: &Path, features: &[String]) -> String {
    let runtime = root.join("crates/schema-runtime");
    // As TOML quotes it.
    let runtime = toml::Value::String(runtime.to_string_lossy().into_owned());
    format!("schema-runtime = {{ path = {runtime}, features = {features:?} }}\n")
}

/// The median; the upper one of two.
pub(crate) fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// The text of a file.
pub(crate) fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))
}

fn is_rust(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
}

/// The number of lines in the output of `cargo llvm-lines`: `  4711  89  (TOTAL)`.
fn total(said: &str) -> Option<u64> {
    let line = said.lines().find(|line| line.contains("(TOTAL)"))?;
    line.split_whitespace().next()?.parse().ok()
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

    #[test]
    fn the_total_is_the_number_in_front() {
        let said = "  Lines   Copies  Function name\n  -----\n  4711    89      (TOTAL)\n    12 (0.3%, 0.3%)  1  a::b\n";
        assert_eq!(total(said), Some(4711));
        assert_eq!(total("error"), None);
    }
}
