//! Checks out a revision of this workspace into a separate folder and makes scratch crates of its
//! generated code. It must not touch git's index or the files of the working tree.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::alone::{Package, on_runtime, read};

/// Features of the runtime that generated code may need.
const CHECKS: [&str; 3] = ["pattern", "condition", "validator"];

/// A revision, checked out.
pub(super) struct Revision {
    name: String,
    root: PathBuf,
}

impl Revision {
    /// The files as they are now.
    pub(super) fn here(root: &Path) -> Self {
        Self {
            name: "here".to_owned(),
            root: root.to_owned(),
        }
    }

    /// Checks a revision out below `folder`, unless it is there already.
    pub(super) fn at(revision: &str, root: &Path, folder: &Path) -> Result<Self, String> {
        let commit = format!("{revision}^{{commit}}");
        let mut question = Command::new("git");
        question.args(["rev-parse", "--verify", "--quiet", &commit]);
        let name = git(question.current_dir(root))
            .map_err(|_| format!("there is no revision `{revision}`"))?;
        let name = name.trim().to_owned();
        let checkout = folder.join(&name).join("checkout");
        if !checkout.is_dir() {
            check_out(&name, root, &checkout)?;
        }
        Ok(Self {
            name,
            root: checkout,
        })
    }

    /// The commit, or `here`; usable as the name of a folder.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The models crate, with a manifest that does not depend on its workspace.
    pub(super) fn models(&self) -> Result<Package<'static>, String> {
        let folder = self.root.join("crates/conversation-models");
        let manifest = manifest(&folder)?;
        let mut sections = toml::Table::new();
        if let Some(features) = manifest.get("features") {
            sections.insert("features".to_owned(), features.clone());
        }
        let mut sources = Vec::new();
        let src = folder.join("src");
        gather(&src, &src, &mut sources)?;
        Ok(Package {
            name: "models",
            edition: "2024",
            sections: format!(
                "{sections}\n[dependencies]\n{}",
                on_runtime(&self.root, &[])
            ),
            sources,
        })
    }

    /// A crate of the types that the revision's own generator makes of a schema.
    pub(super) fn components(
        &self,
        schema: &Path,
        target: &Path,
    ) -> Result<Package<'static>, String> {
        let manifest = manifest(&self.root.join("crates/schema-runtime"))?;
        let known = |feature: &&str| {
            let features = manifest.get("features").and_then(toml::Value::as_table);
            features.is_some_and(|features| features.contains_key(*feature))
        };
        let features: Vec<String> = CHECKS
            .iter()
            .filter(|it| known(it))
            .map(|&it| it.into())
            .collect();
        let dependencies = on_runtime(&self.root, &features);
        Ok(Package {
            name: "components",
            edition: "2021",
            sections: format!("[dependencies]\n{dependencies}"),
            sources: vec![("lib.rs".into(), self.generated(schema, target)?)],
        })
    }

    fn generated(&self, schema: &Path, target: &Path) -> Result<String, String> {
        let schema = schema
            .canonicalize()
            .map_err(|error| format!("cannot read `{}`: {error}", schema.display()))?;
        let output = Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--package", "schema-codegen", "--"])
            .arg("generate")
            .arg(&schema)
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", target)
            .output()
            .map_err(|error| format!("cannot run cargo: {error}"))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(format!(
                "`{}` cannot be generated\n{said}",
                schema.display()
            ));
        }
        String::from_utf8(output.stdout).map_err(|error| error.to_string())
    }
}

/// Checks out a commit through a separate index, so that the project's stays unchanged.
fn check_out(commit: &str, root: &Path, checkout: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("cannot write `{}`: {error}", checkout.display());
    let draft = checkout.with_file_name("draft");
    if draft.is_dir() {
        // Left by a run that was interrupted.
        fs::remove_dir_all(&draft).map_err(failed)?;
    }
    fs::create_dir_all(&draft).map_err(failed)?;
    let index = checkout.with_file_name("index");
    let prefix = format!("--prefix={}/", draft.display());
    for words in [
        ["read-tree", commit, ""],
        ["checkout-index", "--all", &prefix],
    ] {
        let words = words.into_iter().filter(|word| !word.is_empty());
        git(Command::new("git")
            .args(words)
            .current_dir(root)
            .env("GIT_INDEX_FILE", &index))?;
    }
    fs::rename(&draft, checkout).map_err(failed)
}

fn git(command: &mut Command) -> Result<String, String> {
    let output = command
        .output()
        .map_err(|error| format!("cannot run git: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("git: {}", String::from_utf8_lossy(&output.stderr)))
    }
}

fn manifest(folder: &Path) -> Result<toml::Table, String> {
    let path = folder.join("Cargo.toml");
    let parsed = read(&path)?.parse();
    parsed.map_err(|error: toml::de::Error| format!("`{}`: {error}", path.display()))
}

/// All files below a folder, by their paths in it.
fn gather(base: &Path, folder: &Path, into: &mut Vec<(PathBuf, String)>) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("cannot read `{}`: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            gather(base, &path, into)?;
        } else {
            let name = path.strip_prefix(base).unwrap_or(&path).to_owned();
            into.push((name, read(&path)?));
        }
    }
    Ok(())
}
