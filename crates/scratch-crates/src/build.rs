//! Builds the scratch crates with cargo. A module that does not compile is removed from its crate,
//! its error is recorded, and the rest is built again.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::workspace::{Crate, Module, Workspace};

/// What was built.
#[derive(Debug)]
pub struct Built {
    /// The crates with the modules that compile.
    pub crates: Vec<Crate>,
    /// The first error of each other module, by [`Module::place`](crate::Module::place).
    pub broken: BTreeMap<usize, String>,
}

/// Builds crates until what is left of them compiles. `progress` is called before each run of cargo
/// with the number of modules that do not compile so far.
///
/// # Errors
///
/// The workspace cannot be written, cargo cannot be run, or it fails for a reason that is none of
/// the modules'.
pub fn build(
    workspace: &Workspace,
    mut crates: Vec<Crate>,
    progress: &dyn Fn(usize),
) -> Result<Built, String> {
    let mut broken = BTreeMap::new();
    while !crates.is_empty() {
        workspace.write(&crates)?;
        progress(broken.len());
        let run = cargo_build(workspace)?;
        if run.done {
            break;
        }
        let left = crates
            .iter()
            .flat_map(|one| without_broken(one, &run, &mut broken));
        let left: Vec<Crate> = left.collect();
        if left == crates {
            return Err(format!("the scratch crates cannot be built:\n{}", run.said));
        }
        crates = left;
    }
    Ok(Built { crates, broken })
}

/// What is left of a crate: all of it if it was built, else the modules without an error. If no
/// error names a module, the crate is split in two halves, until the module at fault is alone.
fn without_broken(one: &Crate, run: &Run, broken: &mut BTreeMap<usize, String>) -> Vec<Crate> {
    if run.programs.contains(&one.name) {
        return vec![one.clone()];
    }
    let none = Vec::new();
    let complaints = run.complaints.get(&one.name).unwrap_or(&none);
    let mut errors = BTreeMap::new();
    for complaint in complaints {
        if let Some((module, error)) = complaint.about(&one.modules) {
            errors.entry(module.place).or_insert(error);
        }
    }
    let mut left = one.clone();
    left.modules
        .retain(|module| !errors.contains_key(&module.place));
    let is_explained = !errors.is_empty();
    broken.extend(errors);
    match &left.modules[..] {
        [] => Vec::new(),
        [module] if !is_explained => {
            broken.insert(module.place, run.said.clone());
            Vec::new()
        }
        modules if !is_explained => {
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
struct Run {
    done: bool,
    /// Names of the crates whose programs were built.
    programs: BTreeSet<String>,
    /// The diagnostics of rustc, by crate.
    complaints: BTreeMap<String, Vec<Complaint>>,
    /// The last lines of cargo's standard error.
    said: String,
}

fn cargo_build(workspace: &Workspace) -> Result<Run, String> {
    let output = Command::new(env!("CARGO"))
        .args(["build", "--offline", "--keep-going", "--quiet"])
        .args(["--message-format=json", "--workspace"])
        .current_dir(&workspace.folder)
        .env("CARGO_TARGET_DIR", &workspace.target)
        // The crates are never edited, and incremental artefacts would take gigabytes.
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_BUILD_TARGET")
        .output()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    let mut run = Run {
        done: output.status.success(),
        said: end_of(&String::from_utf8_lossy(&output.stderr)),
        ..Run::default()
    };
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        if let Ok(message) = serde_json::from_str(line) {
            run.note(message);
        }
    }
    Ok(run)
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
#[derive(Debug, Deserialize)]
struct Complaint {
    level: String,
    message: String,
    #[serde(default)]
    rendered: Option<String>,
    #[serde(default)]
    spans: Vec<Span>,
}

#[derive(Debug, Deserialize)]
struct Span {
    file_name: PathBuf,
    line_start: usize,
    is_primary: bool,
}

impl Run {
    fn note(&mut self, message: Message) {
        let folder = message.manifest_path.as_deref().and_then(Path::parent);
        let Some(name) = folder.and_then(Path::file_name).and_then(OsStr::to_str) else {
            return;
        };
        if message.executable.is_some() {
            self.programs.insert(name.to_owned());
        }
        if let Some(complaint) = message.complaint {
            let complaints = self.complaints.entry(name.to_owned()).or_default();
            complaints.push(complaint);
        }
    }
}

impl Complaint {
    /// The module that an error is about, and the error in one line. `None`: this is no error, or
    /// it names none of the modules.
    fn about<'m>(&self, modules: &'m [Module]) -> Option<(&'m Module, String)> {
        if !self.level.starts_with("error") {
            return None;
        }
        let of = |span: &Span| module_of(stem(&span.file_name)?, modules);
        let spans = self.spans.iter();
        // The place of the error, else a place it mentions, else a path in its text.
        let mut primary = spans.clone().filter(|span| span.is_primary);
        let found = |span| Some((of(span)?, span.line_start));
        let place = primary
            .find_map(found)
            .or_else(|| spans.clone().find_map(found));
        if let Some((module, line)) = place {
            return Some((module, format!("line {line}: {}", self.message)));
        }
        let text = self.rendered.as_deref()?;
        let mut words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let module = words.find_map(|word| module_of(word, modules))?;
        Some((module, self.message.clone()))
    }
}

/// The module that has a file of this name.
fn module_of<'m>(file: &str, modules: &'m [Module]) -> Option<&'m Module> {
    let mut modules = modules.iter();
    modules.find(|module| module.files.iter().any(|(name, _)| name == file))
}

fn stem(path: &Path) -> Option<&str> {
    path.file_stem()?.to_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(lines: &[&str]) -> Run {
        let mut run = Run::default();
        for line in lines {
            run.note(serde_json::from_str(line).unwrap());
        }
        run
    }

    fn a_crate(modules: &[&str]) -> Crate {
        let module = |(place, name): (usize, &&str)| Module {
            name: (*name).to_owned(),
            files: vec![((*name).to_owned(), format!("{name}.rs").into())],
            check: String::new(),
            place,
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
        let mut broken = BTreeMap::new();
        let one = a_crate(&["m000_a", "m001_b", "m002_c"]);
        let left = without_broken(&one, &run(&[ERROR, CLOSING, IN_MAIN]), &mut broken);
        assert_eq!(broken[&1], "line 3: unused import");
        assert_eq!(broken[&0], "cannot find type");
        let names: Vec<&str> = left[0].modules.iter().map(|it| &*it.name).collect();
        assert_eq!((names, broken.len()), (vec!["m002_c"], 2));
    }

    #[test]
    fn a_built_crate_is_kept_and_an_unexplained_failure_is_halved() {
        let mut broken = BTreeMap::new();
        let one = a_crate(&["m000_a", "m001_b"]);
        assert_eq!(
            without_broken(&one, &run(&[PROGRAM]), &mut broken),
            std::slice::from_ref(&one)
        );
        let halves = without_broken(&one, &run(&[CLOSING]), &mut broken);
        assert_eq!(halves.len(), 2);
        assert!(broken.is_empty());
        assert!(without_broken(&halves[0], &run(&[]), &mut broken).is_empty());
        assert_eq!(broken.keys().collect::<Vec<_>>(), [&0]);
    }
}
