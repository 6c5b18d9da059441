//! `cargo xtask codegen`: generates files of `conversation-models` from `schemas/`, or with
//! `--check` reports which are not fresh.
//!
//! Each set of `schemas/codegen.toml` becomes a folder of modules (two if it also has borrowed
//! types), a module and a feature that hold it, and rows of the table of models.

mod catalogue;
mod freshness;
mod region;
mod settings;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use schema_codegen::{Builder, File, Formats, Modules, OpenApi, Quality};

use catalogue::Vendor;
use freshness::Difference;
use settings::{Set, Settings};

/// The command that the header of generated files names.
const COMMAND: &str = "cargo xtask codegen";

/// The folder of a set's types, in the folder of its module.
const OWNED: &str = "generated";

/// The folder beside it of the borrowed types.
const BORROWED: &str = "borrowed";

/// Generate the Rust types of all schemas.
#[derive(Debug, Default, Args)]
pub(crate) struct Codegen {
    /// Change nothing; report every file that is stale, missing or left over.
    #[arg(long)]
    check: bool,
}

impl Codegen {
    pub(crate) fn run(&self, root: &Path) -> Result<ExitCode, String> {
        let generated = generate(root)?;
        let differences = freshness::differences(&generated.folders)?;
        if self.check {
            return Ok(report(root, &differences));
        }
        // Everything is generated before the first byte is written, so that errors leave all files.
        for difference in &differences {
            difference.mend()?;
        }
        let folders = generated.folders.iter();
        let files: usize = folders.map(|folder| folder.files.len()).sum();
        for (set, quality) in &generated.quality {
            println!("{set}: {}", quality.proof_line());
        }
        match differences.len() {
            0 => {
                println!("all {files} generated files were fresh");
            }
            changed => {
                println!("{changed} of {files} generated files were not fresh and are written");
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// A folder and the generated files in it.
struct Folder {
    path: PathBuf,
    files: Vec<File>,
    /// Whether only this command writes to it, so that nothing else may be in it.
    is_output: bool,
}

/// All generated files, and the figures that are printed about them.
struct Generated {
    folders: Vec<Folder>,
    /// How exact the types of each set are, by its name.
    quality: Vec<(String, Quality)>,
}

/// Generates everything, in memory.
fn generate(root: &Path) -> Result<Generated, String> {
    let schemas = root.join("schemas");
    let settings = Settings::read(&schemas.join("codegen.toml"))?;
    let package = root.join("crates/conversation-models");
    let mut generated = Generated {
        folders: Vec::new(),
        quality: Vec::new(),
    };
    let mut vendors = Vec::new();
    for set in &settings.sets {
        vendors.push(generated.add_set(&schemas, &package.join("src"), set)?);
    }
    generated.folders.extend(package_files(&package, &vendors)?);
    Ok(generated)
}

impl Generated {
    /// Adds the types of a set, the borrowed ones if it has any, and the module that holds them.
    fn add_set<'s>(
        &mut self,
        schemas: &Path,
        models: &Path,
        set: &'s Set,
    ) -> Result<Vendor<'s>, String> {
        let folder = models.join(&set.name);
        let output = |path: &str, modules: &Modules| Folder {
            path: folder.join(path),
            files: modules.files().to_vec(),
            is_output: true,
        };
        let owned = modules(&builder(schemas, set))?;
        warn(&owned);
        self.folders.push(output(OWNED, &owned));
        self.quality
            .push((set.name.clone(), owned.quality().clone()));
        if set.borrowed {
            let builder = builder(schemas, set).borrowed(true);
            let builder = builder
                .bundled_schemas_in(format!("../{OWNED}"))
                .owned_types_in("super");
            // Warnings and figures are the same as those of the owned types.
            self.folders.push(output(BORROWED, &modules(&builder)?));
        }
        let vendor = Vendor {
            set,
            types: owned.root_types().to_vec(),
        };
        let text = catalogue::module(&vendor, COMMAND);
        self.folders.push(files(&folder, [("mod.rs", text)]));
        Ok(vendor)
    }
}

/// The files of the package that depend on all sets.
fn package_files(package: &Path, vendors: &[Vendor<'_>]) -> Result<[Folder; 2], String> {
    let read = |file: &str| {
        let path = package.join(file);
        let text = std::fs::read_to_string(&path);
        text.map_err(|error| format!("cannot read `{}`: {error}", path.display()))
    };
    let manifest = region::replaced(
        &read("Cargo.toml")?,
        "features",
        &catalogue::features(vendors),
    )?;
    let library = read("src/lib.rs")?;
    let library = region::replaced(
        &library,
        "documentation",
        &catalogue::documentation(vendors),
    )?;
    let library = region::replaced(&library, "modules", &catalogue::modules(vendors))?;
    let table = catalogue::table(vendors, COMMAND);
    Ok([
        files(package, [("Cargo.toml", manifest)]),
        files(
            &package.join("src"),
            [("lib.rs", library), ("models.rs", table)],
        ),
    ])
}

/// Some files in a folder that also holds files that people wrote.
fn files<const N: usize>(path: &Path, files: [(&str, String); N]) -> Folder {
    let files = files.map(|(name, text)| File {
        name: name.to_owned(),
        text,
    });
    Folder {
        path: path.to_owned(),
        files: files.into(),
        is_output: false,
    }
}

fn builder(schemas: &Path, set: &Set) -> Builder {
    let builder = Builder::new()
        .directory(schemas)
        .formats(if set.formats.are_asserted() {
            Formats::Assert
        } else {
            Formats::Annotate
        })
        .json_schema_feature("schemars")
        .command(COMMAND);
    let directory = schemas.join(&set.directory);
    let roots = set.models.iter().map(|model| directory.join(&model.file));
    let builder = roots.fold(builder, Builder::schema);
    let builder = set.refs.iter().fold(builder, |builder, (uri, file)| {
        builder.reference(uri, schemas.join(file))
    });
    let builder = match set.openapi {
        Some(settings::OpenApi::V3_0) => builder.openapi(OpenApi::V3_0),
        Some(settings::OpenApi::V3_1) => builder.openapi(OpenApi::V3_1),
        None => builder,
    };
    let builder = if set.implied_types {
        builder.implied_types()
    } else {
        builder
    };
    let ref_dirs = set.ref_dirs.iter().map(|folder| schemas.join(folder));
    let builder = ref_dirs.fold(builder, Builder::reference_directory);
    let names = set.names.iter();
    names.fold(builder, |builder, (place, name)| builder.name(place, name))
}

fn modules(builder: &Builder) -> Result<Modules, String> {
    let modules = builder.generate_modules();
    modules.map_err(|error| error.to_string())
}

fn warn(modules: &Modules) {
    for warning in modules.warnings() {
        eprintln!("{}\n", warning.render());
    }
}

fn report(root: &Path, differences: &[Difference]) -> ExitCode {
    for difference in differences {
        eprintln!("{}", difference.describe(root));
    }
    if differences.is_empty() {
        println!("all generated files are fresh");
        return ExitCode::SUCCESS;
    }
    let files = if differences.len() == 1 {
        "file is"
    } else {
        "files are"
    };
    eprintln!(
        "error: {} generated {files} not fresh; run `{COMMAND}`",
        differences.len()
    );
    ExitCode::FAILURE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_files_are_fresh() {
        let root = crate::workspace_root();
        let differences = freshness::differences(&generate(&root).unwrap().folders).unwrap();
        let described: Vec<_> = differences.iter().map(|it| it.describe(&root)).collect();
        assert!(
            described.is_empty(),
            "run `{COMMAND}`:\n{}",
            described.join("\n")
        );
    }

    #[test]
    fn generating_twice_gives_the_same_bytes() {
        let root = crate::workspace_root();
        let files = |it: Generated| it.folders.into_iter().flat_map(|it| it.files);
        let first: Vec<_> = files(generate(&root).unwrap()).collect();
        let second: Vec<_> = files(generate(&root).unwrap()).collect();
        assert_eq!(first, second);
        assert!(!first.is_empty());
    }
}
