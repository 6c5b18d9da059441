//! Writes the scratch crates that generated modules are compiled in: one cargo workspace, which
//! builds without a network. Which crate a module is in depends on its index in the corpus alone,
//! so that a second build reuses the first one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::files::{read, write};

/// The folders of a scratch workspace.
#[derive(Debug)]
pub(super) struct Scratch {
    /// This project's workspace: its runtime and its locked versions are used.
    pub(super) root: PathBuf,
    /// The folder of the scratch workspace.
    pub(super) folder: PathBuf,
    /// Cargo's output, shared by all scratch workspaces: dependencies are built once.
    pub(super) target: PathBuf,
}

/// A generated module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Module {
    pub(super) section: String,
    pub(super) name: String,
    pub(super) root_type: String,
    pub(super) features: Vec<String>,
    /// The index of its outcome.
    pub(super) outcome: usize,
}

/// A crate of some modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Crate {
    pub(super) name: String,
    pub(super) modules: Vec<Module>,
}

impl Scratch {
    /// The file of a module.
    pub(super) fn module(&self, section: &str, name: &str) -> PathBuf {
        let folder = self.folder.join("generated").join(section);
        folder.join(format!("{name}.rs"))
    }

    /// The path of a crate's program.
    pub(super) fn program(&self, name: &str) -> PathBuf {
        let program = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        self.target.join("debug").join(program)
    }

    pub(super) fn questions(&self, name: &str) -> PathBuf {
        self.folder
            .join("crates")
            .join(name)
            .join("questions.ndjson")
    }

    /// Writes the workspace and its crates; files that do not change are not touched.
    pub(super) fn write(&self, crates: &[Crate]) -> Result<(), String> {
        write(
            &self.folder.join("answer.rs"),
            include_str!("scratch/answer.rs"),
        )?;
        // The workspace's versions, so that nothing has to be fetched.
        let lock = read(&self.root.join("Cargo.lock"))?;
        write(&self.folder.join("Cargo.lock"), &lock)?;
        let manifest = workspace_manifest(&self.root, crates);
        write(&self.folder.join("Cargo.toml"), &manifest)?;
        for one in crates {
            let folder = self.folder.join("crates").join(&one.name);
            write(&folder.join("Cargo.toml"), &crate_manifest(&one.name))?;
            write(&folder.join("src/lib.rs"), &library(&one.modules))?;
            write(&folder.join("src/main.rs"), &program(one))?;
        }
        Ok(())
    }
}

/// Distributes modules, each with its index in the section, over crates of `size` consecutive
/// indices.
pub(super) fn crates(modules: Vec<(usize, Module)>, size: usize) -> Vec<Crate> {
    let mut by_name: BTreeMap<String, Vec<Module>> = BTreeMap::new();
    for (place, module) in modules {
        let name = crate_name(&module.section, place / size.max(1));
        by_name.entry(name).or_default().push(module);
    }
    let crates = by_name.into_iter();
    crates
        .map(|(name, modules)| Crate { name, modules })
        .collect()
}

fn crate_name(section: &str, number: usize) -> String {
    format!("{section}-{number:02}")
}

fn workspace_manifest(root: &Path, crates: &[Crate]) -> String {
    let members = crates.iter().map(|one| format!("crates/{}", one.name));
    let members: Vec<String> = members.collect();
    let features: BTreeSet<&String> = crates
        .iter()
        .flat_map(|one| &one.modules)
        .flat_map(|module| &module.features)
        .collect();
    let runtime = root.join("crates/schema-runtime");
    // As TOML quotes it.
    let runtime = toml::Value::String(runtime.to_string_lossy().into_owned());
    format!(
        r#"[workspace]
resolver = "3"
members = {members:?}

[workspace.dependencies]
schema-runtime = {{ path = {runtime}, features = {features:?} }}
serde_json = {{ version = "1", features = ["float_roundtrip"] }}

[profile.dev]
debug = false
"#,
        features = Vec::from_iter(features),
    )
}

fn crate_manifest(name: &str) -> String {
    format!(
        r#"[package]
name = "{name}"
version = "0.0.0"
edition = "2024"

[dependencies]
schema-runtime.workspace = true
serde_json.workspace = true
"#
    )
}

fn library(modules: &[Module]) -> String {
    let declared = modules.iter().map(|Module { section, name, .. }| {
        format!("#[path = \"../../../generated/{section}/{name}.rs\"]\npub mod {name};\n")
    });
    format!(
        "#![deny(warnings)]\n#![forbid(unsafe_code)]\n\n{}",
        declared.collect::<String>()
    )
}

fn program(one: &Crate) -> String {
    let types = one.name.replace('-', "_");
    let checks = one.modules.iter().map(
        |Module {
             name, root_type, ..
         }| { format!("        (\"{name}\", check!(types::{name}::{root_type})),\n") },
    );
    format!(
        "#[macro_use]\n#[path = \"../../../answer.rs\"]\nmod answer;\n\nuse {types} as types;\n\n\
         fn main() {{\n    answer::run(&[\n{}    ]);\n}}\n",
        checks.collect::<String>()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(name: &str) -> Module {
        Module {
            section: "draft7".to_owned(),
            name: name.to_owned(),
            root_type: "Root".to_owned(),
            features: vec!["pattern".to_owned()],
            outcome: 0,
        }
    }

    #[test]
    fn a_module_stays_in_its_crate_whatever_else_was_generated() {
        let all = crates(
            (0..5).map(|it| (it, module(&format!("m{it}")))).collect(),
            2,
        );
        let some = crates(vec![(3, module("m3"))], 2);
        let holder = all.iter().find(|one| one.modules.contains(&module("m3")));
        assert_eq!(holder.unwrap().name, some[0].name);
        assert_eq!(all.len(), 3);
    }

    #[test]
    fn the_workspace_asks_for_the_features_that_some_module_needs() {
        let crates = crates(vec![(0, module("m0")), (1, module("m1"))], 9);
        let manifest = workspace_manifest(Path::new("root"), &crates);
        let manifest: toml::Table = manifest.parse().unwrap();
        let runtime = &manifest["workspace"]["dependencies"]["schema-runtime"];
        assert_eq!(runtime["features"].as_array().unwrap().len(), 1);
        assert_eq!(runtime["path"].as_str(), Some("root/crates/schema-runtime"));
    }
}
