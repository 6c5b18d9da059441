//! Builds the scratch crates with cargo. A module that does not compile is removed from its crate,
//! its error is recorded for its outcome, and the rest is built again.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use indicatif::ProgressBar;
use serde::Deserialize;

use super::scratch::{Crate, Scratch};

/// Compile errors of modules, by the index of their outcome.
pub(super) type Broken = BTreeMap<usize, String>;

/// Gives the crates that compile, and the errors of the modules that were removed from them.
pub(super) fn build(
    scratch: &Scratch,
    mut crates: Vec<Crate>,
    progress: &ProgressBar,
) -> Result<(Vec<Crate>, Broken), String> {
    let mut broken = Broken::new();
    while !crates.is_empty() {
        scratch.write(&crates)?;
        progress.set_message(format!("building, {} do not compile so far", broken.len()));
        let built = cargo_build(scratch)?;
        if built.done {
            break;
        }
        let left = crates
            .iter()
            .flat_map(|one| without_broken(one, &built, &mut broken));
        let left: Vec<Crate> = left.collect();
        if left == crates {
            return Err(format!(
                "the scratch crates cannot be built:\n{}",
                built.said
            ));
        }
        crates = left;
    }
    Ok((crates, broken))
}

/// What is left of a crate: all of it if it was built, else the modules without an error. If no
/// error names a module, the crate is split in two halves, until the module at fault is alone.
fn without_broken(one: &Crate, built: &Built, broken: &mut Broken) -> Vec<Crate> {
    if built.programs.contains(&one.name) {
        return vec![one.clone()];
    }
    let none = BTreeMap::new();
    let errors = built.errors.get(&one.name).unwrap_or(&none);
    let mut left = one.clone();
    left.modules
        .retain(|module| match errors.get(&module.name) {
            Some(error) => {
                broken.insert(module.outcome, error.clone());
                false
            }
            None => true,
        });
    match &left.modules[..] {
        [] => Vec::new(),
        [module] if errors.is_empty() => {
            broken.insert(module.outcome, built.said.clone());
            Vec::new()
        }
        modules if errors.is_empty() => {
            let (first, second) = modules.split_at(modules.len() / 2);
            let half = |end, modules: &[_]| Crate {
                name: format!("{}{end}", one.name),
                modules: modules.to_vec(),
            };
            vec![half("a", first), half("b", second)]
        }
        _ => vec![left],
    }
}

/// The result of a run of cargo.
#[derive(Debug, Default)]
struct Built {
    done: bool,
    /// Names of the crates whose programs were built.
    programs: BTreeSet<String>,
    /// The first error of each module, by crate.
    errors: BTreeMap<String, BTreeMap<String, String>>,
    /// The last lines of cargo's standard error.
    said: String,
}

fn cargo_build(scratch: &Scratch) -> Result<Built, String> {
    let output = Command::new(env!("CARGO"))
        .args(["build", "--offline", "--keep-going", "--quiet"])
        .args(["--message-format=json", "--workspace"])
        .current_dir(&scratch.folder)
        .env("CARGO_TARGET_DIR", &scratch.target)
        // The crates are never edited, and incremental artefacts would take gigabytes.
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_BUILD_TARGET")
        .output()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    let mut built = Built {
        done: output.status.success(),
        said: end_of(&String::from_utf8_lossy(&output.stderr)),
        ..Built::default()
    };
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        if let Ok(message) = serde_json::from_str(line) {
            built.note(message);
        }
    }
    Ok(built)
}

/// The last lines of a text.
fn end_of(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(10)..].join("\n")
}

/// A line of cargo's `--message-format=json`, reduced to what is used here.
#[derive(Deserialize)]
struct Message {
    manifest_path: Option<PathBuf>,
    executable: Option<PathBuf>,
    #[serde(rename = "message")]
    complaint: Option<Complaint>,
}

/// A diagnostic of rustc.
#[derive(Deserialize)]
struct Complaint {
    level: String,
    message: String,
    #[serde(default)]
    rendered: Option<String>,
    #[serde(default)]
    spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Span {
    file_name: PathBuf,
    line_start: usize,
    is_primary: bool,
}

impl Built {
    fn note(&mut self, message: Message) {
        let folder = message.manifest_path.as_deref().and_then(Path::parent);
        let Some(name) = folder.and_then(Path::file_name).and_then(OsStr::to_str) else {
            return;
        };
        if message.executable.is_some() {
            self.programs.insert(name.to_owned());
        }
        if let Some(complaint) = message.complaint
            && let Some((module, error)) = complaint.about()
        {
            let errors = self.errors.entry(name.to_owned()).or_default();
            errors.entry(module).or_insert(error);
        }
    }
}

impl Complaint {
    /// The module that an error is about, and the error in one line. `None`: this is no error, or
    /// it names no module.
    fn about(&self) -> Option<(String, String)> {
        if !self.level.starts_with("error") {
            return None;
        }
        let spans = self.spans.iter();
        let in_module = |span: &&Span| stem(&span.file_name).is_some_and(is_module);
        // The place of the error, else a place it mentions, else a path in its text.
        let primary = spans.clone().filter(|span| span.is_primary).find(in_module);
        if let Some(span) = primary.or_else(|| spans.clone().find(in_module)) {
            let error = format!("line {}: {}", span.line_start, self.message);
            return Some((stem(&span.file_name)?.to_owned(), error));
        }
        let module = mentioned(self.rendered.as_deref()?)?;
        Some((module.to_owned(), self.message.clone()))
    }
}

fn stem(path: &Path) -> Option<&str> {
    path.file_stem()?.to_str()
}

/// Whether a word is the name of a generated module: `m`, three digits or more, `_`.
fn is_module(word: &str) -> bool {
    let digits = word
        .strip_prefix('m')
        .and_then(|rest| rest.split('_').next());
    word.contains('_')
        && digits.is_some_and(|it| it.len() >= 3 && it.bytes().all(|b| b.is_ascii_digit()))
}

fn mentioned(text: &str) -> Option<&str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.into_iter().find(|word| is_module(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Module;

    fn built(lines: &[&str]) -> Built {
        let mut built = Built::default();
        for line in lines {
            built.note(serde_json::from_str(line).unwrap());
        }
        built
    }

    fn a_crate(modules: &[&str]) -> Crate {
        let module = |(outcome, name): (usize, &&str)| Module {
            section: "draft7".to_owned(),
            name: (*name).to_owned(),
            root_type: "Root".to_owned(),
            features: Vec::new(),
            outcome,
        };
        Crate {
            name: "draft7-00".to_owned(),
            modules: modules.iter().enumerate().map(module).collect(),
        }
    }

    const ERROR: &str = r#"{"reason": "compiler-message", "manifest_path": "/x/draft7-00/Cargo.toml", "message":
        {"level": "error", "message": "unused import", "rendered": "…", "spans": [
            {"file_name": "crates/draft7-00/src/../../../generated/draft7/m001_b.rs", "line_start": 3, "is_primary": true}]}}"#;
    const CLOSING: &str = r#"{"reason": "compiler-message", "manifest_path": "/x/draft7-00/Cargo.toml", "message":
        {"level": "error", "message": "aborting due to 1 previous error", "rendered": "…", "spans": []}}"#;
    const IN_MAIN: &str = r#"{"reason": "compiler-message", "manifest_path": "/x/draft7-00/Cargo.toml", "message":
        {"level": "error", "message": "cannot find type", "rendered": "check!(types::m000_a::Root)", "spans": [
            {"file_name": "crates/draft7-00/src/main.rs", "line_start": 9, "is_primary": true}]}}"#;
    const PROGRAM: &str = r#"{"reason": "compiler-artifact", "manifest_path": "/x/draft7-00/Cargo.toml", "executable": "/x/draft7-00"}"#;

    #[test]
    fn errors_are_attributed_to_their_module() {
        let built = built(&[ERROR, CLOSING, IN_MAIN]);
        let errors = &built.errors["draft7-00"];
        assert_eq!(errors["m001_b"], "line 3: unused import");
        assert_eq!(errors["m000_a"], "cannot find type");
        assert_eq!(errors.len(), 2);
    }

    #[test]
    fn a_module_that_does_not_compile_is_taken_out_alone() {
        let mut broken = Broken::new();
        let one = a_crate(&["m000_a", "m001_b", "m002_c"]);
        let left = without_broken(&one, &built(&[ERROR]), &mut broken);
        let names: Vec<&str> = left[0].modules.iter().map(|it| &*it.name).collect();
        assert_eq!(names, ["m000_a", "m002_c"]);
        assert_eq!(broken.keys().collect::<Vec<_>>(), [&1]);
    }

    #[test]
    fn a_built_crate_is_kept_and_an_unexplained_failure_is_halved() {
        let mut broken = Broken::new();
        let one = a_crate(&["m000_a", "m001_b"]);
        assert_eq!(
            without_broken(&one, &built(&[PROGRAM]), &mut broken),
            std::slice::from_ref(&one)
        );
        let halves = without_broken(&one, &built(&[CLOSING]), &mut broken);
        assert_eq!(halves.len(), 2);
        assert!(broken.is_empty());
        assert!(without_broken(&halves[0], &built(&[]), &mut broken).is_empty());
        assert_eq!(broken.keys().collect::<Vec<_>>(), [&0]);
    }
}
