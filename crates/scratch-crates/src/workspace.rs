//! Writes the scratch crates that generated modules are compiled in: one cargo workspace, which
//! builds without a network.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use crate::files::write;

/// A scratch workspace.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The project's workspace: its `schema-runtime` and its locked versions are used.
    pub project: PathBuf,
    /// The folder of the scratch workspace.
    pub folder: PathBuf,
    /// Cargo's output. Workspaces that share it build their dependencies once.
    pub target: PathBuf,
    /// The text of the programs' module `answer`, whose functions the checks call.
    pub answer: String,
    /// The features of `schema-runtime`.
    pub features: Vec<String>,
}

/// A module whose types are compiled and asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// Unique in its crate.
    pub name: String,
    /// The files of its code, each with the name of its Rust module.
    pub files: Vec<(String, PathBuf)>,
    /// The function from a text (`&str`) to an answer (`serde_json::Value`): an expression for which
    /// `types` is the crate of the files and `answer` the module of the workspace.
    pub check: String,
    /// The caller's own number of it.
    pub place: usize,
}

/// A crate of some modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crate {
    /// The package and its program.
    pub name: String,
    /// Its modules.
    pub modules: Vec<Module>,
}

/// Distributes modules, each with the name of its crate, over crates.
#[must_use]
pub fn crates(modules: Vec<(String, Module)>) -> Vec<Crate> {
    let mut by_name: BTreeMap<String, Vec<Module>> = BTreeMap::new();
    for (name, module) in modules {
        by_name.entry(name).or_default().push(module);
    }
    let crates = by_name.into_iter();
    crates
        .map(|(name, modules)| Crate { name, modules })
        .collect()
}

impl Workspace {
    /// The path of a crate's program.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        let program = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        self.target.join("debug").join(program)
    }

    pub(crate) fn crate_folder(&self, name: &str) -> PathBuf {
        self.folder.join("crates").join(name)
    }

    /// Writes the workspace and its crates; files that do not change are not touched.
    pub(crate) fn write(&self, crates: &[Crate]) -> Result<(), String> {
        write(&self.folder.join("answer.rs"), &self.answer)?;
        write(
            &self.folder.join("program.rs"),
            include_str!("workspace/program.rs"),
        )?;
        self.write_lock()?;
        write(&self.folder.join("Cargo.toml"), &self.manifest(crates))?;
        for one in crates {
            let folder = self.crate_folder(&one.name);
            write(&folder.join("Cargo.toml"), &crate_manifest(&one.name))?;
            write(&folder.join("src/lib.rs"), &library(&one.modules))?;
            write(&folder.join("src/main.rs"), &program(one))?;
        }
        Ok(())
    }

    /// Gives the workspace the project's versions, so that nothing has to be fetched. Cargo removes
    /// what is not used from `Cargo.lock`, hence the second copy to compare with.
    fn write_lock(&self) -> Result<(), String> {
        let path = self.project.join("Cargo.lock");
        let lock = fs::read_to_string(&path)
            .map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
        let copy = self.folder.join("project.lock");
        if fs::read_to_string(&copy).is_ok_and(|found| found == lock) {
            return Ok(());
        }
        write(&self.folder.join("Cargo.lock"), &lock)?;
        write(&copy, &lock)
    }

    fn manifest(&self, crates: &[Crate]) -> String {
        let members = crates.iter().map(|one| format!("crates/{}", one.name));
        let members: Vec<String> = members.collect();
        let runtime = self.project.join("crates/schema-runtime");
        // As TOML quotes it.
        let runtime = toml::Value::String(runtime.to_string_lossy().into_owned());
        format!(
            r#"[workspace]
resolver = "3"
members = {members:?}

[workspace.dependencies]
schema-runtime = {{ path = {runtime}, features = {features:?} }}
serde = "1"
serde_json = {{ version = "1", features = ["float_roundtrip", "preserve_order"] }}

[profile.dev]
debug = false

# Texts that exhaust the budget of back-references take half of the time otherwise.
[profile.dev.package.ecma-regex]
opt-level = 1
"#,
            features = self.features,
        )
    }
}

fn crate_manifest(name: &str) -> String {
    format!(
        r#"[package]
name = "{name}"
version = "0.0.0"
edition = "2024"

[dependencies]
schema-runtime.workspace = true
serde.workspace = true
serde_json.workspace = true
"#
    )
}

fn library(modules: &[Module]) -> String {
    let files = modules.iter().flat_map(|module| &module.files);
    let declared = files.map(|(name, path)| {
        let path = path.to_string_lossy();
        format!("#[path = {path:?}]\npub mod {name};\n")
    });
    format!(
        "#![deny(warnings)]\n#![forbid(unsafe_code)]\n\n{}",
        declared.collect::<String>()
    )
}

fn program(one: &Crate) -> String {
    let types = one.name.replace('-', "_");
    let checks = one.modules.iter();
    let checks =
        checks.map(|Module { name, check, .. }| format!("        (\"{name}\", {check}),\n"));
    format!(
        "#![deny(warnings)]\n\n// Not every crate needs all of it.\n#[allow(dead_code)]\n\
         #[path = \"../../../answer.rs\"]\nmod answer;\n\
         #[path = \"../../../program.rs\"]\nmod program;\n\nuse {types} as types;\n\n\
         fn main() {{\n    program::run(&[\n{}    ]);\n}}\n",
        checks.collect::<String>()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_put_into_the_crates_that_they_name() {
        let module = |name: &str| Module {
            name: name.to_owned(),
            files: Vec::new(),
            check: String::new(),
            place: 0,
        };
        let placed = [("b", "x"), ("a", "y"), ("b", "z")];
        let placed = placed.map(|(one, name)| (one.to_owned(), module(name)));
        let crates = crates(placed.into());
        let names = crates.iter().map(|one| {
            let modules = one.modules.iter().map(|module| &*module.name);
            (&*one.name, modules.collect::<Vec<_>>())
        });
        let expected = [("a", vec!["y"]), ("b", vec!["x", "z"])];
        assert_eq!(names.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_manifest_names_the_runtime_of_the_project_and_its_features() {
        let workspace = Workspace {
            project: "a \"root\"".into(),
            folder: PathBuf::new(),
            target: PathBuf::new(),
            answer: String::new(),
            features: vec!["pattern".to_owned()],
        };
        let manifest: toml::Table = workspace.manifest(&[]).parse().unwrap();
        let runtime = &manifest["workspace"]["dependencies"]["schema-runtime"];
        assert_eq!(runtime["features"].as_array().unwrap().len(), 1);
        let path = runtime["path"].as_str();
        assert_eq!(path, Some("a \"root\"/crates/schema-runtime"));
    }
}
